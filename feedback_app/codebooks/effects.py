"""What hangs on a code before it is changed: codings, answers, people, suggestions, and their quarters."""

from dataclasses import dataclass

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import aliased

from analysis.periods import quarter_of
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.themes.models import Code, Coding, Suggestion


@dataclass(frozen=True)
class Effects:
    """`twice` are codings the same person made of the same words with the code this one goes into."""

    codings: int
    answers: int
    coders: int
    open_suggestions: int
    settled_suggestions: int
    quarters: tuple[tuple[str, int], ...]
    twice: int = 0

    def counted(self) -> dict[str, int]:
        """As a change keeps it."""
        return {
            "codings": self.codings,
            "answers": self.answers,
            "coders": self.coders,
            "open_suggestions": self.open_suggestions,
            "settled_suggestions": self.settled_suggestions,
            "twice": self.twice,
        }


def effects_on(code: Code, into: Code | None = None) -> Effects:
    """What a change of this code reaches, in four statements."""
    codings, answers, coders = db.session.execute(
        select(
            func.count(), func.count(distinct(Coding.answer_id)), func.count(distinct(Coding.coder_id))
        ).where(Coding.code_id == code.id)
    ).one()
    waiting, settled = db.session.execute(
        select(
            func.count().filter(Suggestion.outcome.is_(None)),
            func.count().filter(Suggestion.outcome.is_not(None)),
        ).where(Suggestion.code_id == code.id)
    ).one()
    return Effects(
        codings, answers, coders, waiting, settled, _quarters(code), len(same_in(code, into)) if into else 0
    )


def _quarters(code: Code) -> tuple[tuple[str, int], ...]:
    days = db.session.execute(
        select(Response.received_on, func.count())
        .select_from(Coding)
        .join(Answer, Answer.id == Coding.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(Coding.code_id == code.id)
        .group_by(Response.received_on)
    )
    found: dict[str, int] = {}
    for day, count in days:
        quarter = str(quarter_of(day))
        found[quarter] = found.get(quarter, 0) + count
    return tuple(sorted(found.items(), reverse=True))


def same_in(code: Code, into: Code) -> list[int]:
    """Codings with this code that the same person also made, of the same words, with the other."""
    other = aliased(Coding)
    same = (
        (other.answer_id == Coding.answer_id)
        & (other.coder_id == Coding.coder_id)
        & (other.starts_at == Coding.starts_at)
        & (other.ends_at == Coding.ends_at)
        & (other.code_id == into.id)
    )
    return list(
        db.session.scalars(
            select(Coding.id).join(other, same).where(Coding.code_id == code.id).order_by(Coding.id)
        )
    )
