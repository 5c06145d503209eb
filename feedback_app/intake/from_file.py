"""Take in what people said from the rows of a file, a batch at a time; the caller commits after each batch.

Every row stands in a savepoint of its own, so that a row the database refuses spoils no other. A row's key
comes from the survey, the source and the row's own id: importing again adds nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, OperationalError

from feedback_app import clock
from feedback_app.database import db
from feedback_app.intake.csv_file import Header, Row
from feedback_app.intake.mapping import ImportMap
from feedback_app.intake.reasons import N_, Reason
from feedback_app.intake.receive import Said, receive
from feedback_app.intake.rows import Places, Reading, Refused, RowSaid, understand
from feedback_app.intake.write import AlreadyReceived
from feedback_app.listening.editions import edition_of
from feedback_app.listening.models import Edition
from feedback_app.listening.store import Response
from feedback_app.people.roles import Place
from feedback_app.places.models import Agency, Locality, ServiceArea, Team
from surveys.definition import Survey

BATCH = 200  # about half a second of writing: others who write never wait long
NOT_TAKEN = N_("The database would not take this row as it is.")
SAME_ID = N_("Line %(line)s of this file has the same id already.")


@dataclass(frozen=True)
class Counted:
    """How many rows were added, were there already, and were refused."""

    added: int = 0
    already_there: int = 0
    refused: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.added + other.added, self.already_there + other.already_there, self.refused + other.refused
        )

    @property
    def rows(self) -> int:
        return self.added + self.already_there + self.refused


class Keeper(Protocol):
    """Whoever keeps the rows that are refused."""

    def add(self, row: Row, reason: Reason) -> None: ...


@dataclass
class Refusals:
    """Refused rows by line and reason, without what they hold: enough to show, never enough to leak."""

    found: list[tuple[int, Reason]] = field(default_factory=list)
    most: int = 20

    def add(self, row: Row, reason: Reason) -> None:
        if len(self.found) < self.most:
            self.found.append((row.line, reason))


@dataclass
class Seen:
    """The line on which each row id of this file stands, by the first bytes of its key."""

    lines: dict[bytes, int] = field(default_factory=dict)

    def earlier_line(self, key: str, line: int) -> int | None:
        """The line that had this key before this one, if another had; remembers this one otherwise."""
        first = self.lines.setdefault(bytes.fromhex(key)[:12], line)
        return None if first == line else first


def reading_of(
    mapping: ImportMap, survey: Survey, header: Header, may_import: Callable[[Place], bool]
) -> Reading:
    """All that is needed to understand rows, with the council's places looked up once."""
    return Reading(mapping, survey, header, known_places(), clock.today(), may_import)


def known_places() -> Places:
    """Every place by its names, in lower case."""
    areas = db.session.execute(select(ServiceArea.id, ServiceArea.name, ServiceArea.slug))
    localities = db.session.execute(select(Locality.id, Locality.name, Locality.slug))
    teams = db.session.scalars(select(Team))
    return Places(
        service_areas={word.lower(): row_id for row_id, *words in areas for word in words},
        localities={word.lower(): row_id for row_id, *words in localities for word in words},
        teams={team.name.lower(): (team.id, Place(team.service_area_id, team.locality_id)) for team in teams},
        agencies={agency.name.lower(): agency.id for agency in db.session.scalars(select(Agency))},
    )


def batches(rows: Iterable[Row], size: int = BATCH) -> Iterator[list[Row]]:
    """The rows, so many at a time."""
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


def take_in(batch: Sequence[Row], reading: Reading, seen: Seen, refused: Keeper) -> Counted:
    """Store one batch. Nothing is committed here; run again after a stop, it adds only what is missing."""
    ready, turned_away = _sorted_out(batch, reading, seen, refused)
    stored = _stored_already([said.key for _row, said in ready])
    edition = edition_of(reading.survey)
    added = 0
    for row, said in ready:
        if said.key in stored:
            continue
        try:
            with db.session.begin_nested():
                receive(_said(said, reading, edition))
            added += 1
        except AlreadyReceived:
            continue
        except OperationalError:
            raise
        except DBAPIError:
            refused.add(row, Reason(NOT_TAKEN))
            turned_away += 1
    return Counted(added, len(batch) - added - turned_away, turned_away)


def try_out(batch: Sequence[Row], reading: Reading, seen: Seen, refused: Keeper) -> Counted:
    """Count what would happen to one batch, and store nothing."""
    ready, turned_away = _sorted_out(batch, reading, seen, refused)
    stored = _stored_already([said.key for _row, said in ready])
    return Counted(len(ready) - len(stored), len(stored), turned_away)


def _sorted_out(
    batch: Sequence[Row], reading: Reading, seen: Seen, refused: Keeper
) -> tuple[list[tuple[Row, RowSaid]], int]:
    ready: list[tuple[Row, RowSaid]] = []
    for row in batch:
        try:
            said = understand(row, reading)
            earlier = seen.earlier_line(said.key, row.line)
            if earlier is not None:
                raise Refused(SAME_ID, line=earlier)
        except Refused as why:
            refused.add(row, why.reason)
        else:
            ready.append((row, said))
    return ready, len(batch) - len(ready)


def _stored_already(keys: Sequence[str]) -> set[str]:
    if not keys:
        return set()
    return set(db.session.scalars(select(Response.idempotency_key).where(Response.idempotency_key.in_(keys))))


def _said(row: RowSaid, reading: Reading, edition: Edition) -> Said:
    return Said(
        survey=reading.survey,
        edition_id=edition.id,
        answers=row.answers,
        respondent_group=row.respondent_group,
        reader=row.reader,
        language=row.language,
        channel=reading.mapping.channel,
        idempotency_key=row.key,
        place=row.place,
        team_id=row.team_id,
        agency_id=row.agency_id,
        said_at=clock.start_of(row.said_on),
    )
