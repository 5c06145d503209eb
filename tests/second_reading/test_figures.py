"""The figures of R-48: what both gave before they talked, never by person, and too few to say."""

from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.second_reading.draw_sample import draw_sample
from feedback_app.second_reading.figures import agreement_of, suggestions_of
from feedback_app.second_reading.queries import reading_called
from feedback_app.second_reading.read_again import finish_reading, give_code, take_next
from feedback_app.themes.code import accept, decline
from feedback_app.themes.models import Valence
from feedback_app.themes.rules import Span
from tests import factories
from tests.counting import counting
from tests.second_reading.factories import CODER, QUARTER, SAID_AT, coded
from tests.themes.factories import answer, code, suggestions


def read_all(sam: Person, *, overlooking: int) -> None:
    """Sam reads everything drawn a second time and overlooks "kind" in the first few."""
    done = 0
    while (reading := take_next(sam)) is not None:
        found = reading_called(reading.public_ref, sam)
        assert found is not None
        if done >= overlooking:
            give_code(reading, found.answer, code("REL.kind").id, Span(7, 11), Valence.well, sam)
        finish_reading(reading, found.answer, sam)
        done += 1


def test_agreement_is_counted_over_what_both_have_read(session: Session) -> None:
    ada, sam = factories.person(CODER), factories.person(CODER)
    for _ in range(22):
        coded(ada, "REL.kind")
    draw_sample(QUARTER, factories.person(Role.quality_analyst))
    read_all(sam, overlooking=5)
    found = agreement_of(QUARTER)
    assert (found.coded, found.overall.answers, found.overall.alike) == (22, 20, 15)
    (line,) = found.by_code
    assert (found.names[line.code], line.percent) == (code("REL.kind").name, 75.0)
    assert (line.square.both, line.square.first_only, line.square.second_only) == (15, 5, 0)
    assert agreement_of(QUARTER) == found, "the same rows give the same intervals"


def test_before_anything_is_read_twice_there_is_nothing_to_say(session: Session) -> None:
    found = agreement_of(QUARTER)
    assert (found.coded, found.overall.answers, found.overall.decisions) == (0, 0, None)
    assert found.by_code == ()


def test_what_was_taken_back_since_is_left_out(session: Session) -> None:
    ada, sam = factories.person(CODER), factories.person(CODER)
    said = coded(ada, "REL.kind")
    draw_sample(QUARTER, factories.person(Role.quality_analyst))
    read_all(sam, overlooking=0)
    assert agreement_of(QUARTER).overall.answers == 1
    said.response.withdrawn_at = clock.now()
    session.flush()
    assert agreement_of(QUARTER).overall.answers == 0


def test_suggestions_are_counted_by_what_people_made_of_them(session: Session) -> None:
    ada = factories.person(CODER)
    said = answer(said_at=SAID_AT)
    first, second, *rest = suggestions(said)
    accept(first, said, ada)
    decline(second, ada)
    session.flush()
    found = suggestions_of(QUARTER)
    assert (found.accepted, found.declined, found.open, found.settled) == (1, 1, len(rest), 2)


def test_the_figures_cost_the_same_however_much_was_read(session: Session) -> None:
    ada, sam = factories.person(CODER), factories.person(CODER)
    for _ in range(3):
        coded(ada, "REL.kind")
    draw_sample(QUARTER, factories.person(Role.quality_analyst))
    read_all(sam, overlooking=1)
    session.flush()
    with counting() as statements:
        agreement_of(QUARTER)
    assert len(statements) <= 4
