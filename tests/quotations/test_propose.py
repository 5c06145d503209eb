"""A quote is used only with the person's yes, checked by somebody else, where enough others said the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from feedback_app import clock
from feedback_app.database import db
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.places.models import Agency
from feedback_app.quotations.models import Quotation, QuotationState
from feedback_app.quotations.propose import approve_quotation, leave_out, propose, send_back, take_back
from feedback_app.quotations.queries import quotations, waiting_for
from feedback_app.quotations.refusals import (
    ChangedMeanwhile,
    MayNotBeQuoted,
    NeedsAnotherPerson,
    NoReason,
    NothingLeft,
    NotWaiting,
)
from feedback_app.quotations.rules import Gap, Hindrance, every_place_of, says_something, text_of
from feedback_app.quotations.standing import known_here
from feedback_app.themes.models import Coding, Opening
from feedback_app.themes.rules import Span
from feedback_app.trail import Trail
from tests import factories
from tests.quotations.factories import WORDS, kind, proposed, said_often
from tests.reporting import factories as reporting
from tests.themes.factories import code


@pytest.fixture
def analyst(app: object) -> Person:
    return factories.person(Role.quality_analyst)


@pytest.fixture
def second(app: object) -> Person:
    return factories.person(Role.participation_officer)


def refused(words: str, analyst: Person, *, times: int = 5, may_quote: bool = True) -> tuple[Hindrance, ...]:
    response, _place = said_often(words, times=times, may_quote=may_quote)
    with pytest.raises(MayNotBeQuoted) as caught:
        propose(reporting.answer_of(response), kind().id, Span(0, 8), (), analyst)
    return caught.value.hindrances


def test_the_name_is_left_out_and_nothing_else(analyst: Person) -> None:
    quotation, _response = proposed(analyst)

    assert quotation.text == "My worker [name] always listens to me."
    assert quotation.state is QuotationState.proposed


@pytest.mark.requirement("R-45")
def test_a_second_person_checks_it_and_never_the_one_who_redacted(analyst: Person, second: Person) -> None:
    quotation, response = proposed(analyst)
    answer = reporting.answer_of(response)

    with pytest.raises(NeedsAnotherPerson):
        approve_quotation(quotation, answer, analyst, seen=quotation.changes)
    approve_quotation(quotation, answer, second, seen=quotation.changes)

    assert quotation.state is QuotationState.usable
    assert quotation.checked_by_id == second.id


def test_whoever_ever_changed_what_is_left_out_cannot_check_it(analyst: Person, second: Person) -> None:
    quotation, response = proposed(analyst)
    answer = reporting.answer_of(response)
    leave_out(quotation, answer, (Gap(0, 9, "fact"),), second, seen=quotation.changes)

    for person in (analyst, second):
        with pytest.raises(NeedsAnotherPerson):
            approve_quotation(quotation, answer, person, seen=quotation.changes)


def test_changing_a_checked_quote_makes_it_wait_again(analyst: Person, second: Person) -> None:
    quotation, response = proposed(analyst)
    answer = reporting.answer_of(response)
    approve_quotation(quotation, answer, second, seen=quotation.changes)

    leave_out(quotation, answer, (), analyst, seen=quotation.changes)

    assert quotation.state is QuotationState.proposed
    assert quotation.checked_by_id is None
    assert quotation.text == WORDS


@pytest.mark.requirement("R-45")
def test_without_their_yes_it_is_refused(analyst: Person) -> None:
    assert Hindrance.no_permission in refused(WORDS, analyst, may_quote=False)


@pytest.mark.requirement("R-45")
def test_where_fewer_than_five_said_it_it_is_refused(analyst: Person) -> None:
    assert refused(WORDS, analyst, times=4) == (Hindrance.too_few,)


def test_words_that_raised_a_concern_are_refused(analyst: Person) -> None:
    assert Hindrance.concern in refused("He hits me and I am scared to go home", analyst)


def test_words_nobody_coded_so_are_refused(analyst: Person) -> None:
    response, _place = said_often()
    late = code(reporting.LATE).id

    with pytest.raises(MayNotBeQuoted) as caught:
        propose(reporting.answer_of(response), late, Span(0, 8), (), analyst)
    assert caught.value.hindrances == (Hindrance.not_coded,)


def test_what_is_taken_back_between_the_two_people_is_not_approved(analyst: Person, second: Person) -> None:
    quotation, response = proposed(analyst)
    response.withdrawn_at = clock.now()
    db.session.flush()

    with pytest.raises(MayNotBeQuoted):
        approve_quotation(quotation, reporting.answer_of(response), second, seen=quotation.changes)


def test_leaving_everything_out_is_no_quote(analyst: Person) -> None:
    response, _place = said_often()

    with pytest.raises(NothingLeft):
        propose(reporting.answer_of(response), kind().id, Span(0, len(WORDS)), [Gap(0, 99, "fact")], analyst)


def test_two_people_at_one_quote_do_not_undo_each_other(analyst: Person, second: Person) -> None:
    quotation, response = proposed(analyst)
    answer, seen = reporting.answer_of(response), quotation.changes
    leave_out(quotation, answer, (), analyst, seen=seen)

    with pytest.raises(ChangedMeanwhile):
        approve_quotation(quotation, answer, second, seen=seen)


def test_sending_back_says_why_and_a_change_brings_it_again(analyst: Person, second: Person) -> None:
    quotation, response = proposed(analyst)
    with pytest.raises(NoReason):
        send_back(quotation, "  ", second, seen=quotation.changes)
    send_back(quotation, "The bus is unusual", second, seen=quotation.changes)
    assert [one.quotation for one in quotations(analyst, QuotationState.sent_back, at_most=9)] == [quotation]
    with pytest.raises(NotWaiting):
        approve_quotation(quotation, reporting.answer_of(response), second, seen=quotation.changes)

    leave_out(quotation, reporting.answer_of(response), (), analyst, seen=quotation.changes)

    assert waiting_for(second) == 1
    assert waiting_for(analyst) == 0


def test_proposing_the_same_words_again_changes_the_one_there_is(analyst: Person) -> None:
    quotation, response = proposed(analyst)

    again = propose(reporting.answer_of(response), kind().id, Span(0, len(WORDS)), (), analyst)

    assert again.id == quotation.id
    assert again.text == WORDS


def test_a_quote_goes_with_its_answer(analyst: Person) -> None:
    quotation, response = proposed(analyst)
    answer = reporting.answer_of(response)
    number = quotation.id
    db.session.execute(delete(Coding).where(Coding.answer_id == answer.id))
    db.session.execute(delete(Opening).where(Opening.answer_id == answer.id))
    db.session.execute(delete(Answer).where(Answer.id == answer.id))

    assert db.session.scalar(select(Quotation.id).where(Quotation.id == number)) is None


def test_the_database_itself_refuses_one_person_as_both(analyst: Person) -> None:
    quotation, _response = proposed(analyst)
    quotation.state = QuotationState.usable
    quotation.checked_by_id, quotation.checked_at = analyst.id, clock.now()
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_the_trail_keeps_who_and_never_the_words(analyst: Person) -> None:
    quotation, _response = proposed(analyst)
    take_back(quotation, analyst)
    db.session.flush()

    lines = db.session.scalars(select(Trail).where(Trail.subject == "quotation")).all()
    assert [line.detail for line in lines] == ["proposed", "taken back"]
    assert {line.subject_ref for line in lines} == {quotation.public_ref}


def test_the_product_knows_its_own_people_and_places(analyst: Person) -> None:
    factories.locality("Riverside")
    db.session.add_all(
        [Agency(name="Foxglove House", kind="home"), Agency(name="Hillford Academy", kind="school")]
    )
    db.session.flush()
    known = known_here()
    assert analyst.name in known.people
    assert {"Riverside", "Foxglove House"} <= set(known.places)
    assert known.schools == ("Hillford Academy",)


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
def test_nothing_inside_a_gap_is_ever_left_in(words: str, cuts: list[tuple[int, int]]) -> None:
    plain = "".join("a" for _ in words)
    gaps = [Gap(min(a, b), max(a, b), "name") for a, b in cuts]
    left = sum(not any(g.start <= at < g.end for g in gaps) for at in range(len(plain)))

    text = text_of(plain, 0, len(plain), gaps).replace("[name]", "")

    assert len(text) == left
    assert says_something(plain, 0, len(plain), gaps) == (left > 0)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("ellie", 2), ("Ellie  Smith", 1), ("ell", 0), ("", 0), ("  ", 0), ("(", 0)],
)
def test_words_to_leave_out_are_found_wherever_they_stand(wanted: str, expected: int) -> None:
    assert len(every_place_of("ellie and Ellie Smith", wanted, 0, 21)) == expected
