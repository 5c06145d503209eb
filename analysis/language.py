"""Guess the language of an answer, and say so when the text is too short to be sure."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from analysis.documents import words_called
from analysis.text import clean

ENGLISH = "en"
KNOWN = words_called("languages")
_READ_AT_MOST = 1_000
_LETTERS = re.compile(r"[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0900-\u0dff]")
_ENOUGH_LETTERS = 15
_SURE = 0.95
_NO_IDEA = 0.3


@dataclass(frozen=True, slots=True)
class Guess:
    """An ISO 639-1 code ("und" when nothing can be said) and whether it is fit to rely on."""

    code: str
    sure: bool


class _Identifier(Protocol):
    labels: list[str]

    def classify(self, text: str) -> tuple[str, float]: ...
    def set_languages(self, langs: list[str]) -> None: ...


@lru_cache(maxsize=1)
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in KNOWN if code in identifier.labels])
    return identifier


def language_of(text: str) -> Guess:
    """The likeliest of KNOWN; never `sure` below fifteen letters, because "ok" is good in every language."""
    words = clean(text[:_READ_AT_MOST]).strip()
    letters = len(_LETTERS.findall(words))
    if letters == 0:
        return Guess("und", sure=False)
    code, probability = _identifier().classify(words)
    if probability < _NO_IDEA:
        return Guess("und", sure=False)
    return Guess(str(code), sure=bool(letters >= _ENOUGH_LETTERS and probability >= _SURE))
