"""Where the files of an import lie while it is under way: in the instance folder, for the site alone."""

import struct
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from feedback_app.intake.from_file import Seen

ONLY_MINE = 0o700
KEPT_FOR = timedelta(days=14)
SEEN_ROW = struct.Struct(">12sI")


@dataclass(frozen=True)
class ImportFolder:
    """The files of one import, by its reference."""

    folder: Path
    ref: str

    def prepare(self) -> None:
        self.folder.mkdir(mode=ONLY_MINE, parents=True, exist_ok=True)

    @property
    def file(self) -> Path:
        """The file as it was sent."""
        return self.folder / f"{self.ref}.csv"

    @property
    def refused(self) -> Path:
        """The rows that were refused, once the import has ended."""
        return self.folder / f"{self.ref}.refused.csv"

    @property
    def _seen(self) -> Path:
        return self.folder / f"{self.ref}.seen"

    def read_seen(self) -> Seen:
        """The row ids of the batches before this one."""
        if not self._seen.exists():
            return Seen()
        whole = self._seen.read_bytes()
        rows = SEEN_ROW.iter_unpack(whole[: len(whole) - len(whole) % SEEN_ROW.size])
        return Seen(dict(rows))

    def write_seen(self, seen: Seen) -> None:
        """Keep the row ids for the next batch. Kept twice, nothing changes: each stands with its line."""
        self._seen.write_bytes(b"".join(SEEN_ROW.pack(key, line) for key, line in seen.lines.items()))

    def keep_refused(self) -> None:
        """Give the refused rows their final name when an import is stopped half-way."""
        part = self.folder / f"{self.refused.name}.part"
        if part.exists():
            part.replace(self.refused)

    def forget(self) -> None:
        """Take away the file as it was sent; the refused rows stay."""
        self.file.unlink(missing_ok=True)
        self._seen.unlink(missing_ok=True)

    def forget_everything(self) -> None:
        """Take away every file of this import."""
        for file in self.folder.glob(f"{self.ref}.*"):
            file.unlink(missing_ok=True)


def clear_old_files(folder: Path, now: datetime) -> None:
    """Take away files nobody came back for within two weeks."""
    for file in folder.glob("*.*"):
        if now.timestamp() - file.stat().st_mtime > KEPT_FOR.total_seconds():
            file.unlink(missing_ok=True)
