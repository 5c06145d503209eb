"""The triage page: at once, at the top, with the words that raised it, and never two people by accident."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_app import clock, notices
from feedback_app.listening.store import Reading
from feedback_app.notices import NoticeKind
from feedback_app.people.roles import Place, Role
from feedback_app.safeguarding.models import Concern, ConcernStatus, Severity
from feedback_app.safeguarding.watch import watch
from surveys.answers import Answer
from tests import factories
from tests.counting import counting
from tests.page import CheckedClient, Page, text_of
from tests.safeguarding.factories import concern

MORNING = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)
HURT = "At school it is ok 🙂. My dad hits me when he is angry."


@pytest.fixture
def on_triage(client: CheckedClient) -> CheckedClient:
    return client.sign_in(factories.person(Role.safeguarding_triage, name="Ada").email)


def said_by_a_child(words: str = HURT, place: Place | None = None) -> Concern:
    factories.response("learning-audit-child", {"LA3": Answer(words={"": words})}, place=place)
    from feedback_app.database import db

    db.session.commit()
    return db.session.scalars(select(Concern).order_by(Concern.id.desc()).limit(1)).one()


def titles(page: Page) -> list[str]:
    return [text_of(row.find(".//h2")) for row in page.find_all("li", class_="card-row")]


def test_a_concern_stands_on_the_page_as_soon_as_it_is_sent(on_triage: CheckedClient) -> None:
    assert "Nothing is waiting" in on_triage.get("/concerns").text
    said_by_a_child()
    page = on_triage.get("/concerns")
    assert titles(page) == ["Physical abuse by an adult"]
    assert "S2 Significant harm" in page.text
    assert "Take it by" in page.text
    assert "hits" not in page.text


def test_the_words_that_raised_it_are_marked_in_what_was_said(on_triage: CheckedClient) -> None:
    raised = said_by_a_child()
    page = on_triage.get(f"/concerns/{raised.public_ref}")
    (mark,) = page.find_all("mark")
    assert "hits me" in text_of(mark)
    (words,) = page.find_all("div", class_="words")
    assert "".join(words.itertext()) == HURT


def test_what_only_the_machine_heard_is_said_to_be_unsure_and_its_words_are_marked(
    on_triage: CheckedClient,
) -> None:
    hinted = "i listen for his feet on the stairs at night"
    page = on_triage.get(f"/concerns/{said_by_a_child(hinted + '. School is good.').public_ref}")
    (mark,) = page.find_all("mark")
    assert text_of(mark) == hinted
    assert "S3 Possible harm" in page.text
    assert "the machine is unsure: the marked words weighed most" in page.text
    assert "This raised the concern" not in page.text


def test_an_overdue_concern_says_so_in_words_and_shape(on_triage: CheckedClient) -> None:
    with clock.stopped_at(MORNING):
        concern(Severity.S1)
    with clock.stopped_at(MORNING + timedelta(minutes=20)):
        on_triage.sign_in(factories.person(Role.safeguarding_triage).email)
        page = on_triage.get("/concerns")
    assert "overdue by 5 minutes" in page.text
    assert page.find_all("span", class_="status--late")


def test_taking_it_stops_the_first_clock_and_counts_as_reading(
    on_triage: CheckedClient, session: Session
) -> None:
    raised = said_by_a_child()
    page = on_triage.get(f"/concerns/{raised.public_ref}")
    after = on_triage.send(page, {}, to="/take")
    assert "Ada has it" in after.text
    assert "Decide by" in after.text
    assert raised.status is ConcernStatus.acknowledged
    assert len(session.scalars(select(Reading)).all()) == 1


def test_a_decision_needs_its_reason_and_what_was_chosen_stays(on_triage: CheckedClient) -> None:
    raised = said_by_a_child()
    page = on_triage.get(f"/concerns/{raised.public_ref}")
    wrong = on_triage.send(page, {"decide-decision": "referred"}, to="/decide")
    assert wrong.problems_shown() == ["Write down why."]
    assert wrong.form_values("/decide")["decide-decision"] == ["referred"]
    right = on_triage.send(wrong, {"decide-reason": "Rang the MASH at 10."}, to="/decide")
    assert "Referred to children’s social care" in right.text
    assert "Rang the MASH at 10." in right.text
    assert titles(on_triage.get("/concerns")) == []
    assert titles(on_triage.get("/concerns/decided")) == ["Physical abuse by an adult"]


def test_of_two_people_the_second_sees_who_was_first_and_loses_nothing(
    on_triage: CheckedClient, client: CheckedClient
) -> None:
    raised = said_by_a_child()
    seen_before = on_triage.get(f"/concerns/{raised.public_ref}")
    other = CheckedClient(client.flask.application)
    other.sign_in(factories.person(Role.safeguarding_triage, name="Sam").email)
    other.send(other.get(f"/concerns/{raised.public_ref}"), {}, to="/take")
    refused = on_triage.send(
        seen_before,
        {"decide-decision": "no_harm", "decide-reason": "It was a film."},
        to="/decide",
        expect=409,
    )
    assert "Sam has this concern" in refused.text
    assert refused.form_values("/decide")["decide-reason"] == ["It was a film."]
    assert raised.status is ConcernStatus.acknowledged
    again = on_triage.send(refused, {}, to="/decide")
    assert "Looked into: no harm" in again.text
    twice = on_triage.send(seen_before, {}, to="/take", expect=409)
    assert "Ada has decided this concern" in twice.text


def test_lowering_needs_a_reason_and_raising_does_not(on_triage: CheckedClient) -> None:
    raised = said_by_a_child()
    page = on_triage.get(f"/concerns/{raised.public_ref}")
    refused = on_triage.send(page, {"severity-severity": "S4"}, to="/severity")
    assert refused.problems_shown() == ["To lower it, write down why."]
    worse = on_triage.send(refused, {"severity-severity": "S1"}, to="/severity")
    assert "Changed from S2 to S1" in worse.text
    better = on_triage.send(
        worse, {"severity-severity": "S3", "severity-reason": "He is safe now. 🙂"}, to="/severity"
    )
    assert "He is safe now. 🙂" in better.text
    same = on_triage.send(better, {"severity-severity": "S3"}, to="/severity")
    assert same.problems_shown() == ["It is that already. Choose another, or leave it."]


@pytest.mark.parametrize(
    ("where", "fields"),
    [
        ("decide", {"decide-decision": "referred", "decide-reason": "x" * 20_000}),
        ("decide", {"decide-decision": "made up", "decide-reason": "\0 مرحبا"}),
        ("decide", {}),
        ("severity", {"severity-severity": "S9", "severity-reason": "\0"}),
        ("severity", {}),
    ],
)
def test_bad_input_is_answered_calmly_and_changes_nothing(
    where: str, fields: dict[str, str], on_triage: CheckedClient
) -> None:
    raised = said_by_a_child()
    page = on_triage.get(f"/concerns/{raised.public_ref}")
    after = on_triage.send(page, fields, to=f"/{where}")
    assert after.problems_shown()
    assert (raised.status, raised.severity) == (ConcernStatus.waiting, Severity.S2)


@pytest.mark.parametrize("changes", ["", "-1", "nine", "9" * 400, "٣"])
def test_a_broken_counter_is_treated_as_an_old_page(changes: str, on_triage: CheckedClient) -> None:
    raised = said_by_a_child()
    page = on_triage.get(f"/concerns/{raised.public_ref}")
    on_triage.send(page, {"changes": changes}, to="/take", expect=409)
    assert raised.status is ConcernStatus.waiting


def test_somebody_elsewhere_cannot_open_it_and_an_unknown_place_is_everybody_s(
    on_triage: CheckedClient, client: CheckedClient
) -> None:
    here, there = Place(factories.service_area().id), Place(factories.service_area().id)
    raised, unknown = said_by_a_child(place=here), said_by_a_child()
    elsewhere = CheckedClient(client.flask.application)
    elsewhere.sign_in(factories.person(Role.safeguarding_triage, place=there).email)
    assert elsewhere.get(f"/concerns/{raised.public_ref}", expect=404)
    assert elsewhere.get(f"/concerns/{unknown.public_ref}")
    assert len(titles(elsewhere.get("/concerns"))) == 1


def test_urgent_concerns_are_on_every_page_of_everybody_on_triage(on_triage: CheckedClient) -> None:
    concern(Severity.S4)
    assert "urgent concern" not in on_triage.get("/team").text
    concern(Severity.S1)
    concern(Severity.S2)
    assert "2 urgent concerns wait" in on_triage.get("/team").text


def test_emails_that_cannot_leave_are_told_on_the_triage_page(on_triage: CheckedClient) -> None:
    with clock.stopped_at(MORNING):
        notices.queue(NoticeKind.concern_raised, "concern", "a", to=Role.safeguarding_triage)
    assert "1 e-mail could not be sent" in on_triage.get("/concerns").text


def test_opening_a_concern_is_kept(on_triage: CheckedClient) -> None:
    raised = said_by_a_child()
    on_triage.get(f"/concerns/{raised.public_ref}")
    assert "Opened by: Ada" in on_triage.get(f"/concerns/{raised.public_ref}").text


def test_the_list_costs_the_same_however_long_it_is(on_triage: CheckedClient) -> None:
    concern()
    with counting() as few:
        on_triage.get("/concerns")
    for _each in range(40):
        said_by_a_child()
    with counting() as many:
        on_triage.get("/concerns")
    assert len(few) == len(many)


@pytest.mark.requirement("WS-66")
@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("I ran off last night and nobody knows where I am.", "Missing or planning to run away"),
        ("They make me carry stuff and I owe them money.", "Criminal exploitation, gangs, weapons"),
        ("He buys me stuff and I have to do things.", "Child sexual exploitation"),
        ("They want me to get married abroad.", "forced marriage, honour-based abuse"),
        ("He shows me terrorist videos.", "Radicalisation or hate"),
    ],
)
def test_what_a_reviewing_officer_must_ask_about_is_noticed_and_named(
    words: str, named: str, on_triage: CheckedClient
) -> None:
    raised = said_by_a_child(words)
    assert named in on_triage.get("/concerns").text
    assert "Who must be told" in on_triage.get(f"/concerns/{raised.public_ref}").text


def severities(page: Page) -> list[str]:
    """The level of each concern in the list, from the top."""
    return [text_of(row.find("p"))[:2] for row in page.find_all("li", class_="card-row")]


def test_the_list_is_put_in_another_order_and_an_unknown_one_is_the_usual(on_triage: CheckedClient) -> None:
    with clock.stopped_at(MORNING):
        concern(Severity.S4)
        concern(Severity.S2)
    with clock.stopped_at(MORNING + timedelta(minutes=1)):
        concern(Severity.S3)
    assert severities(on_triage.get("/concerns?sort=made-up")) == ["S2", "S3", "S4"]
    assert severities(on_triage.get("/concerns?sort=due")) == ["S2", "S3", "S4"]
    assert severities(on_triage.get("/concerns?sort=newest")) == ["S3", "S2", "S4"]
    by_time = on_triage.get("/concerns").links()["Next time limit first"]
    with clock.stopped_at(MORNING + timedelta(minutes=2)):
        concern(Severity.S1)
    assert severities(on_triage.get(by_time)) == ["S1", "S2", "S3", "S4"]


def test_sixty_concerns_are_on_two_pages_in_the_order_asked_for(on_triage: CheckedClient) -> None:
    for _each in range(60):
        concern(Severity.S3)
    first = on_triage.get("/concerns?sort=newest")
    second = on_triage.get(first.links()["Later page"])
    assert (len(severities(first)), len(severities(second))) == (50, 10)
    assert "Page 2 of 2" in second.text
    shown = {
        link.get("href")
        for page in (first, second)
        for row in page.find_all("li", class_="card-row")
        for link in row.iter("a")
    }
    assert len(shown) == 60
    assert "sort=newest" in second.links()["Earlier page"]


def test_one_left_so_long_that_leaders_were_told_says_so(on_triage: CheckedClient) -> None:
    factories.person(Role.director)
    with clock.stopped_at(MORNING):
        concern(Severity.S1)
    with clock.stopped_at(MORNING + timedelta(minutes=31)):
        watch()
        on_triage.sign_in(factories.person(Role.safeguarding_triage).email)
        assert "Those who lead were told" in on_triage.get("/concerns").text
