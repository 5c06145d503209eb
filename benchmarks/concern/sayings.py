"""Read the made-up sayings: who would say them, what they point to, and how openly they say it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

FOLDER = Path(__file__).parent / "sayings"
HEADING = "== "


class Part(StrEnum):
    """Weights and threshold come from `building` alone; `held_out` is only ever measured on."""

    building = "building"
    held_out = "held_out"


@dataclass(frozen=True, slots=True)
class Saying:
    """One made-up answer.

    `kind` is a category of `analysis.concern` ("SG04"), or for a harmless one its kind of harmlessness
    ("idiom"). `manner` is oblique, plain or past for what should be read soon, and empty otherwise.
    """

    text: str
    voice: str
    kind: str
    manner: str

    @property
    def should_be_read_soon(self) -> bool:
        return self.kind.startswith("SG")


def sayings(part: Part) -> tuple[Saying, ...]:
    """All of one part, file by file. Raises ValueError for a line before the first heading."""
    return tuple(s for path in sorted(FOLDER.glob(f"{part}_*.txt")) for s in _in_file(path))


def _in_file(path: Path) -> Iterator[Saying]:
    kind = voice = manner = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(HEADING):
            kind, voice, *rest = line.removeprefix(HEADING).split()
            manner = rest[0] if rest else ""
        elif line.strip() and not line.startswith("#"):
            if not kind:
                raise ValueError(f"{path.name}: a saying stands before the first heading")
            yield Saying(line, voice, kind, manner)
