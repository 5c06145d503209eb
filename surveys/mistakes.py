"""A mistake in a survey, said so that its author knows where it is and what to do."""

from dataclasses import dataclass
from enum import StrEnum

from surveys.reading import Path


class Weight(StrEnum):
    """An error stops a survey being used; a warning asks its author to think again."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Mistake:
    """One mistake. `file` is empty for a text that did not come from a file; lines count from 1."""

    file: str
    line: int
    what: str
    what_to_do: str
    severity: Weight = Weight.ERROR

    def __str__(self) -> str:
        return f"{self.file or 'survey'}:{self.line}: {self.severity}: {self.what} {self.what_to_do}"


@dataclass(frozen=True)
class Finding:
    """A mistake by its place in the document, before its line is looked up."""

    path: Path
    what: str
    what_to_do: str
    severity: Weight = Weight.ERROR
