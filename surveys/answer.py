"""One answer: choices ticked and words written, by box; blank is an answer too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Answer:
    """What one person gave for one question.

    `words` is keyed by box: "" for a question with one box, "well" and "not_so_good" for two.
    """

    choices: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", MappingProxyType(dict(self.words)))

    def __hash__(self) -> int:
        return hash((self.choices, tuple(sorted(self.words.items()))))

    @property
    def is_blank(self) -> bool:
        """Asked, and left blank."""
        return not self.choices and not any(words.strip() for words in self.words.values())


Answers = Mapping[str, Answer]
LEFT_BLANK = Answer()
