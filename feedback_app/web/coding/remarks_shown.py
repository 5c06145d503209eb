"""Notes and questions about an answer made ready to show."""

from dataclasses import dataclass

from flask_babel import format_datetime

from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.second_reading.queries import reading_now
from feedback_app.themes.remarked import AskingBetween, askings_of, colleagues_for, memos_of

WHEN = "d MMM yyyy, HH:mm"
LONGEST_REMARK = 5_000


@dataclass(frozen=True)
class Note:
    """A note as the page shows it."""

    id: int
    words: str
    about: str
    writer: str
    written: str
    is_mine: bool


@dataclass(frozen=True)
class Question:
    """A question to a colleague as a page shows it."""

    reference: str
    words: str
    asked_by: str
    asked_of: str
    asked: str
    reply: str
    replied: str
    is_mine: bool
    waits_for_me: bool


@dataclass(frozen=True)
class Remarks:
    """What readers wrote to each other about an answer, and who else could be asked."""

    notes: tuple[Note, ...]
    questions: tuple[Question, ...]
    colleagues: tuple[tuple[int, str], ...]

    @property
    def wait_for_me(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.waits_for_me)


def remarks_on(answer: Answer, person: Person) -> Remarks:
    blind = reading_now(answer)
    return Remarks(
        tuple(
            Note(
                found.memo.id,
                found.memo.words,
                found.memo.code.name if found.memo.code else "",
                found.writer,
                format_datetime(found.memo.written_at, WHEN),
                found.memo.person_id == person.id,
            )
            for found in memos_of(answer)
        ),
        tuple(question_of(found, person) for found in askings_of(answer, person)),
        tuple((each.id, each.name) for each in colleagues_for(answer, person) if each.id != blind),
    )


def question_of(found: AskingBetween, person: Person) -> Question:
    asking = found.asking
    return Question(
        asking.public_ref,
        asking.words,
        found.asked_by,
        found.asked_of,
        format_datetime(asking.asked_at, WHEN),
        asking.reply or "",
        format_datetime(asking.replied_at, WHEN) if asking.replied_at else "",
        asking.asked_by_id == person.id,
        asking.asked_of_id == person.id and asking.reply is None,
    )
