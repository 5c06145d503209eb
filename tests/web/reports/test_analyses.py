"""An analysis of a quarter as people begin, write, approve and act on it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from feedback_app import clock
from feedback_app.people.roles import Role
from feedback_app.reporting.approve import send_for_approval
from feedback_app.reporting.parts import part_of, points_of
from feedback_app.reporting.refusals import Part
from tests import factories
from tests.counting import counting
from tests.page import CheckedClient, Page
from tests.reporting import analyses
from tests.reporting import factories as make


@pytest.fixture
def staff(on_sqlite: Flask) -> Iterator[make.People]:
    with clock.stopped_at(make.WHEN), analyses.asked_for(on_sqlite):
        found = make.people()
        make.full_quarter(found.coder, each=12)
        yield found


@pytest.fixture
def client(on_sqlite: Flask) -> CheckedClient:
    return CheckedClient(on_sqlite)


def sign_in_as(client: CheckedClient, email: str) -> None:
    client.post("/sign-out", {})
    client.sign_in(email)


def wrote(client: CheckedClient, at: str, part: Part, words: str = "", why: str = "") -> Page:
    page = client.get(f"{at}/parts/{part}")
    return client.send(page, {"words": words, "why_empty": why}, to=f"/parts/{part}")


def day(number: int, month: int) -> dict[str, str]:
    """A day of 2026 in the three boxes of a form."""
    return {"due_on-day": str(number), "due_on-month": str(month), "due_on-year": "2026"}


@pytest.mark.requirement("WS-45")
def test_an_analyst_and_a_development_lead_write_it_together_and_a_director_approves(
    client: CheckedClient, staff: make.People
) -> None:
    client.sign_in(staff.analyst.email)
    page = client.send(client.get("/reports/new-analysis"), {"quarter": make.QUARTER}, to="/new-analysis")
    assert "Stage 3 analysis, April to June" in page.heading
    assert page.text.count("Still to write") == 5
    for part in (Part.themes, Part.strengths, Part.barriers):
        wrote(client, page.path, part, analyses.WORDS[part])
    refused = client.send(client.get(page.path), {}, to="/send", expect=409)
    assert "a section is still empty" in refused.text

    lead = analyses.lead()
    sign_in_as(client, lead.email)
    assert page.path in client.get("/reports").links().values()
    assert "What is known of it" in client.get(f"{page.path}/parts/partners").text
    wrote(client, page.path, Part.partners, why="No partner was asked this quarter.")
    page = wrote(client, page.path, Part.impact, analyses.WORDS[Part.impact])
    assert "Dev Lead, 8 July 2026" in page.text

    sign_in_as(client, staff.analyst.email)
    page = client.send(client.get(page.path), {}, to="/send")
    sign_in_as(client, staff.director.email)
    page = client.send(client.get(f"{page.path}/approve"), {"nobody_recognised": "y"}, to="/approve")

    for words in ("Workers who ring back", "No partner was asked this quarter.", "Dev Lead"):
        assert words in page.text
    for form in ("html", "docx"):
        file = client.open(f"{page.path}/{form}")
        assert f"quarter-analysis-{make.QUARTER}-version-1.{form}" in file.headers["Content-Disposition"]


@pytest.mark.requirement("WS-45")
def test_what_was_typed_stays_when_somebody_else_saved_the_part_first(
    client: CheckedClient, staff: make.People
) -> None:
    report = analyses.begun(staff)
    client.sign_in(staff.analyst.email)
    page = client.get(f"/reports/{report.public_ref}/parts/barriers")
    analyses.wrote(report, Part.barriers, "Lesson time.", analyses.lead())

    late = client.send(page, {"words": "Too many meetings."}, to="/barriers", expect=409)

    assert "Lesson time." in late.text
    assert late.form_values("/barriers")["words"] == ["Too many meetings."]
    assert part_of(report, Part.barriers).words == "Lesson time."
    client.send(late, {"words": "Lesson time, and too many meetings."}, to="/barriers")
    assert part_of(report, Part.barriers).words == "Lesson time, and too many meetings."


@pytest.mark.parametrize(
    ("words", "why", "problem"),
    [("", "  ", "Write something here"), ("Words.", "A reason.", "Keep one")],
)
def test_a_part_is_written_or_says_why_not(
    client: CheckedClient, staff: make.People, words: str, why: str, problem: str
) -> None:
    report = analyses.begun(staff)
    client.sign_in(staff.analyst.email)

    page = wrote(client, f"/reports/{report.public_ref}", Part.themes, words, why)

    assert any(problem in shown for shown in page.problems_shown())
    assert page.form_values("/themes")["words"] == [words]


def test_words_that_come_after_it_was_sent_are_shown_and_not_kept(
    client: CheckedClient, staff: make.People
) -> None:
    report = analyses.written(staff)
    client.sign_in(analyses.lead().email)
    page = client.get(f"/reports/{report.public_ref}/parts/impact")
    send_for_approval(report, staff.analyst)

    late = client.send(page, {"words": "More laughter."}, to="/impact", expect=409)

    assert "More laughter." in late.text
    assert part_of(report, Part.impact).words == analyses.WORDS[Part.impact]


@pytest.mark.requirement("WS-46")
def test_the_steering_group_reads_it_and_makes_each_point_an_action(
    client: CheckedClient, staff: make.People
) -> None:
    report = analyses.approved(staff)
    member = factories.person(Role.service_manager, name="Member")
    client.sign_in(member.email)
    listed = client.get("/digests")
    assert "Policy and Practice Steering Group" in listed.text
    page = client.get(next(href for name, href in listed.links().items() if name.startswith("April")))
    assert analyses.POINT in page.text
    page = client.get(page.links()["Act on its points"])
    page = client.get(page.links()["Settle point 1"])

    wrong = client.send(page, {"owner": "", **day(1, 7)}, to="/act")
    assert len(wrong.problems_shown()) == 2
    page = client.send(wrong, {"owner": str(member.id), **day(1, 9)}, to="/act")

    assert page.path.endswith("/points")
    assert "Member, 8 July 2026" in page.text
    assert analyses.POINT in client.get("/actions").text
    assert points_of(report)[0].settled_by is member


@pytest.mark.requirement("WS-46")
def test_a_point_settled_meanwhile_is_not_settled_twice(client: CheckedClient, staff: make.People) -> None:
    report = analyses.approved(staff)
    client.sign_in(staff.director.email)
    page = client.get(f"/reports/{report.public_ref}/points/{points_of(report)[0].id}")
    client.send(page, {"because": "It is planned already."}, to="/leave")

    late = client.send(page, {"because": "We have no money."}, to="/leave", expect=409)

    assert "settled this point meanwhile" in late.text
    assert "We have no money." in late.text
    assert points_of(report)[0].no_action_because == "It is planned already."


def test_a_draft_is_seen_by_those_who_write_and_approve_only(
    client: CheckedClient, staff: make.People
) -> None:
    report = analyses.written(staff)
    address = f"/reports/{report.public_ref}"
    client.sign_in(factories.person(Role.practice_lead).email)
    client.get(address, expect=403)
    client.get(f"/digests/{report.public_ref}", expect=404)
    sign_in_as(client, staff.director.email)
    client.get(address)
    client.get(f"{address}/parts/themes", expect=403)
    client.get(f"{address}/points", expect=404)


def test_a_council_whose_framework_does_not_ask_for_it_is_not_offered_it(client: CheckedClient) -> None:
    with clock.stopped_at(make.WHEN):
        client.sign_in(make.people().analyst.email)
        assert "Stage 3" not in client.get("/reports").text
        page = client.get("/reports/new-analysis")
        assert page.path == "/reports"
        assert "asks for no written analysis" in page.text


def test_the_page_of_an_analysis_asks_the_database_the_same_however_many_wrote(
    client: CheckedClient, staff: make.People
) -> None:
    report = analyses.written(staff)
    client.sign_in(staff.analyst.email)
    client.get(f"/reports/{report.public_ref}")
    with counting() as few:
        client.get(f"/reports/{report.public_ref}")
    for number in range(5):
        by = factories.person(Role.service_manager, name=f"Lead {number}")
        analyses.wrote(report, Part.impact, f"Words {number}.", by)
    with counting() as many:
        client.get(f"/reports/{report.public_ref}")
    assert len(many) == len(few)
