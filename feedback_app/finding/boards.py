"""What a board shows: its excerpts by heading, each within the reader's reach."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from feedback_app.database import db
from feedback_app.finding.models import Board, Pin
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.places.models import Locality, ServiceArea
from feedback_app.safeguarding.models import Concern
from feedback_app.themes.queue import visible_to
from feedback_app.translated.models import Translation
from feedback_app.translated.queries import is_in_use


@dataclass(frozen=True)
class BoardLine:
    """A board in the list, with how many excerpts are on it."""

    board: Board
    excerpts: int


@dataclass(frozen=True)
class Pinned:
    """An excerpt on a board with the answer it is from, and the translation in use of that whole answer.

    Words that `raised_a_concern` are never quoted.
    """

    pin: Pin
    answer: Answer
    service_area: str
    locality: str
    pinned_by: str
    raised_a_concern: bool
    translation: Translation | None

    @property
    def words(self) -> str:
        return (self.answer.words or "")[self.pin.starts_at : self.pin.ends_at]


@dataclass(frozen=True)
class OnBoard:
    """What somebody sees of a board, and how many excerpts are from places they do not read."""

    headings: tuple[tuple[str, tuple[Pinned, ...]], ...]
    taken_off: tuple[Pinned, ...]
    out_of_reach: int


def boards_for(person: Person) -> Sequence[BoardLine]:
    """One's own boards and the shared ones, the newest first."""
    excerpts = (
        select(func.count())
        .where(Pin.board_id == Board.id, Pin.removed_at.is_(None))
        .correlate(Board)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Board, excerpts)
        .where(or_(Board.owner_id == person.id, Board.shared))
        .options(joinedload(Board.owner))
        .order_by(Board.id.desc())
    )
    return [BoardLine(board, number) for board, number in rows]


def boards_with(answer_id: int, person: Person) -> Sequence[Board]:
    """The boards a person may open that hold words of this answer."""
    pinned = select(Pin.board_id).where(Pin.answer_id == answer_id, Pin.removed_at.is_(None))
    return db.session.scalars(
        select(Board)
        .where(Board.id.in_(pinned), or_(Board.owner_id == person.id, Board.shared))
        .order_by(Board.name, Board.id)
    ).all()


def board_called(reference: str, person: Person) -> Board | None:
    """A board of one's own, or a shared one."""
    return db.session.scalar(
        select(Board)
        .where(Board.public_ref == reference, or_(Board.owner_id == person.id, Board.shared))
        .options(joinedload(Board.owner))
    )


def pin_called(pin_id: int, board: Board, person: Person) -> Pin | None:
    """One excerpt of this very board, within the person's reach."""
    return db.session.scalar(
        select(Pin)
        .join(Answer, Answer.id == Pin.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(
            Pin.id == pin_id,
            Pin.board_id == board.id,
            Response.withdrawn_at.is_(None),
            visible_to(person),
        )
    )


def on_board(board: Board, person: Person) -> OnBoard:
    """The excerpts by heading, in their order."""
    concern = select(Concern.id).where(Concern.response_id == Response.id).exists()
    rows = db.session.execute(
        select(Pin, Answer, ServiceArea.name, Locality.name, Person.name, concern, Translation)
        .join(Answer, Answer.id == Pin.answer_id)
        .join(Answer.response)
        .join(Response.edition)
        .join(Person, Person.id == Pin.pinned_by_id)
        .outerjoin(ServiceArea, ServiceArea.id == Response.service_area_id)
        .outerjoin(Locality, Locality.id == Response.locality_id)
        .outerjoin(Translation, and_(Translation.answer_id == Answer.id, is_in_use()))
        .where(Pin.board_id == board.id, Response.withdrawn_at.is_(None), visible_to(person))
        .options(contains_eager(Answer.response).contains_eager(Response.edition))
        .order_by(Pin.place, Pin.id)
    )
    pinned = [
        Pinned(pin, answer, area or "", place or "", by, bool(worry), translation)
        for pin, answer, area, place, by, worry, translation in rows
    ]
    everything = db.session.scalar(select(func.count()).where(Pin.board_id == board.id)) or 0
    on = [one for one in pinned if one.pin.removed_at is None]
    headings = dict.fromkeys(one.pin.heading for one in on)
    return OnBoard(
        tuple((heading, tuple(one for one in on if one.pin.heading == heading)) for heading in headings),
        tuple(one for one in pinned if one.pin.removed_at is not None),
        everything - len(pinned),
    )
