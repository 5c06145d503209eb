"""The one door: stored, looked at, noted and told in one transaction, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app.audits.models import Audit
from feedback_app.database import Base, db
from feedback_app.intake import AlreadyReceived, Said, receive
from feedback_app.intake.not_safe import press
from feedback_app.listening.editions import edition_of
from feedback_app.listening.models import Channel
from feedback_app.listening.store import Answer as StoredAnswer
from feedback_app.listening.store import Response
from feedback_app.notices import Notice, NoticeKind
from feedback_app.people.roles import Place, Role
from feedback_app.people.tokens import new_reference
from feedback_app.safeguarding.models import Concern, ConcernStatus, RaisedBy, Severity
from feedback_app.trail import Did, Trail
from surveys.answers import Answer
from surveys.definition import Reader, RespondentGroup
from surveys.library import shipped_survey
from tests import factories

HURT = {"LA3": Answer(words={"": "I feel ok at school 🙂 but my dad hits me when he is angry."})}
TABLES = (Response, StoredAnswer, Concern, Notice, Trail)


def said(answers: dict[str, Answer], survey: str = "learning-audit-child", key: str = "") -> Said:
    document = shipped_survey(survey)
    return Said(
        survey=document,
        edition_id=edition_of(document).id,
        answers=answers,
        respondent_group=RespondentGroup.CHILD,
        reader=Reader.CHILD,
        language="en_GB",
        channel=Channel.online,
        idempotency_key=key or new_reference(),
        place=Place(factories.service_area().id, factories.locality().id),
    )


def rows(table: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_words_about_harm_are_stored_and_raise_a_concern_with_trail_and_notice(session: Session) -> None:
    receipt = receive(said(HURT))
    concern = session.scalars(select(Concern)).one()
    assert concern.response_id == receipt.response.id
    assert concern.severity is Severity.S2
    assert concern.raised_by is RaisedBy.words
    assert concern.status is ConcernStatus.waiting
    notice = session.scalars(select(Notice)).one()
    assert (notice.kind, notice.to_role) == (NoticeKind.concern_raised, Role.safeguarding_triage)
    assert notice.subject_ref == concern.public_ref
    assert [line.did for line in session.scalars(select(Trail).order_by(Trail.id))] == [
        Did.received,
        Did.concern_raised,
    ]


def test_the_sign_points_at_the_very_words_even_after_an_emoji(session: Session) -> None:
    receive(said(HURT))
    sign = session.scalars(select(Concern)).one().signs[0]
    assert "hits me" in HURT["LA3"].words[""][sign["start"] : sign["end"]]


def test_neither_trail_nor_notice_nor_concern_repeats_what_was_said(session: Session) -> None:
    receive(said(HURT))
    for table in (Concern, Notice, Trail):
        for row in session.execute(select(table.__table__)):
            assert "hits" not in str(tuple(row))


def test_nothing_worrying_raises_nothing(session: Session) -> None:
    receive(said({"LA3": Answer(words={"": "My worker is kind."})}))
    assert rows(Response) == 1
    assert rows(Concern) == rows(Notice) == 0


def test_a_safety_answer_raises_the_most_serious_concern(session: Session) -> None:
    answers = {"MB1": Answer(words={"": "Hello."}), "MB7": Answer(choices=("no",))}
    receive(said(answers, "message-in-a-bottle"))
    concern = session.scalars(select(Concern)).one()
    assert (concern.severity, concern.raised_by) == (Severity.S1, RaisedBy.answer)


def test_a_bottle_tells_the_director(session: Session) -> None:
    receive(said({"MB1": Answer(words={"": "Thank you for my worker."})}, "message-in-a-bottle"))
    notice = session.scalars(select(Notice)).one()
    assert (notice.kind, notice.to_role) == (NoticeKind.bottle_arrived, Role.director)


def test_the_button_raises_a_concern_before_any_word_and_only_once_a_visit(session: Session) -> None:
    first = press("digest-of-a-visit", place=Place(), survey="learning-audit-child", invitation_id=None)
    again = press("digest-of-a-visit", place=Place(), survey="learning-audit-child", invitation_id=None)
    assert first is again
    assert (first.severity, first.raised_by) == (Severity.S2, RaisedBy.button)
    assert rows(Notice) == 1


def test_the_same_thing_sent_twice_is_stored_once(session: Session) -> None:
    receive(said(HURT, key="one-draft"))
    session.commit()
    with pytest.raises(AlreadyReceived):
        receive(said(HURT, key="one-draft"))
    session.rollback()
    assert (rows(Response), rows(Concern), rows(Notice)) == (1, 1, 1)


class Fault(RuntimeError):
    """Something broke."""


@contextmanager
def broken(table: type[Base]) -> Iterator[None]:
    """Inside, nothing of this table can be stored."""
    from sqlalchemy import Engine, event

    def refuse(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(f"INSERT INTO {table.__tablename__} "):
            raise Fault

    event.listen(Engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", refuse)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__tablename__)
def test_when_any_part_fails_nothing_of_it_stays(table: type[Base], session: Session) -> None:
    heard = said(HURT)
    session.commit()
    with broken(table), pytest.raises(Fault):
        receive(heard)
    session.rollback()
    assert [rows(each) for each in TABLES] == [0, 0, 0, 0, 0]


@pytest.mark.requirement("SL-04")
def test_what_is_said_needs_no_audit_and_belongs_to_none(session: Session) -> None:
    receipt = receive(said({"MB1": Answer(words={"": "Thank you for the bus."})}, "message-in-a-bottle"))
    wanted = select(StoredAnswer.words).where(StoredAnswer.response_id == receipt.response.id)
    assert "Thank you for the bus." in session.scalars(wanted).all()
    assert rows(Audit) == 0
    pointed_at = {
        key.column.table.name for table in (Response, StoredAnswer) for key in table.__table__.foreign_keys
    }
    assert not {name for name in pointed_at if "audit" in name}, (
        "audits point at feedback, never the other way"
    )


def test_words_are_stored_sign_for_sign_and_in_the_order_they_were_asked(session: Session) -> None:
    strange = 'She said "no"\\n {"a": [1]}, \'; -- 🦊\u2028 سلام żółć\ttab\nline'
    answers = {
        "SE3": Answer(("good",)),
        "SE1": Answer(words={"well": strange, "not_so_good": "%s :words \\u0041"}),
        "SE2": Answer(),
    }
    receipt = receive(said(answers, "service-experience"))
    wanted = select(StoredAnswer).where(StoredAnswer.response_id == receipt.response_id)
    stored = [(each.question, each.box, each.choice, each.words) for each in session.scalars(wanted)]
    in_order = session.scalars(wanted.order_by(StoredAnswer.id)).all()
    assert [each.question for each in in_order] == [
        question.id
        for question in shipped_survey("service-experience").questions()
        for _row in range({"SE3": 1, "SE1": 2, "SE2": 1}.get(question.id, 0))
    ]
    assert ("SE1", "well", None, strange) in stored
    assert ("SE1", "not_so_good", None, "%s :words \\u0041") in stored
    assert ("SE3", "", "good", None) in stored
    assert ("SE2", "", None, None) in stored
