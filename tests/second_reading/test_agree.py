"""Where readers differ it ends in agreed codes; originals stay, and nothing counts twice."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.people.models import Person
from feedback_app.reporting import queries as report
from feedback_app.second_reading.agree import settle
from feedback_app.second_reading.models import SecondReading, Whose
from feedback_app.second_reading.queries import ReadTwice, codes_of, in_moderation
from feedback_app.second_reading.read_again import finish_reading, give_code, take_next
from feedback_app.second_reading.refusals import NotInModeration, ReasonNeeded, SomebodyWasFirst
from feedback_app.second_reading.rules import Part
from feedback_app.themes.agreed import AgreedCode, agreed_by
from feedback_app.themes.code import accept, add, say_valence, take_back
from feedback_app.themes.models import Coding, Suggestion, Valence
from feedback_app.themes.refusals import CodesAreAgreed
from feedback_app.themes.rules import Span
from tests import factories
from tests.second_reading.factories import CODER, QUARTER, drawn
from tests.themes.factories import code, suggestions

KIND, LATE = Span(7, 11), Span(24, 35)


@pytest.fixture
def readers(session: Session) -> tuple[Person, Person, Person]:
    return factories.person(CODER), factories.person(CODER), factories.person(CODER)


def differing(ada: Person, sam: Person) -> ReadTwice:
    """Ada said "kind"; Sam said "kind" and "reliable"."""
    twice = drawn(ada, "REL.kind")
    assert take_next(sam) is twice.reading
    for slug, span in (("REL.kind", KIND), ("REL.reliable", LATE)):
        give_code(twice.reading, twice.answer, code(slug).id, span, Valence.mixed, sam)
    finish_reading(twice.reading, twice.answer, sam)
    return twice


def agreed(*slugs: str) -> list[AgreedCode]:
    return [AgreedCode(code(slug).id, KIND, Valence.well) for slug in slugs]


def counting(session: Session, twice: ReadTwice) -> list[tuple[int, int]]:
    """Code and coder of what counts for the answer."""
    rows = session.execute(
        select(Coding.code_id, Coding.coder_id)
        .where(Coding.answer_id == twice.answer.id, Coding.counts)
        .order_by(Coding.code_id)
    )
    return [(code_id, coder_id) for code_id, coder_id in rows]


def test_a_third_person_settles_alone_and_the_originals_are_kept(
    session: Session, readers: tuple[Person, Person, Person]
) -> None:
    ada, sam, kim = readers
    twice = differing(ada, sam)
    part = settle(twice.reading, twice.answer, agreed("REL.reliable"), "Late is about time.", kim, changes=1)
    assert part is Part.settle
    assert counting(session, twice) == [(code("REL.reliable").id, kim.id)]
    kept = [(given.whose, given.code.slug) for given in codes_of(twice.reading)]
    assert sorted(kept) == [
        (Whose.agreed, "REL.reliable"),
        (Whose.first, "REL.kind"),
        (Whose.second, "REL.kind"),
        (Whose.second, "REL.reliable"),
    ]
    assert len(session.scalars(select(Coding)).all()) == 2, "Ada's own coding is still there"
    by = agreed_by(twice.answer)
    assert by is not None
    assert by.name == kim.name
    assert in_moderation(kim) == []


def test_what_was_agreed_counts_once_in_a_report(
    session: Session, readers: tuple[Person, Person, Person]
) -> None:
    ada, sam, kim = readers
    twice = differing(ada, sam)
    before = {(mention.code, mention.valence) for mention in report.mentions(QUARTER)}
    assert before == {("REL.kind", Valence.well)}
    settle(twice.reading, twice.answer, agreed("REL.kind", "REL.reliable"), "Both.", kim, changes=1)
    mentions = report.mentions(QUARTER)
    assert sorted(mention.code for mention in mentions) == ["REL.kind", "REL.reliable"]
    assert len(counting(session, twice)) == 2


def test_an_answer_agreed_to_carry_nothing_counts_nowhere(
    session: Session, readers: tuple[Person, Person, Person]
) -> None:
    ada, sam, kim = readers
    twice = differing(ada, sam)
    settle(twice.reading, twice.answer, [], "No code fits these words.", kim, changes=1)
    assert report.mentions(QUARTER) == []
    assert [line for line in report.themes_of_quarters([QUARTER]) if line.theme] == []


def test_of_the_two_readers_one_proposes_and_the_other_confirms(
    session: Session, readers: tuple[Person, Person, Person]
) -> None:
    ada, sam, _kim = readers
    twice = differing(ada, sam)
    assert (
        settle(twice.reading, twice.answer, agreed("REL.kind"), "Only kind.", ada, changes=1) is Part.propose
    )
    assert twice.reading.agreed_at is None
    assert settle(twice.reading, twice.answer, agreed("REL.kind"), "Still.", ada, changes=2) is Part.propose
    found = in_moderation(sam)
    assert [one.reading for one in found] == [twice.reading]
    assert settle(twice.reading, twice.answer, agreed("REL.kind"), "Yes.", sam, changes=3) is Part.confirm
    assert counting(session, twice) == [(code("REL.kind").id, ada.id)]
    assert twice.reading.agreed_by_id == sam.id


def test_changing_what_the_other_proposed_is_a_proposal_of_one_s_own(
    session: Session, readers: tuple[Person, Person, Person]
) -> None:
    ada, sam, _kim = readers
    twice = differing(ada, sam)
    settle(twice.reading, twice.answer, agreed("REL.kind"), "Only kind.", ada, changes=1)
    part = settle(twice.reading, twice.answer, agreed("REL.reliable"), "No, late.", sam, changes=2)
    assert part is Part.propose
    assert (twice.reading.proposed_by_id, twice.reading.agreed_at) == (sam.id, None)


def test_two_who_settle_at_once_do_not_write_over_each_other(
    session: Session, readers: tuple[Person, Person, Person]
) -> None:
    ada, sam, kim = readers
    twice = differing(ada, sam)
    settle(twice.reading, twice.answer, agreed("REL.kind"), "Only kind.", ada, changes=1)
    with pytest.raises(SomebodyWasFirst):
        settle(twice.reading, twice.answer, agreed("REL.reliable"), "Late.", kim, changes=1)


def test_settling_needs_a_reason_and_something_unsettled(
    session: Session, readers: tuple[Person, Person, Person]
) -> None:
    ada, sam, kim = readers
    twice = differing(ada, sam)
    with pytest.raises(ReasonNeeded):
        settle(twice.reading, twice.answer, agreed("REL.kind"), "  ", kim, changes=1)
    settle(twice.reading, twice.answer, agreed("REL.kind"), "Kind.", kim, changes=1)
    with pytest.raises(NotInModeration):
        settle(twice.reading, twice.answer, agreed("REL.reliable"), "Late.", kim, changes=2)


def test_nobody_changes_agreed_codes_alone(session: Session, readers: tuple[Person, Person, Person]) -> None:
    ada, sam, kim = readers
    twice = differing(ada, sam)
    guess: Suggestion = suggestions(twice.answer)[0]
    settle(twice.reading, twice.answer, agreed("REL.kind"), "Kind.", kim, changes=1)
    mine = session.scalars(select(Coding).where(Coding.coder_id == ada.id)).one()
    with pytest.raises(CodesAreAgreed):
        add(twice.answer, code("REL.reliable").id, KIND, Valence.well, ada)
    with pytest.raises(CodesAreAgreed):
        accept(guess, twice.answer, ada)
    with pytest.raises(CodesAreAgreed):
        take_back(mine, ada)
    with pytest.raises(CodesAreAgreed):
        say_valence(mine, Valence.mixed, ada)


def test_the_database_itself_refuses_one_reader_who_agrees_with_themselves(
    session: Session, readers: tuple[Person, Person, Person]
) -> None:
    ada, sam, _kim = readers
    reading: SecondReading = differing(ada, sam).reading
    reading.proposed_by_id = reading.agreed_by_id = ada.id
    reading.agreed_at = clock.now()
    with pytest.raises(IntegrityError), session.begin_nested():
        session.flush()
