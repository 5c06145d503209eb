"""An answer in another language: shown as such, translated, suggested for and coded from its translation."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.learned.examples import decided_until
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.safeguarding.models import Concern
from feedback_app.themes.code import pointed_at
from feedback_app.themes.models import Coding, Suggestion
from feedback_app.themes.read import finish
from feedback_app.translated.models import TranslatedBy, Translation
from feedback_app.translated.queries import translations_of
from tests import factories
from tests.counting import counting
from tests.page import CheckedClient, Page
from tests.translated.factories import ARABIC, IN_ENGLISH, POLISH, answer_in, translated

CODER = Role.participation_officer
ENGLISH = "She is kind and they were not late."
FORM: dict[str, object] = {
    "translation": IN_ENGLISH,
    "from_language": "ar",
    "translated_by": "person",
    "translator": "Amal Haddad",
}


@pytest.fixture
def me(session: Session) -> Person:
    return factories.person(CODER, name="Ada Obi")


@pytest.fixture
def ada(client: CheckedClient, me: Person) -> CheckedClient:
    return client.sign_in(me.email)


def send_it(client: CheckedClient, page: Page, **changed: object) -> Page:
    return client.send(page, {**FORM, **changed}, to="/translate")


@pytest.fixture
def page(ada: CheckedClient) -> Page:
    """An answer in Arabic with its translation, as the person who translated it sees it."""
    answer_in()
    return send_it(ada, ada.get("/coding/next"))


@pytest.mark.parametrize(
    ("language", "words", "said", "direction", "spoken"),
    [
        ("en_GB", ARABIC, "Arabic, recognised by machine", "rtl", "ar"),
        ("ar", ARABIC, "Arabic: the person chose it", "rtl", "ar"),
        ("pl", POLISH, "Polish: the person chose it", "ltr", "pl"),
        ("pl", ENGLISH, "English, recognised by machine. They were asked in Polish.", "ltr", "en"),
    ],
)  # fmt: skip
def test_the_language_is_said_in_words_and_the_words_stand_whole_in_it(
    language: str, words: str, said: str, direction: str, spoken: str, ada: CheckedClient
) -> None:
    answer_in(language, words)
    page = ada.get("/coding/next")
    assert said in page.text
    shown = page.by_id("words")
    assert shown is not None
    assert "".join(shown.itertext()).strip() == words
    assert (shown.get("dir"), shown.get("lang")) == (direction, spoken)


def test_an_english_answer_says_nothing_about_its_language(ada: CheckedClient) -> None:
    answer_in("en_GB", "She is kind and she was never late.")
    page = ada.get("/coding/next")
    assert "recognised by machine" not in page.text
    assert "Not in English? Translate it" in page.text


def test_nothing_is_suggested_before_there_is_a_translation(ada: CheckedClient, session: Session) -> None:
    answer_in()
    page = ada.get("/coding/next")
    assert "The machine does not suggest for Arabic" in page.text
    assert session.scalar(select(func.count()).select_from(Suggestion)) == 0


def test_suggestions_are_made_from_the_translation_and_point_at_it(page: Page, session: Session) -> None:
    assert "Translation kept." in page.text
    assert "Translated from Arabic by Amal Haddad" in page.text
    assert "and “kind”." in page.text
    english = page.by_id("translated-words")
    own = page.by_id("words")
    assert english is not None
    assert own is not None
    assert (english.get("lang"), english.get("dir")) == ("en", "ltr")
    assert {"listens to me", "late"} == {"".join(mark.itertext()) for mark in english.iter("mark")}
    assert not list(own.iter("mark"))
    made = session.scalars(select(Suggestion)).all()
    assert made
    assert all(IN_ENGLISH[pointed_at(each).start : pointed_at(each).end].strip() for each in made)
    assert {(each.starts_at, each.ends_at) for each in made} == {(0, len(ARABIC))}


def test_a_code_from_the_translation_is_for_the_whole_answer_and_says_so(
    ada: CheckedClient, page: Page, session: Session
) -> None:
    done = ada.send(page, {}, to="/accept")
    assert "in the translation; it stands for the whole answer" in done.text
    coding = session.scalars(select(Coding)).one()
    assert (coding.starts_at, coding.ends_at) == (0, len(ARABIC))
    assert coding.translation_id is not None
    undone = ada.send(done, {}, to="/undo")
    assert "None yet." in undone.text


@pytest.mark.parametrize(("typed", "points_at"), [("always late", "always late"), ("لطيفة جدا", "لطيفة جدا")])
def test_words_can_be_chosen_in_either_and_it_is_kept_in_which(
    typed: str, points_at: str, ada: CheckedClient, page: Page, session: Session
) -> None:
    ada.send(page, {"exactly": typed, "code": "REL.reliable"}, to="/add")
    coding = session.scalars(select(Coding)).one()
    span = pointed_at(coding)
    text = IN_ENGLISH if span.translation_id else ARABIC
    assert text[span.start : span.end] == points_at
    assert (span.translation_id is None) == (typed in ARABIC)


def test_a_code_taken_away_comes_back_where_it_was(ada: CheckedClient, page: Page, session: Session) -> None:
    added = ada.send(page, {"exactly": "always late", "code": "REL.reliable"}, to="/add")
    taken = ada.send(added, {}, to="/take-back")
    ada.send(taken, {}, to="/undo")
    span = pointed_at(session.scalars(select(Coding)).one())
    assert IN_ENGLISH[span.start : span.end] == "always late"


def test_the_same_code_from_other_words_of_the_translation_is_given_once(
    ada: CheckedClient, page: Page, session: Session
) -> None:
    added = ada.send(page, {"exactly": "always late", "code": "REL.reliable"}, to="/add")
    again = ada.send(added, {"exactly": "listens", "code": "REL.reliable"}, to="/add")
    assert "You gave this code to the whole answer before" in again.text
    assert session.scalar(select(func.count()).select_from(Coding)) == 1


def test_a_correction_keeps_the_former_and_suggests_again(
    ada: CheckedClient, page: Page, session: Session
) -> None:
    corrected = send_it(ada, page, translation="Nobody explained the meeting to me.")
    assert "1 other translation, not in use" in corrected.text
    assert IN_ENGLISH in corrected.text
    assert "and “kind”." not in corrected.text
    back = ada.send(corrected, {}, to="/undo")
    assert "and “kind”." in back.text


def test_a_machine_translation_is_called_so_wherever_it_is_shown(ada: CheckedClient) -> None:
    answer_in()
    page = send_it(ada, ada.get("/coding/next"), translated_by="machine", translator="Big Translate")
    assert "Machine translation Translated from Arabic by a machine: Big Translate" in page.text
    assert "(machine translation)" in ada.get("/coding").text
    ada.get("/coding/alike")


def test_like_answers_are_shown_in_the_words_the_suggestion_is_from(ada: CheckedClient, me: Person) -> None:
    for number in range(2):
        translated(answer_in(words=f"{ARABIC} {number}"), by=me)
    ada.get("/coding/alike")
    page = ada.get("/coding/alike/REL.kind")
    assert page.text.count("Translated from Arabic by Amal Haddad") == 2
    assert page.text.count("She is kind") == 2


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"translation": " \n "}, "Write or paste the translation first."),
        ({"translation": "x" * 20_001}, "1 letters too long"),
        ({"from_language": "en"}, "Choose the language it is translated from."),
        ({"from_language": "\0"}, "Choose the language it is translated from."),
        ({"translated_by": ""}, "Say whether a person or a machine translated it."),
        ({"translator": ""}, "Say who made the translation"),
        ({"translator": "a" * 121}, "1 letters too long"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    wrong: dict[str, object], message: str, ada: CheckedClient, session: Session
) -> None:
    answer_in()
    page = send_it(ada, ada.get("/coding/next"), **wrong)
    assert message in " ".join(page.problems_shown())
    kept = page.form_values("/translate")
    assert {name: kept[name][0] for name in FORM if name not in wrong} == {
        name: value for name, value in FORM.items() if name not in wrong
    }
    assert session.scalar(select(func.count()).select_from(Translation)) == 0


def test_two_who_translate_at_once_lose_nothing(ada: CheckedClient, session: Session) -> None:
    answer = answer_in()
    page = ada.get("/coding/next")
    translated(answer, "She is kind, says Sam.")
    session.commit()
    met = ada.send(page, {**FORM}, to="/translate", expect=409)
    assert "Somebody else translated this in the meantime" in met.text
    assert "She is kind, says Sam." in met.text
    assert met.form_values("/translate")["translation"] == [IN_ENGLISH]
    send_it(ada, met)
    assert [each.translation.words for each in translations_of(answer.id)] == [
        IN_ENGLISH,
        "She is kind, says Sam.",
    ]


def test_a_suggestion_that_a_correction_took_away_is_answered_calmly(
    ada: CheckedClient, page: Page, session: Session
) -> None:
    answer = session.scalars(select(Answer)).one()
    ada.send(page, {**FORM, "translation": "It is fine."}, to="/translate")
    late = ada.send(page, {}, to="/accept")
    assert "That suggestion is not there any more." in late.text
    assert session.scalar(select(func.count()).select_from(Coding)) == 0
    assert answer.words == ARABIC


def test_a_translated_cry_for_help_stands_on_the_triage_page_with_its_words(
    ada: CheckedClient, session: Session
) -> None:
    answer_in()
    page = send_it(ada, ada.get("/coding/next"), translation="I am not safe at home. He hits me.")
    assert "Safeguarding triage is looking at this response" in page.text
    concern = session.scalars(select(Concern)).one()
    ada.post("/sign-out", {})
    ada.sign_in(factories.person(Role.safeguarding_triage).email)
    seen = ada.get(f"/concerns/{concern.public_ref}")
    assert ARABIC in seen.text
    assert "Translated from Arabic by Amal Haddad" in seen.text
    marked = {"".join(mark.itertext()) for mark in seen.find_all("mark", class_="sign")}
    assert any("not safe" in words for words in marked)


def test_what_waits_for_a_translation_is_listed_alone(ada: CheckedClient, me: Person) -> None:
    answer_in("en_GB", "She is kind and she was never late.")
    answer_in("pl", POLISH)
    translated(answer_in(), by=me)
    others = ada.get("/coding?language=not_english")
    assert "2 answers wait" in others.text
    assert "She is kind and she was never late." not in others.text
    waiting = ada.get("/coding?language=untranslated")
    assert "1 answer waits" in waiting.text
    assert "Not translated yet" in waiting.text
    assert POLISH in waiting.text


def test_the_list_asks_the_database_no_more_for_more_translations(ada: CheckedClient, me: Person) -> None:
    def asked() -> int:
        with counting() as statements:
            ada.get("/coding")
        return len(statements)

    translated(answer_in(), by=me)
    ada.get("/coding")
    one = asked()
    for number in range(3):
        translated(answer_in(words=f"{ARABIC} {number}"), by=me)
    assert asked() == one


def test_the_next_engine_learns_from_the_english_words(session: Session, me: Person) -> None:
    answer = answer_in()
    translated(answer, by=me, translated_by=TranslatedBy.machine)
    finish(answer, me)
    session.flush()
    (decided,) = decided_until(clock.now())
    assert (decided.language, decided.labelled.text) == ("en", IN_ENGLISH)


def test_what_was_taken_back_is_gone_with_its_translation(
    ada: CheckedClient, page: Page, session: Session
) -> None:
    answer = session.scalars(select(Answer)).one()
    session.get_one(Response, answer.response_id).withdrawn_at = clock.now()
    session.commit()
    ada.get(page.path, expect=404)
    ada.post(f"{page.path}/translate", {**FORM}, expect=404)
    assert IN_ENGLISH not in ada.get("/coding?language=not_english").text
