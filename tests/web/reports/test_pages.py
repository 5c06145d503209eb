"""The report pages, walked without JavaScript by the people who use them."""

from collections.abc import Iterator

import pytest

from feedback_app import clock
from feedback_app.database import db
from feedback_app.finding.pin import pin_to, start_board
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.quotations.models import Quotation
from feedback_app.reporting.find import newest_report
from feedback_app.reporting.models import Report, Snapshot
from feedback_app.reporting.rules import quarter_to_report
from feedback_app.themes.rules import Span
from tests import factories
from tests.counting import counting
from tests.page import CheckedClient, Page
from tests.reporting import factories as make

WORDS = {
    "themes": "Kind workers matter most.",
    "improvement": "Fewer meetings in lesson time.",
    "plans": "Reviews after school from September.",
}


@pytest.fixture(autouse=True)
def after_the_quarter() -> Iterator[None]:
    with clock.stopped_at(make.WHEN):
        yield


@pytest.fixture
def staff(app: object) -> make.People:
    found = make.people()
    make.full_quarter(found.coder)
    return found


def compiled(client: CheckedClient, by: Person) -> Page:
    client.sign_in(by.email)
    return client.send(client.get("/reports/new"), {"quarter": make.QUARTER}, to="/reports/new")


def written(client: CheckedClient, by: Person) -> Page:
    page = compiled(client, by)
    return client.send(client.get(f"{page.path}/write"), {**WORDS, "in_audits": ["MEET"]}, to="/write")


def sent(client: CheckedClient, by: Person) -> Page:
    page = written(client, by)
    return client.send(page, {}, to="/send")


def the_report() -> Report:
    return db.session.query(Report).one()


def sign_in_as(client: CheckedClient, who: Person) -> None:
    client.post("/sign-out", {})
    client.sign_in(who.email)


def test_an_analyst_compiles_a_quarter_and_sees_its_figures(
    client: CheckedClient, staff: make.People
) -> None:
    page = compiled(client, staff.analyst)

    assert "Draft, not approved" in page.text
    assert "My worker and our relationship" in page.text
    assert "n = 40 responses" in page.text
    assert "Themes" in page.text
    assert "Improvement required" in page.text


def test_a_second_report_of_the_same_quarter_leads_to_the_one_under_way(
    client: CheckedClient, staff: make.People
) -> None:
    first = compiled(client, staff.analyst)

    again = client.send(client.get("/reports/new"), {"quarter": make.QUARTER}, to="/reports/new")

    assert again.path == first.path
    assert "being written already" in again.text


@pytest.mark.parametrize("quarter", ["", "2019-20-Q1", "x" * 20_000, "2026-27-Q9\0", "🎈", "ربع"])
def test_a_quarter_that_is_not_offered_is_refused_on_the_page(
    client: CheckedClient, staff: make.People, quarter: str
) -> None:
    client.sign_in(staff.analyst.email)

    page = client.send(client.get("/reports/new"), {"quarter": quarter}, to="/reports/new")

    assert page.problems_shown()
    assert db.session.query(Report).count() == 0


def test_written_sections_are_kept_and_shown(client: CheckedClient, staff: make.People) -> None:
    page = written(client, staff.analyst)

    assert all(words in page.text for words in WORDS.values())


@pytest.mark.parametrize(
    "typed", ["🎈 الأطفال يريدون", "<script>alert(1)</script>", "nul\0byte", "y" * 9_999]
)
def test_whatever_is_typed_in_a_section_is_shown_as_words(
    client: CheckedClient, staff: make.People, typed: str
) -> None:
    page = compiled(client, staff.analyst)

    after = client.send(client.get(f"{page.path}/write"), {**WORDS, "themes": typed}, to="/write")

    assert typed.replace("\0", "") in after.text


def test_a_section_that_is_too_long_stays_typed_with_a_message(
    client: CheckedClient, staff: make.People
) -> None:
    page = compiled(client, staff.analyst)

    after = client.send(client.get(f"{page.path}/write"), {**WORDS, "themes": "y" * 20_000}, to="/write")

    assert "10000 letters too long" in after.text
    assert after.form_values("/write")["themes"] == ["y" * 20_000]
    assert after.form_values("/write")["plans"] == [WORDS["plans"]]


def test_what_two_people_write_at_once_is_not_lost(client: CheckedClient, staff: make.People) -> None:
    page = compiled(client, staff.analyst)
    opened_first = client.get(f"{page.path}/write")
    client.send(client.get(f"{page.path}/write"), WORDS, to="/write")

    after = client.send(opened_first, {"themes": "My own sentence."}, to="/write", expect=409)

    assert "What you typed is below" in after.text
    assert WORDS["themes"] in after.text
    assert after.form_values("/write")["themes"] == ["My own sentence."]
    assert the_report().themes_words == WORDS["themes"]
    client.send(after, {}, to="/write")
    assert the_report().themes_words == "My own sentence."


@pytest.mark.requirement("NA-48")
def test_a_report_with_an_empty_section_is_not_sent(client: CheckedClient, staff: make.People) -> None:
    page = compiled(client, staff.analyst)

    after = client.send(page, {}, to="/send", expect=409)

    assert "a section is still empty" in after.text
    assert the_report().status == "draft"


@pytest.mark.requirement("NB-49")
def test_a_report_is_held_up_and_says_by_what_while_an_action_is_only_proposed(
    client: CheckedClient, staff: make.People
) -> None:
    audit = make.held_audit()
    make.action(audit, "Move the review to the afternoon", agreed=False)
    page = written(client, staff.analyst)

    after = client.send(page, {}, to="/send", expect=409)

    assert "Move the review to the afternoon" in after.text
    assert audit.title in after.text
    assert the_report().status == "draft"


def test_an_analyst_chooses_a_quote_and_takes_it_out_again(client: CheckedClient, staff: make.People) -> None:
    page = written(client, staff.analyst)
    offered = client.get(f"{page.path}/quotes")

    chosen = client.send(offered, {}, to="/quotes")
    assert "The quote is in the report" in chosen.text

    out = client.send(chosen, {}, to="/take-out")
    assert "No quote is chosen yet" in out.text


def test_an_excerpt_goes_from_a_board_into_the_report_as_it_was_checked(
    client: CheckedClient, staff: make.People
) -> None:
    response = make.said(
        "She is kind to my gran Ada.", coder=staff.coder, place=make.full_quarter(staff.coder)[0]
    )
    quote = db.session.query(Quotation).filter_by(answer_id=make.answer_of(response).id).one()
    quote.text = "She is kind to my gran [name]."
    board = start_board("Gran", staff.analyst)
    pin_to(board, make.answer_of(response), Span(0, 27), staff.analyst)
    page = compiled(client, staff.analyst)

    listed = client.get(f"{page.path}/quotes")
    from_board = client.get(listed.links()["Gran"])
    assert "As it was checked: She is kind to my gran [name]." in from_board.text
    after = client.send(from_board, {}, to="/quotes")

    assert after.path == from_board.path
    assert "In the report" in after.text
    assert "She is kind to my gran [name]." in client.get(page.path).text
    assert "gran Ada" not in client.get(page.path).text
    assert page.path in " ".join(client.get(f"/boards/{board.public_ref}").links().values())
    used = client.get(f"/quotations/{quote.public_ref}")
    assert "Learning audits, April to June, 2026-27 Q1 : Draft" in used.text


def test_a_board_of_somebody_elses_is_not_there_to_choose_from(
    client: CheckedClient, staff: make.People
) -> None:
    board = start_board("Private", staff.coder)
    page = compiled(client, staff.analyst)
    client.get(f"{page.path}/quotes/boards/{board.public_ref}", expect=404)
    client.get(f"{page.path}/quotes/boards/{'x' * 300}", expect=404)
    assert "Private" not in client.get(f"{page.path}/quotes").text


def test_all_quotes_of_a_theme_can_be_looked_through_and_what_was_typed_stays(
    client: CheckedClient, staff: make.People
) -> None:
    page = compiled(client, staff.analyst)
    few = client.get(f"{page.path}/quotes")
    assert "5 of 16 checked quotes" in few.text
    every = client.get(f"{page.path}/quotes?theme=REL")
    assert "5 of 16" not in every.text.split("My worker and our relationship")[1][:80]
    assert len(every.forms()) > len(few.forms())
    shown = {form.find(".//input[@name='answer']").get("value") for form in few.forms()[1:]}
    hidden = next(
        value
        for form in every.forms()
        if (control := form.find(".//input[@name='answer']")) is not None
        and (value := control.get("value", "")) not in shown
    )
    after = client.post(f"{page.path}/quotes", {"answer": hidden, "theme": "REL", "words": "Not said at all"})
    assert "Words that were not said cannot be put in" in after.text
    assert "Not said at all" in after.text


def test_a_report_sent_too_early_is_taken_back_by_those_who_write_it(
    client: CheckedClient, staff: make.People
) -> None:
    page = sent(client, staff.analyst)
    assert the_report().status == "waiting"

    after = client.send(client.get(page.path), {}, to="/take-back")

    assert "It is a draft again" in after.text
    assert the_report().status == "draft"
    client.post(f"{page.path}/take-back", {}, expect=409)


def test_a_draft_compiled_by_mistake_is_thrown_away_but_never_one_with_words_in_it(
    client: CheckedClient, staff: make.People
) -> None:
    page = compiled(client, staff.analyst)
    client.send(client.get(f"{page.path}/write"), WORDS, to="/write")
    assert "Throw this draft away" not in client.get(page.path).text
    kept = client.post(f"{page.path}/throw-away", {}, expect=409)
    assert "so it is kept" in kept.text
    client.send(client.get(f"{page.path}/write"), dict.fromkeys(WORDS, ""), to="/write")

    after = client.send(client.get(page.path), {}, to="/throw-away")

    assert "The draft is gone" in after.text
    assert db.session.query(Report).count() == 0
    assert db.session.query(Quotation).count() > 0


def test_the_quarter_that_ended_last_is_offered_until_somebody_begins_its_report(
    client: CheckedClient, staff: make.People
) -> None:
    client.sign_in(staff.analyst.email)
    page = client.get("/reports")
    assert "Nobody has begun: April to June, 2026-27 Q1" in page.text
    assert "due by 30 September 2026" in page.text
    new = client.get(page.links()["Compile it"])
    client.send(new, {}, to="/reports/new")
    assert "Nobody has begun" not in client.get("/reports").text


def test_words_that_were_not_said_cannot_be_put_into_a_quote(
    client: CheckedClient, staff: make.People
) -> None:
    page = written(client, staff.analyst)

    after = client.send(
        client.get(f"{page.path}/quotes"), {"words": "She is wonderful and everyone says so."}, to="/quotes"
    )

    assert "Words that were not said cannot be put in" in after.text
    assert "She is wonderful and everyone says so." in after.form_values("/quotes")["words"][0]


@pytest.mark.parametrize("answer", ["", "abc", "9" * 30, "-1", "0"])
def test_a_quote_from_an_answer_that_is_not_offered_is_refused(
    client: CheckedClient, staff: make.People, answer: str
) -> None:
    page = written(client, staff.analyst)

    fields = {"answer": answer, "theme": "REL\0", "words": "She"}
    reply = client.open(
        f"{page.path}/quotes",
        method="POST",
        data={"csrf_token": client.get(f"{page.path}/quotes").form_values("/quotes")["csrf_token"], **fields},
    )

    assert reply.status_code in (400, 409)


def test_a_director_checks_and_approves_and_the_report_is_frozen(
    client: CheckedClient, staff: make.People
) -> None:
    page = written(client, staff.analyst)
    client.send(client.get(f"{page.path}/quotes"), {}, to="/quotes")
    client.send(client.get(page.path), {}, to="/send")
    sign_in_as(client, staff.director)
    waiting = client.get(f"{page.path}/approve")

    unticked = client.send(waiting, {"nobody_recognised": "y"}, to="/approve")
    assert "Tick each quote" in unticked.text

    ticks = [box.get("value") for box in waiting.find_all("input", type="checkbox", name="quotes")]
    unread = client.send(waiting, {"quotes": ticks}, to="/approve")
    assert "Tick this once you have read" in unread.text

    approved = client.send(unread, {"quotes": ticks, "nobody_recognised": "y"}, to="/approve")
    assert "Approved" in approved.text
    assert "Draft, not approved" not in approved.text
    assert db.session.query(Snapshot).count() == 1


def test_whoever_compiled_a_report_is_not_offered_its_approval(
    client: CheckedClient, staff: make.People
) -> None:
    page = sent(client, staff.analyst)

    assert "Check and approve" not in page.links()
    refused = client.get(f"{page.path}/approve", expect=409)
    assert "somebody else has to approve it" in refused.text


def test_a_report_sent_back_says_what_should_change_and_can_be_sent_again(
    client: CheckedClient, staff: make.People
) -> None:
    page = sent(client, staff.analyst)
    sign_in_as(client, staff.director)
    empty = client.send(client.get(f"{page.path}/approve"), {"because": ""}, to="/send-back")
    assert "Say what should change" in empty.text

    client.send(empty, {"because": "Say more about Polish speakers."}, to="/send-back")

    sign_in_as(client, staff.analyst)
    back = client.get(page.path)
    assert "Say more about Polish speakers." in back.text
    again = client.send(back, {}, to="/send")
    assert "Waits for approval" in again.text
    sign_in_as(client, staff.director)
    assert client.get(f"{page.path}/approve").heading == "Check and approve"


def test_an_approved_report_downloads_as_a_web_page_and_as_word(
    client: CheckedClient, staff: make.People
) -> None:
    page = sent(client, staff.analyst)
    sign_in_as(client, staff.director)
    client.send(client.get(f"{page.path}/approve"), {"nobody_recognised": "y"}, to="/approve")

    html, again = client.open(f"{page.path}/html"), client.open(f"{page.path}/html")
    word = client.open(f"{page.path}/docx")

    assert html.data == again.data
    assert b"Approved by Alex Morgan" in html.data
    assert word.data[:2] == b"PK"
    assert f"learning-audits-{make.QUARTER}-version-1.docx" in word.headers["Content-Disposition"]


def test_a_draft_downloads_marked_as_a_draft(client: CheckedClient, staff: make.People) -> None:
    page = compiled(client, staff.analyst)

    html = client.open(f"{page.path}/html")

    assert b"Draft, not approved" in html.data
    assert "-draft.html" in html.headers["Content-Disposition"]


def test_a_service_manager_reads_approved_reports_and_no_drafts(
    client: CheckedClient, staff: make.People
) -> None:
    manager = factories.person(Role.service_manager)
    page = compiled(client, staff.analyst)
    sign_in_as(client, manager)

    assert "No reports yet" in client.get("/reports").text
    client.get(page.path, expect=404)
    client.get(f"{page.path}/write", expect=403)
    client.get("/reports/new", expect=403)


def test_somebody_of_one_locality_cannot_compile_for_the_whole_council(
    client: CheckedClient, app: object
) -> None:
    local = factories.person(Role.quality_analyst, place=Place(None, factories.locality().id))
    client.sign_in(local.email)

    client.get("/reports/new", expect=403)


def test_a_practice_lead_cannot_open_reports(client: CheckedClient, app: object) -> None:
    client.sign_in(factories.person(Role.practice_lead).email)

    client.get("/reports", expect=403)


def test_a_correction_is_a_new_version_and_the_old_one_stays(
    client: CheckedClient, staff: make.People
) -> None:
    page = sent(client, staff.analyst)
    sign_in_as(client, staff.director)
    client.send(client.get(f"{page.path}/approve"), {"nobody_recognised": "y"}, to="/approve")
    before = client.open(f"{page.path}/html").data
    sign_in_as(client, staff.analyst)

    new = client.send(
        client.get(client.get(page.path).links()["Correct it with a new version"]), {}, to="/new"
    )

    assert "version 2" in new.heading
    assert client.open(f"{page.path}/html").data == before


def test_a_page_that_was_open_when_the_report_was_approved_changes_nothing(
    client: CheckedClient, staff: make.People
) -> None:
    page = written(client, staff.analyst)
    open_page = client.get(f"{page.path}/write")
    client.send(client.get(page.path), {}, to="/send")

    after = client.send(open_page, {"themes": "Too late."}, to="/write", expect=409)

    assert "cannot be changed" in after.text
    assert the_report().themes_words == WORDS["themes"]


def test_the_list_asks_the_database_the_same_few_questions_however_many_reports_there_are(
    client: CheckedClient, staff: make.People
) -> None:
    compiled(client, staff.analyst)
    with counting() as one_report:
        client.get("/reports")
    for quarter in ("2025-26-Q2", "2025-26-Q3", "2025-26-Q4"):
        client.send(client.get("/reports/new"), {"quarter": quarter}, to="/reports/new")
    with counting() as four_reports:
        page = client.get("/reports")

    assert len(page.find_all("li", class_="card-row")) == 4
    assert len(one_report) == len(four_reports) <= 4


def test_the_list_can_be_narrowed_in_its_address(client: CheckedClient, staff: make.People) -> None:
    compiled(client, staff.analyst)

    assert "Learning audits" in client.get("/reports?status=draft").text
    assert "No report stands like that" in client.get("/reports?status=approved").text
    assert "Learning audits" in client.get("/reports?status=nonsense").text


def test_a_reports_page_asks_the_same_few_questions_however_much_was_said(
    client: CheckedClient, staff: make.People
) -> None:
    page = compiled(client, staff.analyst)
    with counting() as before:
        client.get(page.path)
    make.full_quarter(staff.coder, each=2)
    with counting() as after:
        client.get(page.path)

    assert len(before) == len(after) <= 14


def test_the_newest_report_of_a_quarter_is_found(client: CheckedClient, staff: make.People) -> None:
    compiled(client, staff.analyst)

    found = newest_report(quarter_to_report(make.QUARTER, clock.today()), approved=False)

    assert found is not None
    assert found.public_ref == the_report().public_ref
