"""Marks English sentences for translation where they are written, long before they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def N_(msgid: str) -> str:  # noqa: N802 - the name Babel looks for
    """Give the sentence back unchanged; the extractor finds it by this name."""
    return msgid


@dataclass(frozen=True)
class Problem:
    """Why an answer cannot be taken as it is; `msgid % params` is the English sentence."""

    question_id: str
    msgid: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    box: str = ""

    @property
    def message(self) -> str:
        """The sentence in English; the web translates `msgid` and fills `params` itself."""
        return self.msgid % self.params if self.params else self.msgid
