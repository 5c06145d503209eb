"""Blind from the draw until both are done: no way through the product shows a second reader the codings."""

import pytest
from sqlalchemy.orm import Session

from feedback_app.codebooks.split import Half, number_to_sort, sort_all, split, to_sort
from feedback_app.codebooks.take_out import Coders, take_out
from feedback_app.dashboards.evidence import excerpts
from feedback_app.dashboards.narrow import Narrowed as OnDashboard
from feedback_app.finding.asked import Asked
from feedback_app.finding.narrowed import Narrowed
from feedback_app.finding.search import counted, found
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.quotations.models import Quotation, QuotationState
from feedback_app.quotations.propose import approve_quotation, propose
from feedback_app.quotations.queries import quotation_called, quotations, waiting_for
from feedback_app.quotations.standing import codes_on
from feedback_app.second_reading.blind import kept_blind
from feedback_app.second_reading.draw_sample import draw_sample
from feedback_app.second_reading.queries import ReadTwice
from feedback_app.second_reading.read_again import finish_reading, give_back, take_next
from feedback_app.themes.models import Valence
from feedback_app.themes.read import note_opening
from feedback_app.themes.rules import Span
from tests import factories
from tests.codebooks.factories import seen
from tests.codebooks.test_changes import WORDING
from tests.counting import counting
from tests.second_reading.factories import CODER, QUARTER, WORDS, coded, drawn
from tests.themes.factories import code

KEY = "a key for tests"


@pytest.fixture
def ada(session: Session) -> Person:
    return factories.person(CODER, name="Ada Obi")


@pytest.fixture
def sam(session: Session) -> Person:
    return factories.person(Role.quality_analyst, name="Sam Reed")


@pytest.fixture
def twice(ada: Person) -> ReadTwice:
    return drawn(ada, "REL.kind")


def quoted(twice: ReadTwice, by: Person, state: QuotationState) -> Quotation:
    made = Quotation(
        public_ref="quote-of-it",
        answer_id=twice.answer.id,
        code_id=code().id,
        starts_at=0,
        ends_at=12,
        text="She is kind.",
        state=state,
        made_by_id=by.id,
        made_at=twice.answer.response.received_at,
    )
    session = Session.object_session(twice.answer)
    assert session is not None
    session.add(made)
    session.flush()
    return made


def seen_in_search(person: Person) -> set[str]:
    """Everything a search tells of codes: those beside what is found, and what filters by code find."""
    narrowings = {
        "beside": Narrowed(),
        "by code": Narrowed(code="REL.kind"),
        "by valence": Narrowed(valence=Valence.well),
        "by both": Narrowed(code="REL.kind", valence=Valence.well),
    }
    told = set()
    for name, narrowed in narrowings.items():
        hits = found(person, Asked(), narrowed, at_most=5)
        by_code = name != "beside" and counted(person, Asked(), narrowed)
        told |= {name} if by_code or any(hit.codes for hit in hits) else set()
    return told


EVERYWHERE = {"beside", "by code", "by valence", "by both"}


def test_a_search_tells_a_second_reader_no_codes_and_everybody_else_all(
    ada: Person, sam: Person, twice: ReadTwice
) -> None:
    assert seen_in_search(sam) == set(), "drawn, and perhaps the next one given to them"
    take_next(sam)
    assert seen_in_search(sam) == set(), "being read"
    [hit] = found(sam, Asked(), Narrowed(), at_most=5)
    assert hit.answer is twice.answer, "the words themselves are found as ever"
    assert hit.kept_blind
    assert seen_in_search(ada) == EVERYWHERE
    finish_reading(twice.reading, twice.answer, sam)
    assert seen_in_search(sam) == EVERYWHERE


def test_whoever_saw_the_codings_before_is_no_second_reader_and_sees_them_still(
    sam: Person, twice: ReadTwice
) -> None:
    note_opening(twice.answer, sam)
    assert seen_in_search(sam) == EVERYWHERE
    assert take_next(sam) is None


def test_while_somebody_else_reads_it_a_colleague_sees_the_codings(sam: Person, twice: ReadTwice) -> None:
    kim = factories.person(CODER)
    take_next(kim)
    assert seen_in_search(kim) == set()
    assert seen_in_search(sam) == EVERYWHERE
    give_back(twice.reading, kim)
    assert seen_in_search(sam) == set()


def test_a_quote_tells_its_code_and_is_kept_back_with_it(ada: Person, sam: Person, twice: ReadTwice) -> None:
    quoted(twice, ada, QuotationState.proposed)

    def told(person: Person) -> tuple[int, int, bool, int]:
        return (
            len(quotations(person, QuotationState.proposed, at_most=5)),
            waiting_for(person),
            quotation_called("quote-of-it", person) is not None,
            len(codes_on(twice.answer, person)),
        )

    assert told(sam) == (0, 0, False, 0)
    assert told(ada) == (1, 1, True, 1)
    take_next(sam)
    assert told(sam) == (0, 0, False, 0)
    finish_reading(twice.reading, twice.answer, sam)
    assert told(sam) == (1, 1, True, 1)


def test_the_words_behind_a_figure_leave_out_what_is_to_be_read_blind(
    ada: Person, sam: Person, twice: ReadTwice
) -> None:
    assert [one.code for one in excerpts(QUARTER, "REL", OnDashboard(), ada)] == [code().name]
    assert excerpts(QUARTER, "REL", OnDashboard(), sam) == []
    take_next(sam)
    finish_reading(twice.reading, twice.answer, sam)
    assert len(excerpts(QUARTER, "REL", OnDashboard(), sam)) == 1


def test_a_project_taken_out_leaves_them_out(ada: Person, sam: Person, twice: ReadTwice) -> None:
    other = coded(ada, "REL.kind", words="He is kind too.")
    assert [source.text for source in take_out(sam, KEY, None, Coders.numbered).sources] == [other.words]
    assert len(take_out(ada, KEY, None, Coders.numbered).sources) == 2
    take_next(sam)
    finish_reading(twice.reading, twice.answer, sam)
    assert {source.text for source in take_out(sam, KEY, None, Coders.numbered).sources} == {
        WORDS,
        other.words,
    }


def test_sorting_a_split_code_shows_them_later_and_forgets_none(
    ada: Person, sam: Person, twice: ReadTwice
) -> None:
    change = split("REL.kind", WORDING, seen(), sam)
    assert (to_sort(change, sam, at_most=5), number_to_sort(change, sam)) == ([], 0)
    [shown] = to_sort(change, ada, at_most=5)
    assert shown.words == "kind"
    take_next(sam)
    finish_reading(twice.reading, twice.answer, sam)
    assert number_to_sort(change, sam) == 1
    assert sort_all(change, Half.moves, sam) == 1


def test_many_answers_are_kept_back_in_one_statement(ada: Person, sam: Person) -> None:
    answers = [drawn(ada, "REL.kind").answer.id for _ in range(3)]
    with counting() as statements:
        assert kept_blind(answers, sam) == set(answers)
    assert len(statements) == 1
    assert kept_blind([], sam) == set()


def test_a_search_asks_as_many_questions_however_much_is_kept_back(ada: Person, sam: Person) -> None:
    drawn(ada, "REL.kind")
    with counting() as few:
        found(sam, Asked(), Narrowed(code="REL.kind"), at_most=25)
        found(sam, Asked(), Narrowed(), at_most=25)
    for _ in range(6):
        drawn(ada, "REL.kind")
    with counting() as many:
        found(sam, Asked(), Narrowed(code="REL.kind"), at_most=25)
        assert len(found(sam, Asked(), Narrowed(), at_most=25)) == 7
    assert len(many) == len(few)


def test_whoever_had_a_hand_in_a_quote_saw_its_code_and_is_no_second_reader(ada: Person, sam: Person) -> None:
    answers = [coded(ada, "REL.kind", words="My worker is kind to me.") for _ in range(5)]
    for said in answers:
        said.response.may_quote = True
    made = propose(answers[0], code().id, Span(0, 24), [], kim := factories.person(CODER))
    approve_quotation(made, answers[0], lee := factories.person(CODER), seen=made.changes)
    draw_sample(QUARTER, sam)
    kept = {who.name: answers[0].id in kept_blind([answers[0].id], who) for who in (sam, kim, lee)}
    assert kept == {sam.name: True, kim.name: False, lee.name: False}
