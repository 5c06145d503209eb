"""Carry a file in a batch at a time, each batch a request of its own: leaving and coming back works."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import func, select, update
from sqlalchemy.orm import undefer

from feedback_app import clock, trail
from feedback_app.database import db, rows_changed
from feedback_app.intake.csv_file import NotReadable, Row, read_header, rows_after
from feedback_app.intake.folder import ImportFolder
from feedback_app.intake.from_file import Counted, Refusals, Seen, batches, reading_of, take_in, try_out
from feedback_app.intake.mapping import ImportMap, read_map
from feedback_app.intake.models import ImportRun, ImportStatus
from feedback_app.intake.reasons import Reason
from feedback_app.intake.refused import Kept, RefusedFile
from feedback_app.intake.rows import Reading, Refused, RowSaid, understand
from feedback_app.people.models import Person
from feedback_app.people.roles import May, Place, may
from feedback_app.people.tokens import digest
from surveys.definition import Survey
from surveys.library import shipped_survey
from surveys.mistakes import Mistake

A_REQUEST = 300
TRIED_OUT = 5_000
SHOWN = 5
LONGEST_MAP = 100_000


class MapMistaken(Exception):
    """The map cannot be used; each mistake says its line and what to do."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("the map has mistakes")
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True)
class Looked:
    """What an import would do, found without storing anything."""

    rows: tuple[tuple[Row, RowSaid | Reason], ...]
    counted: Counted
    refusals: tuple[tuple[int, Reason], ...]
    whole: bool


def check(
    ref: str, folder: ImportFolder, survey: Survey, map_text: str, file_name: str, *, by: Person
) -> ImportRun:
    """Check map and header of a file lying in the folder, and remember the import as not begun.

    Raises MapMistaken or NotReadable.
    """
    mapping = _mapping(map_text, survey)
    with folder.file.open("rb") as opened:
        header = read_header(opened, mapping)
    run = ImportRun(
        public_ref=ref,
        made_by_id=by.id,
        made_at=clock.now(),
        survey=survey.id,
        source=mapping.source,
        file_name=file_name[-120:],
        map_text=map_text,
        map_digest=digest(map_text),
        size=folder.file.stat().st_size,
        at_byte=header.ends_at,
        at_line=header.line,
    )
    db.session.add(run)
    db.session.flush()
    return run


def _mapping(map_text: str, survey: Survey) -> ImportMap:
    read = read_map(map_text, survey)
    if isinstance(read, ImportMap):
        return read
    raise MapMistaken(read)


def _reading(run: ImportRun, folder: ImportFolder, by: Person) -> Reading:
    survey = shipped_survey(run.survey)
    mapping = _mapping(run.map_text, survey)
    with folder.file.open("rb") as opened:
        header = read_header(opened, mapping)
    return reading_of(mapping, survey, header, _reach(by))


def _reach(by: Person) -> Callable[[Place], bool]:
    return lambda place: may(by.holdings, May.import_responses, place)


def look(run: ImportRun, folder: ImportFolder, *, by: Person) -> Looked:
    """The first rows as they would be taken in, and what would become of thousands. Raises NotReadable."""
    reading = _reading(run, folder, by)
    refusals, seen, counted = Refusals(), Seen(), Counted()
    shown: list[tuple[Row, RowSaid | Reason]] = []
    with folder.file.open("rb") as opened:
        rows = rows_after(opened, reading.mapping, reading.header)
        for batch in batches(islice(rows, TRIED_OUT)):
            counted += try_out(batch, reading, seen, refusals)
            shown += [(row, _understood(row, reading)) for row in batch[: SHOWN - len(shown)]]
        whole = next(rows, None) is None
    return Looked(tuple(shown), counted, tuple(refusals.found), whole)


def _understood(row: Row, reading: Reading) -> RowSaid | Reason:
    try:
        return understand(row, reading)
    except Refused as why:
        return why.reason


def start(run: ImportRun) -> None:
    """Begin; beginning twice is beginning once."""
    if run.status is ImportStatus.checked:
        run.status = ImportStatus.running
        run.changes += 1


def go_on(run: ImportRun, folder: ImportFolder, *, by: Person) -> None:
    """Take in one more batch, unless somebody else (another window) is at it or it has ended."""
    if run.status is not ImportStatus.running or not _claim(run):
        return
    reading = _reading(run, folder, by)
    seen = folder.read_seen()
    refused = RefusedFile(
        folder.refused, reading.mapping, reading.header, Kept(run.refused_bytes, run.refused)
    )
    with folder.file.open("rb") as opened:
        try:
            rows = rows_after(opened, reading.mapping, reading.header, run.at_byte, run.at_line)
            batch = list(islice(rows, A_REQUEST))
        except NotReadable as problem:
            refused.finish()
            _end(run, folder, ImportStatus.stopped, by, problem.reason.message)
            return
    counted = take_in(batch, reading, seen, refused)
    refused.flush()
    folder.write_seen(seen)
    _note(run, counted, batch, refused.size)
    if len(batch) < A_REQUEST:
        refused.finish()
        _end(run, folder, ImportStatus.done, by)
    else:
        refused.close()


def _claim(run: ImportRun) -> bool:
    claimed = rows_changed(
        update(ImportRun)
        .where(ImportRun.id == run.id, ImportRun.changes == run.changes)
        .values(changes=run.changes + 1)
    )
    db.session.refresh(run)
    return bool(claimed)


def _note(run: ImportRun, counted: Counted, batch: Sequence[Row], refused_bytes: int) -> None:
    run.added += counted.added
    run.already_there += counted.already_there
    run.refused += counted.refused
    run.refused_bytes = refused_bytes
    if batch:
        run.at_byte, run.at_line = batch[-1].ends_at, batch[-1].last_line


def _end(run: ImportRun, folder: ImportFolder, status: ImportStatus, by: Person, problem: str = "") -> None:
    run.status, run.ended_at, run.problem = status, clock.now(), problem
    folder.forget()
    summary = f"{run.added} added, {run.already_there} already there, {run.refused} refused"
    trail.note(trail.Did.imported, "import", run.source, by=by, detail=summary)


def stop(run: ImportRun, folder: ImportFolder, *, by: Person) -> None:
    """Stop for good; what came in stays in. One that was never begun is forgotten with its file."""
    if run.status is ImportStatus.checked:
        folder.forget_everything()
        db.session.delete(run)
    elif run.status is ImportStatus.running:
        folder.keep_refused()
        _end(run, folder, ImportStatus.stopped, by)


def run_of(person: Person, ref: str) -> ImportRun | None:
    """One's own import; nobody sees another person's."""
    own = (ImportRun.public_ref == ref) & (ImportRun.made_by_id == person.id)
    return db.session.scalar(select(ImportRun).where(own).options(undefer(ImportRun.map_text)))


def runs_of(person: Person, at_most: int = 20) -> Sequence[ImportRun]:
    """One's own imports, newest first."""
    own = select(ImportRun).where(ImportRun.made_by_id == person.id).order_by(ImportRun.id.desc())
    return db.session.scalars(own.limit(at_most)).all()


def maps_used(at_most: int = 30) -> Sequence[ImportRun]:
    """The imports whose maps can be used again: each map once, by its latest use."""
    latest = select(func.max(ImportRun.id)).where(ImportRun.status != ImportStatus.checked)
    wanted = select(ImportRun).where(ImportRun.id.in_(latest.group_by(ImportRun.map_digest)))
    return db.session.scalars(wanted.order_by(ImportRun.id.desc()).limit(at_most)).all()


def map_text_of(run_id: int) -> str | None:
    """The text of a map used before."""
    return db.session.scalar(select(ImportRun.map_text).where(ImportRun.id == run_id))
