"""A translation stands beside the words said, never in their place; none is lost, and its harm is heard."""

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from feedback_app.listening.store import Answer
from feedback_app.people.roles import Role
from feedback_app.safeguarding.models import Concern, ConcernStatus, RaisedBy, Severity
from feedback_app.trail import Did, Trail
from feedback_app.translated.models import TranslatedBy, Translation
from feedback_app.translated.queries import translation_in_use, translations_in_use, translations_of
from feedback_app.translated.refusals import NotYourTranslation, TranslatedMeanwhile
from feedback_app.translated.write import Written, take_translation_back, write_translation
from tests import factories
from tests.counting import counting
from tests.translated.factories import ARABIC, IN_ENGLISH, answer_in, translated

HARM = "I am not safe at home. My uncle hits me."
CODER = Role.participation_officer


def concerns(session: Session) -> list[Concern]:
    return list(session.scalars(select(Concern).order_by(Concern.id)))


def test_the_words_said_stay_whole_beside_their_translation(session: Session) -> None:
    answer = answer_in()
    made = translated(answer)
    session.flush()
    assert (answer.words, made.words) == (ARABIC, IN_ENGLISH)
    assert (made.from_language, made.number, made.translator) == ("ar", 1, "Amal Haddad")


def test_a_correction_is_another_translation_and_the_former_is_kept(session: Session) -> None:
    answer = answer_in()
    first = translated(answer, "She is kind and always lit.", translated_by=TranslatedBy.machine)
    second = translated(answer)
    assert translation_in_use(answer.id) is second
    assert [each.translation for each in translations_of(answer.id)] == [second, first]
    assert first.words == "She is kind and always lit."


def test_taking_a_correction_back_brings_the_former_into_use_again(session: Session) -> None:
    ada = factories.person(CODER)
    answer = answer_in()
    first = translated(answer, "She is kind.")
    take_translation_back(translated(answer, by=ada), ada)
    assert translation_in_use(answer.id) is first
    third = translated(answer, "She is very kind.")
    assert third.number == 3


def test_only_whoever_put_it_here_takes_it_back(session: Session) -> None:
    answer = answer_in()
    made = translated(answer)
    with pytest.raises(NotYourTranslation):
        take_translation_back(made, factories.person(CODER))
    assert translation_in_use(answer.id) is made


def test_somebody_who_has_not_seen_the_newest_translation_does_not_write_over_it(session: Session) -> None:
    answer = answer_in()
    theirs = translated(answer)
    written = Written("Mine.", "ar", TranslatedBy.person, "Sam")
    with pytest.raises(TranslatedMeanwhile):
        write_translation(answer, written, factories.person(CODER), seen=0)
    assert translation_in_use(answer.id) is theirs


def test_the_same_translation_sent_twice_is_one(session: Session) -> None:
    answer, by = answer_in(), factories.person(CODER)
    written = Written(IN_ENGLISH, "ar", TranslatedBy.person, "Sam")
    first = write_translation(answer, written, by, seen=0)
    assert write_translation(answer, written, by, seen=0) is first


def test_harm_that_only_the_translation_shows_raises_a_concern_as_the_door_does(session: Session) -> None:
    answer = answer_in("so", "Guriga ammaan kuma ihi. Adeerkay ayaa i garaaca.")
    assert concerns(session) == []
    made = translated(answer, HARM)
    (raised,) = concerns(session)
    assert raised.raised_by is RaisedBy.words
    assert raised.severity in {Severity.S1, Severity.S2}
    assert raised.response_id == answer.response_id
    assert {sign["translation"] for sign in raised.signs} == {made.number}
    assert {(sign["question"], sign["box"]) for sign in raised.signs} == {("LA3", "")}


def test_mending_a_comma_does_not_raise_it_again_but_worse_news_does(session: Session) -> None:
    answer = answer_in()
    translated(answer, HARM)
    translated(answer, HARM.replace(". My", "; my"))
    assert len(concerns(session)) == 1
    translated(answer, f"{HARM} I want to die.")
    raised = concerns(session)
    assert len(raised) == 2
    assert raised[1].category not in {sign["category"] for sign in raised[0].signs}


def test_a_harmless_correction_lowers_and_closes_nothing(session: Session) -> None:
    by = factories.person(CODER)
    answer = answer_in()
    take_translation_back(translated(answer, HARM, by=by), by)
    translated(answer, "All is well.")
    (raised,) = concerns(session)
    assert raised.status is ConcernStatus.waiting


def test_the_trail_says_that_it_was_translated_and_never_what(session: Session) -> None:
    by = factories.person(CODER)
    answer = answer_in()
    take_translation_back(translated(answer, by=by), by)
    session.flush()
    lines = session.scalars(
        select(Trail).where(Trail.did.in_((Did.translated, Did.translation_taken_back))).order_by(Trail.id)
    ).all()
    assert [(line.did, line.person_id, line.detail) for line in lines] == [
        (Did.translated, by.id, "number 1 from ar by person"),
        (Did.translation_taken_back, by.id, "number 1"),
    ]


def test_a_translation_goes_when_its_answer_goes(session: Session) -> None:
    answer = answer_in()
    translated(answer)
    session.flush()
    session.execute(delete(Answer).where(Answer.id == answer.id))
    assert session.scalar(select(func.count()).select_from(Translation)) == 0


def test_many_translations_are_found_with_one_question(session: Session) -> None:
    answers = [answer_in(words=f"{ARABIC} {n}") for n in range(3)]
    made = {answer.id: translated(answer) for answer in answers[:2]}
    session.flush()
    with counting() as statements:
        assert translations_in_use([answer.id for answer in answers]) == made
    assert len(statements) == 1


@pytest.mark.parametrize(
    "wrong", [{"words": ""}, {"translator": ""}, {"from_language": "en"}, {"number": 0}], ids=str
)
def test_no_database_keeps_a_translation_that_cannot_be_one(
    wrong: dict[str, object], session: Session
) -> None:
    answer = answer_in()
    made = translated(answer)
    for name, value in wrong.items():
        setattr(made, name, value)
    with pytest.raises(IntegrityError):
        session.flush()
