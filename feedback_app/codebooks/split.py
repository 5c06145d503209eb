"""Split a code: a new one stands beside it, and its codings are sorted, one by one or all at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager

from feedback_app import trail
from feedback_app.codebooks.change import begin, begin_now, finish
from feedback_app.codebooks.effects import effects_on
from feedback_app.codebooks.models import ChangeKind, CodebookChange, UndoJson, WordingJson
from feedback_app.codebooks.move import move_codings
from feedback_app.codebooks.names import new_code_slug, refuse_taken_name
from feedback_app.codebooks.queries import code_there
from feedback_app.codebooks.refusals import AlreadyUndone, NotThere
from feedback_app.codebooks.wording import say, wording_of
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import May
from feedback_app.second_reading.blind import may_see_codings
from feedback_app.themes.models import Code, Coding
from feedback_app.themes.queue import visible_to


class Half(StrEnum):
    """Where a coding goes: it stays with the code that was split, or moves to the new one."""

    stays = "stays"
    moves = "moves"


@dataclass(frozen=True)
class ToSort:
    """A coding to be sorted: the words it is about, and who made it."""

    coding_id: int
    words: str
    question: str
    coder: str


def split(slug: str, second: WordingJson, seen: int, by: Person) -> CodebookChange:
    """Put a new code beside this one. Its codings stay where they are until they are sorted.

    Raises ChangedMeanwhile, NotThere, NameTaken.
    """
    code, name = code_there(slug), str(second["name"])
    refuse_taken_name(name, theme=code.theme)
    book = begin(seen)
    new = Code(slug=new_code_slug(code.theme.slug, name, set()), name=name)
    new.theme_id = code.theme_id
    say(new, second)
    db.session.add(new)
    counted = effects_on(code).counted()
    to_undo = UndoJson(
        code=slug, into=new.slug, new_codes=[new.slug], moved=[], stayed=[], sorted_to=0,
        dropped=[], before={}, after={},
    )  # fmt: skip
    db.session.flush()
    to_undo["after"] = {new.slug: wording_of(new)}
    return finish(book, ChangeKind.divided, [slug, new.slug], counted, to_undo, by)


def _codes_of(change: CodebookChange) -> tuple[Code, Code]:
    if change.kind is not ChangeKind.divided:
        raise NotThere
    if change.undone_at is not None:
        raise AlreadyUndone
    return code_there(change.to_undo["code"]), code_there(change.to_undo["into"])


def halves_of(change: CodebookChange) -> tuple[Code, Code]:
    """The code that was split, and the new one. Raises NotThere, AlreadyUndone."""
    return _codes_of(change)


def _waiting(change: CodebookChange, code: Code, by: Person) -> list[ColumnElement[bool]]:
    return [
        Coding.code_id == code.id,
        Coding.made_at <= change.made_at,
        Coding.id > change.to_undo["sorted_to"],
        Coding.id.not_in(change.to_undo["stayed"]),
        visible_to(by, May.code),
        Response.withdrawn_at.is_(None),
    ]


def number_to_sort(change: CodebookChange, by: Person) -> int:
    """How many codings nobody has sorted yet, without those this person must not see."""
    code, _new = _codes_of(change)
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Coding)
            .join(Answer, Answer.id == Coding.answer_id)
            .join(Response, Response.id == Answer.response_id)
            .where(*_waiting(change, code, by), may_see_codings(Coding.answer_id, by))
        )
        or 0
    )


def to_sort(change: CodebookChange, by: Person, *, at_most: int) -> Sequence[ToSort]:
    """The next codings to be sorted, with their words, in the order they were made."""
    code, _new = _codes_of(change)
    rows = db.session.execute(
        select(Coding, Answer, Person.name)
        .join(Answer, Answer.id == Coding.answer_id)
        .join(Answer.response)
        .join(Person, Person.id == Coding.coder_id)
        .where(*_waiting(change, code, by), may_see_codings(Coding.answer_id, by))
        .options(contains_eager(Answer.response))
        .order_by(Coding.id)
        .limit(at_most)
    )
    return [
        ToSort(coding.id, (answer.words or "")[coding.starts_at : coding.ends_at], answer.question, name)
        for coding, answer, name in rows
    ]


def sort_codings(change: CodebookChange, choices: Iterable[tuple[int, Half]], by: Person) -> int:
    """Keep where these codings belong; says how many were sorted. One not waiting is left as it is.

    Raises NotThere, AlreadyUndone, ChangedMeanwhile.
    """
    begin_now()
    db.session.refresh(change, attribute_names=["to_undo", "undone_at"])
    code, new = _codes_of(change)
    waiting = set(_ids_waiting(change, code, by))
    wanted = {coding_id: half for coding_id, half in choices if coding_id in waiting}
    moving = [coding_id for coding_id, half in wanted.items() if half is Half.moves]
    staying = [coding_id for coding_id, half in wanted.items() if half is Half.stays]
    _keep(change, code, new, moving)
    change.to_undo = {**change.to_undo, "stayed": [*change.to_undo["stayed"], *staying]}
    _note(change, len(moving), len(staying), by)
    return len(wanted)


def _keep(change: CodebookChange, code: Code, new: Code, moving: Sequence[int]) -> None:
    moved, dropped = move_codings(code, new, moving)
    kept = change.to_undo
    both = UndoJson(moved=[*kept["moved"], *moved], dropped=[*kept["dropped"], *dropped])
    change.to_undo = {**kept, **both}


def _note(change: CodebookChange, moved: int, stayed: int, by: Person) -> None:
    detail = f"sorted: {moved} moved, {stayed} stayed"
    trail.note(trail.Did.codebook_changed, "codebook", change.public_ref, by=by, detail=detail)


def sort_all(change: CodebookChange, half: Half, by: Person) -> int:
    """Every coding not sorted yet goes the same way; says how many. Raises as sort_codings does."""
    begin_now()
    db.session.refresh(change, attribute_names=["to_undo", "undone_at"])
    code, new = _codes_of(change)
    ids = _ids_waiting(change, code, by)
    moving = ids if half is Half.moves else []
    _keep(change, code, new, moving)
    last = max(ids, default=change.to_undo["sorted_to"])
    change.to_undo = {**change.to_undo, "sorted_to": last, "stayed": []}
    _note(change, len(moving), len(ids) - len(moving), by)
    return len(ids)


def _ids_waiting(change: CodebookChange, code: Code, by: Person) -> Sequence[int]:
    return db.session.scalars(
        select(Coding.id)
        .join(Answer, Answer.id == Coding.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(*_waiting(change, code, by))
    ).all()
