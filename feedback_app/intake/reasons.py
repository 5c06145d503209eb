"""Why something could not be taken in: a whole sentence, never holding what anyone wrote."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.messages import N_

__all__ = ["N_", "Reason"]


@dataclass(frozen=True)
class Reason:
    """A sentence to be translated, and the names of columns or numbers of lines that go into it."""

    msgid: str
    params: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.msgid % self.params if self.params else self.msgid
