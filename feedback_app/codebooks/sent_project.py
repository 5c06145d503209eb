"""A project somebody sent, kept while they look at what it would bring: for them alone, and for a day."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from feedback_app.people.models import Person
from feedback_app.people.tokens import new_reference

KEPT_FOR = timedelta(days=1)
ONLY_OURS = 0o700
_REFERENCE = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True)
class SentProject:
    """One file in the instance folder; its name says whose it is, so that nobody else's address finds it."""

    folder: Path
    ref: str
    person_id: int

    @property
    def file(self) -> Path:
        return self.folder / f"{self.person_id}-{self.ref}.qdpx"

    def content(self) -> bytes | None:
        """The file as it was sent; None when it was brought in, taken away or kept long enough."""
        if not _REFERENCE.fullmatch(self.ref):
            return None
        try:
            return self.file.read_bytes()
        except FileNotFoundError:
            return None

    def forget(self) -> None:
        if _REFERENCE.fullmatch(self.ref):
            self.file.unlink(missing_ok=True)


def keep_project(folder: Path, content: bytes, by: Person, now: datetime) -> SentProject:
    """Keep what was sent, and take away what anybody left lying for more than a day."""
    folder.mkdir(mode=ONLY_OURS, parents=True, exist_ok=True)
    for old in folder.glob("*.qdpx"):
        if now.timestamp() - old.stat().st_mtime > KEPT_FOR.total_seconds():
            old.unlink(missing_ok=True)
    kept = SentProject(folder, new_reference(), by.id)
    kept.file.write_bytes(content)
    return kept
