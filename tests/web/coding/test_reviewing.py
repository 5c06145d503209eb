"""Reviewing with colleagues: like answers accepted together, notes, questions, presence, by whom and when."""

import json

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.themes.models import CodedAnswer, Coding
from feedback_app.themes.remarks import Asking, Memo
from tests import factories
from tests.counting import counting
from tests.page import CheckedClient, Page, text_of
from tests.themes.factories import answer

CODER = Role.participation_officer
ALIKE = "/coding/alike/REL.kind"


@pytest.fixture
def sam(session: Session) -> Person:
    return factories.person(CODER, name="Sam Reed")


@pytest.fixture
def ada(client: CheckedClient) -> CheckedClient:
    return client.sign_in(factories.person(CODER, name="Ada Obi").email)


def other(client: CheckedClient, person: Person) -> CheckedClient:
    return CheckedClient(client.flask.application).sign_in(person.email)


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def like_answers() -> list[Answer]:
    return [answer(f"She is kind to {whom}.") for whom in ("me", "us", "my mum")]


def ticks(page: Page) -> list[str]:
    return [box.get("value") or "" for box in page.find_all("input", name="suggestion")]


def test_like_answers_are_looked_at_together_and_none_is_ticked(ada: CheckedClient, session: Session) -> None:
    like_answers()
    page = ada.get("/coding/alike")
    assert "3 answers" in page.text
    shown = ada.get(ALIKE)
    assert len(ticks(shown)) == 3
    assert "She is kind to my mum." in shown.text
    assert not [box for box in shown.find_all("input", type="checkbox") if box.get("checked") is not None]
    assert "Use it for" in shown.text
    assert count(session, Coding) == 0


def test_those_ticked_are_accepted_and_finished_and_all_is_undone(
    ada: CheckedClient, session: Session
) -> None:
    like_answers()
    ada.get("/coding/alike")
    page = ada.get(ALIKE)
    done = ada.send(page, {"suggestion": ticks(page)[:2], "finish": "yes"}, to=ALIKE)
    assert "2 suggestions accepted." in done.text
    assert len(ticks(done)) == 1
    assert (count(session, Coding), count(session, CodedAnswer)) == (2, 2)
    undone = ada.send(done, {}, to="/undo")
    assert "2 undone." in undone.text
    assert (count(session, Coding), count(session, CodedAnswer)) == (0, 0)


def test_a_suggestion_settled_in_the_meantime_is_left_and_said(
    ada: CheckedClient, sam: Person, session: Session
) -> None:
    like_answers()
    ada.get("/coding/alike")
    mine, theirs = ada.get(ALIKE), other(ada, sam)
    page = theirs.get(ALIKE)
    theirs.send(page, {"suggestion": ticks(page)[:1]}, to=ALIKE)
    after = ada.send(mine, {"suggestion": ticks(mine)}, to=ALIKE)
    assert "2 suggestions accepted." in after.text
    assert "1 was settled by somebody else in the meantime" in after.text
    assert count(session, Coding) == 3


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        (ALIKE, {}, 200),
        (ALIKE, {"suggestion": "x"}, 200),
        (ALIKE, {"suggestion": "9" * 40}, 200),
        (f"{ALIKE}/undo", {"done": "\0"}, 200),
        (f"{ALIKE}/undo", {"done": "1-2-🙂"}, 200),
        ("/coding/alike/NO.SUCH", {"suggestion": "1"}, 404),
    ],
)
def test_made_up_ticks_change_nothing(
    path: str, fields: dict[str, str], status: int, ada: CheckedClient, session: Session
) -> None:
    answer()
    ada.post(path, dict(fields), expect=status)
    assert count(session, Coding) == 0


def test_a_note_is_kept_seen_by_colleagues_and_undone(
    ada: CheckedClient, sam: Person, session: Session
) -> None:
    answer()
    page = ada.send(ada.get("/coding/next"), {"note": "Ironic, I think. 🙂"}, to="/note")
    assert "Note kept." in page.text
    assert "Ironic, I think. 🙂" in other(ada, sam).get(page.path).text
    undone = ada.send(page, {}, to="/undo")
    assert "Ironic" not in undone.text
    assert count(session, Memo) == 0


@pytest.mark.parametrize(
    ("act", "fields", "says"),
    [
        ("note", {"note": ""}, "Write something first."),
        ("note", {"note": "x" * 20_000}, "This is 15000 letters too long."),
        ("ask", {"question": "Hm?"}, "Choose who to ask."),
        ("ask", {"question": "مرحبا", "colleague": "999999"}, "Choose who to ask."),
    ],
)
def test_a_mistake_in_a_remark_is_explained_and_the_words_stay(
    act: str, fields: dict[str, str], says: str, ada: CheckedClient, sam: Person, session: Session
) -> None:
    answer()
    page = ada.send(ada.get("/coding/next"), dict(fields), to=f"/{act}")
    assert any(shown.startswith(says) for shown in page.problems_shown())
    name, typed = next(iter(fields.items()))
    assert [words.strip() for words in page.form_values(f"/{act}")[name]] == [typed]
    assert count(session, Memo) == count(session, Asking) == 0


def test_a_colleague_is_asked_finds_it_on_the_first_page_and_answers(
    ada: CheckedClient, sam: Person, session: Session
) -> None:
    answer()
    page = ada.get("/coding/next")
    asked = ada.send(page, {"colleague": str(sam.id), "question": "Kind, or polite?"}, to="/ask")
    assert "Question sent." in asked.text
    theirs = other(ada, sam)
    assert "Questions to you" in theirs.get("/team").text
    assert "1 question waits for you" in theirs.get("/coding").text
    assert "Kind, or polite?" in theirs.get("/coding/questions").text
    shown = theirs.get(page.path)
    assert "Ada Obi asks you:" in shown.text
    answered = theirs.send(shown, {"reply": "Polite."}, to="/reply")
    assert "Your colleague is told that you answered." in answered.text
    assert "Questions to you" not in theirs.get("/team").text
    back = ada.get("/coding/questions")
    assert "Polite." in back.text
    assert "Polite." in ada.get(page.path).text


def test_an_answer_to_a_question_taken_back_is_kept_as_a_note(
    ada: CheckedClient, sam: Person, session: Session
) -> None:
    answer()
    page = ada.get("/coding/next")
    asked = ada.send(page, {"colleague": str(sam.id), "question": "Hm?"}, to="/ask")
    theirs = other(ada, sam)
    seen_by_sam = theirs.get(page.path)
    ada.send(asked, {}, to="/ask-back")
    late = theirs.send(seen_by_sam, {"reply": "I would say both."}, to="/reply")
    assert "kept as a note" in late.text
    assert "I would say both." in late.text
    assert [memo.words for memo in session.scalars(select(Memo))] == ["I would say both."]


def test_who_else_has_it_open_is_shown_and_asked_for_again(ada: CheckedClient, sam: Person) -> None:
    answer()
    page = ada.get("/coding/next")
    assert "has it open now" not in page.text
    theirs = other(ada, sam)
    assert "Ada Obi has it open now" in theirs.get(page.path).text
    assert "Sam Reed has it open now" in ada.get(page.path).text
    reply = ada.flask.get(f"{page.path}/here")
    assert json.loads(reply.data) == {"words": "Sam Reed has it open now"}


def test_a_code_says_by_whom_and_when(ada: CheckedClient, sam: Person) -> None:
    answer()
    page = ada.send(ada.get("/coding/next"), {}, to="/accept")
    assert "by you, " in page.text
    assert "by Ada Obi, " in other(ada, sam).get(page.path).text


def test_the_page_says_where_the_valence_comes_from(ada: CheckedClient) -> None:
    answer("She is late.", question="LA1", box="not_so_good")
    page = ada.get("/coding/next")
    assert "The box these words were written in says so." in page.text
    assert page.form_values("/add")["valence"] == ["not_so_good"]
    answer("She is kind and great.")
    second = ada.send(page, {}, to="/finish")
    assert "Nobody said which way." in second.text
    assert second.form_values("/add")["valence"] == ["unsaid"]


def test_the_pages_cost_the_same_with_many_remarks_and_answers(
    ada: CheckedClient, sam: Person, session: Session
) -> None:
    like_answers()
    ada.get("/coding/alike")
    page = ada.get("/coding/next")
    with counting() as few:
        ada.get(ALIKE)
        ada.get(page.path)
        ada.get("/coding/questions")
    for number in range(6):
        ada.send(page, {"note": f"Note {number}"}, to="/note")
        ada.send(page, {"colleague": str(sam.id), "question": f"Question {number}?"}, to="/ask")
        answer(f"She is kind to them {number}.")
    ada.get("/coding/alike")
    with counting() as many:
        ada.get(ALIKE)
        ada.get(page.path)
        ada.get("/coding/questions")
    assert len(many) <= len(few) + 2


def test_accepting_without_a_tick_says_so_on_the_page_and_keeps_the_other_choice(ada: CheckedClient) -> None:
    like_answers()
    ada.get("/coding/alike")
    page = ada.send(ada.get(ALIKE), {"finish": "yes"}, to=ALIKE)
    assert page.problems_shown() == ["Tick the answers this code is right for first."]
    assert page.find_all("input", name="finish")[0].get("checked") is not None
    assert page.find_all("fieldset", id="alike")[0].get("aria-describedby") == "alike-error"
    assert text_of(page.find_all("title")[0]).startswith("Mistake to mend:")
