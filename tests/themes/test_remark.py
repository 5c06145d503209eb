"""Notes and questions between readers: only ever added, told without a word of what was said."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app.notices import Notice, NoticeKind
from feedback_app.notices.letters import letter_of
from feedback_app.people.roles import Place, Role
from feedback_app.themes.refusals import AlreadyReplied, CannotAnswer, NothingWritten, NotYours
from feedback_app.themes.remark import ask, remove_memo, reply, withdraw, write_memo
from feedback_app.themes.remarked import (
    asked_by_me,
    asked_of_me,
    askings_of,
    colleagues_for,
    memos_of,
    questions_waiting,
)
from feedback_app.trail import Trail
from tests import factories
from tests.themes.factories import answer, code

CODER = Role.participation_officer
SECRET = "I think this is about Kofi."


def notices(session: Session) -> list[Notice]:
    kinds = (NoticeKind.colleague_asked, NoticeKind.colleague_replied)
    return list(session.scalars(select(Notice).where(Notice.kind.in_(kinds)).order_by(Notice.id)))


def test_two_readers_notes_stand_beside_each_other(session: Session) -> None:
    said, ada, sam = answer(), factories.person(CODER, name="Ada"), factories.person(CODER, name="Sam")
    write_memo(said, "Ironic?", ada)
    write_memo(said, "Not to me.", sam, code_id=code().id)
    write_memo(said, "Ironic?", ada)
    assert [(found.writer, found.memo.words) for found in memos_of(said)] == [
        ("Ada", "Ironic?"), ("Sam", "Not to me."),
    ]  # fmt: skip


def test_only_its_writer_takes_a_note_away(session: Session) -> None:
    said, ada, sam = answer(), factories.person(CODER), factories.person(CODER)
    memo = write_memo(said, "Ironic?", ada)
    with pytest.raises(NotYours):
        remove_memo(memo, sam)
    remove_memo(memo, ada)
    assert memos_of(said) == []


@pytest.mark.parametrize("words", ["", "   ", "\n\n"])
def test_a_note_or_question_needs_words(words: str, session: Session) -> None:
    said, ada, sam = answer(), factories.person(CODER), factories.person(CODER)
    with pytest.raises(NothingWritten):
        write_memo(said, words, ada)
    with pytest.raises(NothingWritten):
        ask(said, sam, words, ada)


def test_a_colleague_is_asked_answers_and_both_see_it(session: Session) -> None:
    said, ada, sam = answer(), factories.person(CODER, name="Ada"), factories.person(CODER, name="Sam")
    asking = ask(said, sam, "Kind, or only polite?", ada)
    assert ask(said, sam, "Kind, or only polite?", ada) is asking
    assert (questions_waiting(sam), questions_waiting(ada)) == (1, 0)
    assert [found.asked_by for found in asked_of_me(sam)] == ["Ada"]
    reply(asking, "Polite.", sam)
    assert questions_waiting(sam) == 0
    assert [found.asking.reply for found in asked_by_me(ada)] == ["Polite."]
    assert [found.asking.reply for found in askings_of(said, sam)] == ["Polite."]


def test_the_post_and_the_trail_say_nothing_of_what_was_written(session: Session) -> None:
    said, ada, sam = answer(), factories.person(CODER, name="Ada"), factories.person(CODER, name="Sam")
    write_memo(said, SECRET, ada)
    reply(ask(said, sam, SECRET, ada), SECRET, sam)
    session.flush()
    told = notices(session)
    assert [(notice.kind, notice.to_person_id) for notice in told] == [
        (NoticeKind.colleague_asked, sam.id), (NoticeKind.colleague_replied, ada.id),
    ]  # fmt: skip
    letters = [letter_of(notice) for notice in told]
    carried = [*(f"{letter.subject} {letter.sentence} {letter.path}" for letter in letters)]
    carried += [f"{line.subject_ref} {line.detail}" for line in session.scalars(select(Trail))]
    assert not any("Kofi" in words or "Ada" in words or "kind" in words for words in carried)


def test_only_somebody_who_may_read_it_is_asked(session: Session) -> None:
    here, there = Place(factories.service_area().id), Place(factories.service_area().id)
    ada = factories.person(CODER)
    said = answer(place=here)
    elsewhere, lead = factories.person(CODER, place=there), factories.person(Role.practice_lead)
    near = factories.person(CODER, place=here)
    assert list(colleagues_for(said, ada)) == [near]
    for somebody in (elsewhere, lead, ada):
        with pytest.raises(CannotAnswer):
            ask(said, somebody, "What do you think?", ada)


def test_a_question_is_answered_by_whom_it_was_asked_and_once(session: Session) -> None:
    said, ada, sam, kim = answer(), *(factories.person(CODER) for _ in range(3))
    asking = ask(said, sam, "Hm?", ada)
    with pytest.raises(NotYours):
        reply(asking, "Yes.", kim)
    with pytest.raises(NotYours):
        withdraw(asking, kim)
    reply(asking, "Yes.", sam)
    with pytest.raises(AlreadyReplied):
        reply(asking, "No.", sam)
    with pytest.raises(AlreadyReplied):
        withdraw(asking, ada)
    assert asking.reply == "Yes."


def test_a_question_taken_back_waits_for_nobody(session: Session) -> None:
    said, ada, sam = answer(), factories.person(CODER), factories.person(CODER)
    asking = ask(said, sam, "Hm?", ada)
    withdraw(asking, ada)
    assert questions_waiting(sam) == 0
    with pytest.raises(AlreadyReplied):
        reply(asking, "Yes.", sam)
    assert session.scalar(select(func.count()).select_from(type(asking))) == 1
