"""Reading and coding without a script: oldest first, nothing chosen beforehand, nothing lost."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.database import db
from feedback_app.people.roles import Place, Role
from feedback_app.safeguarding.models import Concern, RaisedBy, Severity
from feedback_app.themes.models import CodedAnswer, Coding, Outcome, Suggestion, Valence
from surveys.answers import Answer as Said
from tests import factories
from tests.counting import counting
from tests.page import CheckedClient, Page, text_of
from tests.themes.factories import LATE, answer

BANK_HOLIDAY_EVE = datetime(2026, 5, 22, 15, 0, tzinfo=UTC)
CODER = Role.participation_officer


@pytest.fixture
def coder(client: CheckedClient) -> CheckedClient:
    return client.sign_in(factories.person(CODER, name="Ada").email)


def open_first(client: CheckedClient) -> Page:
    return client.get("/coding/next")


def titles(page: Page) -> list[str]:
    return [text_of(row.find(".//h2")) for row in page.find_all("li", class_="card-row")]


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_queue_shows_the_oldest_first_with_its_clock(coder: CheckedClient) -> None:
    answer("The newer one.", said_at=BANK_HOLIDAY_EVE + timedelta(days=5))
    answer("The older one.", said_at=BANK_HOLIDAY_EVE)
    with clock.stopped_at(BANK_HOLIDAY_EVE + timedelta(days=4, hours=2)):
        coder.sign_in(factories.person(CODER).email)
        page = coder.get("/coding")
    assert titles(page) == ["The older one.", "The newer one."]
    assert "2 answers wait to be read." in page.text
    assert "Read it by Tue 26 May" in page.text, "the weekend and the bank holiday do not count"
    with clock.stopped_at(BANK_HOLIDAY_EVE + timedelta(days=5)):
        coder.sign_in(factories.person(CODER).email)
        assert "Overdue since Tue 26 May" in coder.get("/coding").text


def test_the_list_is_narrowed_in_its_address(coder: CheckedClient) -> None:
    area = factories.service_area("Fostering")
    answer("About fostering.", place=Place(area.id))
    answer("About something else.")
    page = coder.get(f"/coding?service={area.id}")
    assert titles(page) == ["About fostering."]
    opened = coder.get(page.links()["About fostering."])
    assert f"service={area.id}" in opened.links()["Answers to read"]


@pytest.mark.parametrize(
    "address",
    [
        "?page=0", "?page=-3", "?page=99999999999999999999", "?page=x", "?service=abc", "?service=-1",
        "?service=99999999999999999999", "?survey=%00", "?group=%F0%9F%99%82", "?show=everything",
        "?locality=%D9%A3", "?survey=" + "x" * 5000,
    ],
)  # fmt: skip
def test_a_broken_address_shows_a_list_and_never_a_fault(address: str, coder: CheckedClient) -> None:
    answer()
    coder.get(f"/coding{address}")


def test_nothing_is_chosen_before_a_person_chooses(coder: CheckedClient, session: Session) -> None:
    answer()
    page = open_first(coder)
    assert text_of(page.find_all("h1")[0])
    assert page.form_values("/accept")["suggestion"]
    assert not [box for box in page.find_all("input", type="checkbox") if box.get("checked") is not None]
    assert page.form_values("/add")["code"] == [""]
    assert count(session, Coding) == 0
    assert {suggestion.outcome for suggestion in session.scalars(select(Suggestion))} == {None}


def test_the_words_are_shown_exactly_with_the_reasons_marked_in_them(coder: CheckedClient) -> None:
    answer()
    page = open_first(coder)
    words = page.by_id("words")
    assert words is not None
    assert "".join(words.itertext()) == LATE
    marked = {text_of(mark) for mark in page.find_all("mark")}
    assert {"kind", "late"} <= marked
    assert "It says “kind" in page.text


def test_accepting_and_undoing(coder: CheckedClient, session: Session) -> None:
    answer()
    accepted = coder.send(open_first(coder), {}, to="/accept")
    assert "Suggestion accepted." in accepted.text
    assert count(session, Coding) == 1
    undone = coder.send(accepted, {}, to="/undo")
    assert "Undone." in undone.text
    assert count(session, Coding) == 0
    assert {suggestion.outcome for suggestion in session.scalars(select(Suggestion))} == {None}


def test_declining_and_undoing(coder: CheckedClient, session: Session) -> None:
    answer()
    declined = coder.send(open_first(coder), {}, to="/decline")
    assert "You declined it" in declined.text
    assert count(session, Coding) == 0
    again = coder.send(declined, {}, to="/undo")
    assert "You declined it" not in again.text


def test_parts_ticked_make_one_span_from_the_first_to_the_last(
    coder: CheckedClient, session: Session
) -> None:
    answer()
    page = open_first(coder)
    parts = [box.get("value") for box in page.find_all("input", name="segment")]
    coder.send(page, {"segment": [parts[0], parts[1]], "code": "REL.reliable"}, to="/add")
    coding = session.scalars(select(Coding)).one()
    assert LATE[coding.starts_at : coding.ends_at] == LATE


def test_words_typed_exactly_are_coded_and_a_taken_away_code_comes_back(
    coder: CheckedClient, session: Session
) -> None:
    answer()
    fields = {"exactly": "always late", "code": "REL.reliable", "valence": "not_so_good"}
    added = coder.send(open_first(coder), fields, to="/add")
    assert "Code added." in added.text
    gone = coder.send(added, {}, to="/take-back")
    assert count(session, Coding) == 0
    coder.send(gone, {}, to="/undo")
    coding = session.scalars(select(Coding)).one()
    assert LATE[coding.starts_at : coding.ends_at] == "always late"
    assert coding.valence is Valence.not_so_good


class Bad(NamedTuple):
    fields: dict[str, str]
    says: list[str]


WORDS = "Choose the words, or type them exactly as they stand in the answer."
CODE = "Choose a code from the list."


@pytest.mark.parametrize(
    "bad",
    [
        Bad({}, [WORDS, CODE]),
        Bad({"exactly": "never said 🙂", "code": "REL.kind"}, [WORDS]),
        Bad({"exactly": "kind", "code": "NO.SUCH"}, [CODE]),
        Bad({"exactly": "kind", "code": "\0"}, [CODE]),
        Bad({"exactly": "x" * 20_000, "code": "REL.kind"}, [WORDS]),
        Bad({"start": "999", "end": "9999", "code": "REL.kind"}, [WORDS]),
        Bad({"start": "5", "end": "5", "code": "REL.kind"}, [WORDS]),
        Bad({"segment": "a-b-c", "code": "REL.kind"}, [WORDS]),
        Bad({"exactly": "مرحبا", "code": "REL.kind"}, [WORDS]),
    ],
)
def test_a_mistake_is_explained_and_what_was_typed_stays(
    bad: Bad, coder: CheckedClient, session: Session
) -> None:
    answer()
    page = coder.send(open_first(coder), dict(bad.fields), to="/add")
    assert page.problems_shown() == bad.says
    assert count(session, Coding) == 0
    if bad.fields.get("exactly", "").isprintable():
        assert page.form_values("/add")["exactly"] == [bad.fields.get("exactly", "")]


def test_sending_twice_adds_nothing_twice(coder: CheckedClient, session: Session) -> None:
    answer()
    page = open_first(coder)
    fields = {"exactly": "kind", "code": "REL.kind"}
    coder.send(page, fields, to="/add")
    after = coder.send(page, fields, to="/add")
    assert count(session, Coding) == 1
    coder.send(after, {}, to="/take-back")
    assert "taken away already" in coder.send(after, {}, to="/take-back").text


def test_two_readers_meet_and_each_keeps_what_they_did(coder: CheckedClient, session: Session) -> None:
    answer()
    seen_by_ada = open_first(coder)
    sam = CheckedClient(coder.flask.application).sign_in(factories.person(CODER, name="Sam").email)
    seen_by_sam = sam.get(seen_by_ada.path)
    coder.send(seen_by_ada, {}, to="/decline")
    after = sam.send(seen_by_sam, {}, to="/accept")
    assert "Ada settled this suggestion before you, and that is kept." in after.text
    assert "Ada declined it" in after.text
    assert count(session, Coding) == 1
    first = session.scalars(select(Suggestion).where(Suggestion.outcome.is_not(None))).one()
    assert first.outcome is Outcome.declined
    others = coder.get(seen_by_ada.path)
    assert "by Sam" in others.text
    assert "/take-back" not in "".join(form.get("action", "") for form in others.forms())


def test_finishing_goes_to_the_next_and_the_last_says_thank_you(
    coder: CheckedClient, session: Session
) -> None:
    answer("First.", said_at=BANK_HOLIDAY_EVE)
    answer("Second.", said_at=BANK_HOLIDAY_EVE + timedelta(days=1))
    second = coder.send(open_first(coder), {}, to="/finish")
    assert "Second." in second.text
    assert "Finished. Here is the next one." in second.text
    back = coder.send(second, {}, to="/undo")
    assert "First." in back.text
    assert count(session, CodedAnswer) == 0
    coder.send(back, {}, to="/finish")
    last = coder.send(coder.get(second.path), {}, to="/finish")
    assert "That was the last one." in last.text
    assert titles(coder.get("/coding?show=finished")) == ["Second.", "First."]


def test_a_name_given_beside_a_message_is_read_with_it(coder: CheckedClient) -> None:
    factories.response(
        "message-in-a-bottle", {"MB1": Said(words={"": "Thank you."}), "MB5": Said(words={"": "Kai"})}
    )
    page = open_first(coder)
    assert "Kai" in page.text
    assert "That was the last one." in coder.send(page, {}, to="/finish").text


def test_a_reader_who_is_worried_tells_triage_at_once(coder: CheckedClient, session: Session) -> None:
    said = answer()
    after = coder.send(open_first(coder), {"severity": "S2"}, to="/worried")
    assert "Safeguarding triage has been told." in after.text
    assert "Safeguarding triage is looking at this response" in after.text
    concern = session.scalars(select(Concern)).one()
    assert (concern.severity, concern.raised_by, concern.response_id) == (
        Severity.S2, RaisedBy.person, said.response_id,
    )  # fmt: skip


def test_answers_from_elsewhere_are_not_there(client: CheckedClient) -> None:
    here, there = Place(factories.service_area().id), Place(factories.service_area().id)
    reference = answer(place=there).response.public_ref
    client.sign_in(factories.person(CODER, place=here).email)
    client.get(f"/coding/{reference}/LA3/words", expect=404)
    assert "Everything has been read" in client.get("/coding").text


@pytest.mark.parametrize("path", ["/coding/none/LA3/words", "/coding/🙂/LA3/well"])
def test_an_address_that_is_not_there_says_so(path: str, coder: CheckedClient) -> None:
    coder.get(path, expect=404)


@pytest.mark.parametrize(
    ("act", "fields", "status"),
    [
        ("accept", {}, 200),
        ("accept", {"suggestion": "99999999999999999999"}, 200),
        ("decline", {"suggestion": "x"}, 200),
        ("valence", {"valence": "happy"}, 400),
        ("worried", {"severity": "S9"}, 400),
        ("undo", {"done": "removed-999-0-4-well"}, 200),
        ("undo", {"done": "removed-999-0-4-77-well"}, 200),
        ("undo", {"done": "translated-999"}, 200),
        ("undo", {"done": "\0"}, 200),
        ("undo", {"done": "accepted-" + "9" * 300}, 200),
    ],
)
def test_forms_made_up_by_somebody_change_nothing(
    act: str, fields: dict[str, str], status: int, coder: CheckedClient, session: Session
) -> None:
    said = answer()
    coder.post(f"/coding/{said.response.public_ref}/LA3/words/{act}", dict(fields), expect=status)
    assert count(session, Coding) == count(session, Concern) == 0


def test_the_queue_costs_the_same_with_a_thousand_answers(coder: CheckedClient) -> None:
    answer()
    with counting() as few:
        coder.get("/coding")
    for _each in range(1000):
        factories.response()
    db.session.commit()
    with counting() as many:
        page = coder.get("/coding")
    assert "1,001 answers" in page.text or "1001 answers" in page.text
    assert len(titles(page)) == 20
    assert len(many) == len(few)
    assert len(many) <= 8
