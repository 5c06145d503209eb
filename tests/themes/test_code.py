"""Coding: a person decides, nothing is decided for them, and two people never undo each other."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app.listening.store import Answer, Reading
from feedback_app.people.roles import Role
from feedback_app.themes.code import (
    Given,
    accept,
    add,
    add_all,
    decline,
    say_valence,
    take_back,
    unsettle,
)
from feedback_app.themes.load_codebook import load_codebook
from feedback_app.themes.machine import MachineReading
from feedback_app.themes.models import (
    Code,
    CodebookEdition,
    CodedAnswer,
    Coding,
    Outcome,
    Suggestion,
    Theme,
    Valence,
)
from feedback_app.themes.queries import codings_of, finished_by, suggestions_of
from feedback_app.themes.read import finish, finish_all, open_again
from feedback_app.themes.refusals import NoSuchWords, NotYours
from feedback_app.themes.rules import Span, span_of
from feedback_app.themes.suggest import suggest_for, suggest_for_all
from tests import factories
from tests.counting import counting
from tests.themes.factories import LATE, answer, code, suggestions

CODER = Role.participation_officer


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_starter_codebook_has_fourteen_themes_and_sixty_four_codes_and_loads_once(
    session: Session,
) -> None:
    assert load_codebook() is load_codebook()
    assert (count(session, Theme), count(session, Code)) == (14, 64)


def test_suggestions_name_the_words_that_caused_them_and_decide_nothing(session: Session) -> None:
    said = answer()
    found = suggestions(said)
    assert {suggestion.code.slug for suggestion in found} >= {"REL.kind", "REL.reliable"}
    for suggestion in found:
        assert LATE[suggestion.starts_at : suggestion.ends_at] in suggestion.because
        assert suggestion.outcome is None
    assert count(session, Coding) == 0


def test_the_machine_guesses_once(session: Session) -> None:
    said = answer()
    before = len(suggestions(said))
    suggest_for(said)
    assert count(session, Suggestion) == before


def test_accepting_makes_a_coding_of_those_words_by_that_person(session: Session) -> None:
    said, ada = answer(), factories.person(CODER)
    guess = suggestions(said)[0]
    settled = accept(guess, said, ada)
    assert settled.coding is not None
    assert (settled.coding.starts_at, settled.coding.ends_at) == (guess.starts_at, guess.ends_at)
    assert (guess.outcome, guess.settled_by_id) == (Outcome.accepted, ada.id)
    assert settled.first_by_id is None


def test_words_from_the_two_boxes_carry_their_box_s_meaning(session: Session) -> None:
    ada = factories.person(CODER)
    good = answer("She is kind.", question="LA1", box="well")
    bad = answer("She is late.", question="LA1", box="not_so_good")
    made = [accept(suggestions(said)[0], said, ada).coding for said in (good, bad)]
    assert [coding.valence for coding in made if coding] == [Valence.well, Valence.not_so_good]


def test_the_second_person_keeps_their_own_coding_and_hears_of_the_first(session: Session) -> None:
    said, ada, sam = answer(), factories.person(CODER), factories.person(CODER)
    guess = suggestions(said)[0]
    decline(guess, ada)
    settled = accept(guess, said, sam)
    assert settled.first_by_id == ada.id
    assert (guess.outcome, guess.settled_by_id) == (Outcome.declined, ada.id)
    assert [found.coding.coder_id for found in codings_of(said)] == [sam.id]


def test_accepting_twice_is_one_coding(session: Session) -> None:
    said, ada = answer(), factories.person(CODER)
    guess = suggestions(said)[0]
    first, second = accept(guess, said, ada), accept(guess, said, ada)
    assert first.coding is second.coding
    assert count(session, Coding) == 1


def test_a_person_adds_a_code_of_their_own_to_words_after_an_emoji(session: Session) -> None:
    said, ada = answer(), factories.person(CODER)
    coding = add(said, code("REL.contact").id, span_of(LATE, "always late"), Valence.mixed, ada)
    assert LATE[coding.starts_at : coding.ends_at] == "always late"
    assert coding.valence is Valence.mixed


@pytest.mark.parametrize("span", [Span(0, 10_000), Span(5, 5), Span(-1, 3), Span(11, 12)])
def test_a_span_that_holds_no_words_is_refused(span: Span, session: Session) -> None:
    with pytest.raises(NoSuchWords):
        add(answer(), code().id, span, Valence.well, factories.person(CODER))


def test_taking_back_lets_the_guess_wait_again_and_only_its_maker_may(session: Session) -> None:
    said, ada, sam = answer(), factories.person(CODER), factories.person(CODER)
    guess = suggestions(said)[0]
    coding = accept(guess, said, ada).coding
    assert coding is not None
    with pytest.raises(NotYours):
        take_back(coding, sam)
    with pytest.raises(NotYours):
        say_valence(coding, Valence.well, sam)
    take_back(coding, ada)
    assert count(session, Coding) == 0
    assert next(found.suggestion.outcome for found in suggestions_of(said)) is None


def test_declining_is_undone(session: Session) -> None:
    said, ada = answer(), factories.person(CODER)
    guess = suggestions(said)[0]
    decline(guess, ada)
    unsettle(guess, ada)
    session.flush()
    assert guess.outcome is None
    decline(guess, ada)
    with pytest.raises(NotYours):
        unsettle(guess, factories.person(CODER))


def test_finishing_without_any_code_counts_as_read_and_twice_is_once(session: Session) -> None:
    said, ada, sam = answer("."), factories.person(CODER, name="Ada"), factories.person(CODER)
    finish(said, ada)
    finish(said, ada)
    finish(said, sam)
    session.expire_all()
    assert said.first_read_at is not None
    assert (count(session, CodedAnswer), count(session, Reading)) == (2, 2)
    open_again(said, ada)
    assert [person_id for person_id, _name in finished_by(said)] == [sam.id]


@pytest.mark.parametrize("many", [2, 9])
def test_many_answers_are_looked_at_coded_and_finished_in_as_few_statements_as_one(
    many: int, session: Session
) -> None:
    def sent_for(answers: list[Answer]) -> int:
        ada, kind = factories.person(CODER), code().id
        session.flush()
        with counting() as statements:
            suggest_for_all(answers)
            add_all([Given(each, kind, span_of(LATE, "kind"), Valence.well) for each in answers], ada)
            finish_all(answers, ada)
            session.flush()
        return len([statement for statement in statements if not statement.startswith("INSERT INTO trail")])

    one = sent_for([answer()])
    before = count(session, CodedAnswer)
    said = [answer() for _number in range(many)]
    assert sent_for(said) <= one
    assert (count(session, CodedAnswer) - before, count(session, Coding)) == (many, many + 1)
    assert all(suggestions_of(each) for each in said)


def test_after_the_codebook_changed_answers_are_looked_at_with_what_it_says_now(session: Session) -> None:
    first, second = answer(), answer()
    suggest_for_all([first])
    book = session.scalars(select(CodebookEdition)).one()
    book.version = "99"
    code("REL.kind").keywords = ["cancels"]
    suggest_for_all([second])
    names = dict(session.execute(select(MachineReading.answer_id, MachineReading.engine)).all())
    assert names[first.id] != names[second.id] == "codebook words 99"
    kind = [found.suggestion for found in suggestions_of(second) if found.suggestion.code.slug == "REL.kind"]
    assert ["cancels" in guess.because for guess in kind] == [True]
