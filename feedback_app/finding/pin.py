"""Lay out excerpts on a board. Each act touches one pin, so that two people at one board lose nothing."""

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from feedback_app import clock, trail
from feedback_app.database import db, rows_changed
from feedback_app.finding.models import Board, Pin
from feedback_app.finding.refusals import ChangedMeanwhile, NoName, NotEmpty, NotYours
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.tokens import new_reference
from feedback_app.themes.rules import Span, tidy_span

LONGEST_NAME = 80
LONGEST_HEADING = 120


def start_board(name: str, by: Person) -> Board:
    """An empty board, one's own until it is shared; the same name again is the same board. Raises NoName."""
    called = name.strip()
    if not called or len(called) > LONGEST_NAME:
        raise NoName
    same = db.session.scalar(select(Board).where(Board.owner_id == by.id, Board.name == called).limit(1))
    if same is not None:
        return same
    board = Board(public_ref=new_reference(), owner_id=by.id, name=called, made_at=clock.now())
    db.session.add(board)
    db.session.flush()
    return board


def rename_board(board: Board, name: str, by: Person) -> None:
    """Give a board another name. Raises NotYours, or NoName where it is missing or too long."""
    called = name.strip()
    if board.owner_id != by.id:
        raise NotYours
    if not called or len(called) > LONGEST_NAME:
        raise NoName
    board.name = called


def remove_board(board: Board, by: Person) -> None:
    """Forget a board once nothing is on it any more. Raises NotYours, or NotEmpty.

    What was taken off goes with it; the answers themselves stay.
    """
    if board.owner_id != by.id:
        raise NotYours
    on_it = select(Pin.id).where(Pin.board_id == board.id, Pin.removed_at.is_(None)).limit(1)
    if db.session.scalar(on_it) is not None:
        raise NotEmpty
    db.session.execute(delete(Pin).where(Pin.board_id == board.id))
    db.session.delete(board)
    trail.note(trail.Did.viewed, "board", board.public_ref, by=by, detail="removed")


def share_board(board: Board, *, shared: bool, by: Person) -> None:
    """Let everybody who reads answers work on it, or keep it to oneself again. Raises NotYours."""
    if board.owner_id != by.id:
        raise NotYours
    board.shared = shared


def pin_to(board: Board, answer: Answer, span: Span, by: Person, *, heading: str = "") -> Pin:
    """Pin words to a board, last under their heading; pinned before, they come back. Raises NoSuchWords."""
    tidy = tidy_span(answer.words or "", span.start, span.end)
    found = _same(board, answer, tidy)
    if found is None:
        found = Pin(
            board_id=board.id,
            answer_id=answer.id,
            starts_at=tidy.start,
            ends_at=tidy.end,
            heading=heading.strip()[:LONGEST_HEADING],
            place=_last_place(board) + 1,
            pinned_by_id=by.id,
            pinned_at=clock.now(),
        )
        try:
            with db.session.begin_nested():
                db.session.add(found)
        except IntegrityError:
            found = _same(board, answer, tidy) or found
    put_back(found)
    trail.note(trail.Did.viewed, "answer", str(answer.id), by=by, detail=f"pinned to board {board.id}")
    return found


def _same(board: Board, answer: Answer, span: Span) -> Pin | None:
    return db.session.scalar(
        select(Pin).where(
            Pin.board_id == board.id,
            Pin.answer_id == answer.id,
            Pin.starts_at == span.start,
            Pin.ends_at == span.end,
        )
    )


def _last_place(board: Board) -> int:
    return db.session.scalar(select(func.max(Pin.place)).where(Pin.board_id == board.id)) or 0


def take_off(pin: Pin, by: Person) -> None:
    """Take it off the board; it can be put back."""
    if pin.removed_at is None:
        pin.removed_at, pin.removed_by_id = clock.now(), by.id


def put_back(pin: Pin) -> None:
    pin.removed_at = pin.removed_by_id = None


def write_on(pin: Pin, heading: str, note: str, *, seen: int) -> None:
    """Change its heading and note; `seen` is the `changes` the writer saw. Raises ChangedMeanwhile.

    What it says already is kept as it is, so that pressing twice is no change by somebody else.
    """
    heading, note = heading.strip()[:LONGEST_HEADING], note.strip()
    if (pin.heading, pin.note) == (heading, note):
        return
    changed = rows_changed(
        update(Pin)
        .where(Pin.id == pin.id, Pin.changes == seen)
        .values(heading=heading, note=note, changes=seen + 1)
    )
    db.session.refresh(pin)
    if not changed:
        raise ChangedMeanwhile


def move(pin: Pin, *, earlier: bool) -> None:
    """Change places with the excerpt before or after it under the same heading; the first and last stay."""
    beside = Pin.place < pin.place if earlier else Pin.place > pin.place
    order = Pin.place.desc() if earlier else Pin.place
    other = db.session.scalar(
        select(Pin)
        .where(Pin.board_id == pin.board_id, Pin.heading == pin.heading, Pin.removed_at.is_(None), beside)
        .order_by(order)
        .limit(1)
    )
    if other is not None:
        pin.place, other.place = other.place, pin.place
