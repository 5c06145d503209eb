"""What an engine makes of words people said: the language, the codes, and the reason in a sentence; pure.

Nothing here knows a database, so that one process, several, or several machines do the same work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis import language as languages
from feedback_app.themes.rules import Span, tidy_span

if TYPE_CHECKING:
    from analysis.learning import Because, Engine

LONGEST_REASON = 400
SHORT = 80
ENGLISH = languages.ENGLISH
_EVERYDAY_ENGLISH = frozenset({
    "the", "and", "she", "they", "was", "were", "have", "with", "that", "this", "what", "when", "you", "your",
    "would", "there", "their", "because", "from", "been", "about", "but", "not", "are", "very", "always",
})  # fmt: skip
_ENOUGH_OF_THEM = 3


@dataclass(frozen=True, slots=True)
class InEnglish:
    """A translation of an answer into English, and the language it was made from."""

    translation_id: int
    words: str
    from_language: str


@dataclass(frozen=True, slots=True)
class Words:
    """One answer, the question it answers, the language it was asked in, and its translation if any."""

    answer_id: int
    words: str
    question: str
    asked_in: str
    in_english: InEnglish | None = None

    @property
    def language(self) -> str:
        """The language of the answer: as its translator says, else as it is recognised."""
        return self.in_english.from_language if self.in_english else language_said(self.words, self.asked_in)


@dataclass(frozen=True, slots=True)
class Guess:
    """A code by its short name, and the span of words that carries it."""

    code: str
    starts_at: int
    ends_at: int
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class Looked:
    """One answer after an engine has looked at it.

    The guesses point into its own words; with a translation into that, and `whole` are all its own words.
    """

    answer_id: int
    language: str
    guesses: tuple[Guess, ...]
    translation_id: int | None = None
    whole: Span | None = None


def language_said(words: str, asked_in: str) -> str:
    """The language somebody wrote in (ISO 639-1); the one they were asked in when too little tells."""
    if _is_everyday_english(words):
        return ENGLISH
    guess = languages.language_of(words)
    return guess.code if guess.sure else asked_in.split("_", maxsplit=1)[0].split("-", maxsplit=1)[0]


def _is_everyday_english(words: str) -> bool:
    """Three different everyday words are proof enough, and asking costs a tenth of the identifier."""
    said = words[:400].lower().split()
    return len(_EVERYDAY_ENGLISH.intersection(said)) >= _ENOUGH_OF_THEM


def look_at(engine: "Engine", said: Sequence[Words]) -> list[Looked]:
    """What this engine makes of each answer, in order, or of its translation where it has one.

    No guess in a language it was not measured in.
    """
    from analysis.learning import Passage

    languages = [each.language for each in said]
    passages = [
        Passage(each.in_english.words, each.question, ENGLISH)
        if each.in_english
        else Passage(each.words, each.question, language)
        for each, language in zip(said, languages, strict=True)
    ]
    return [
        Looked(
            each.answer_id,
            language,
            tuple(
                Guess(found.code, found.start, found.end, round(found.score, 4), sentence(found.because))
                for found in suggested
                if found.start < found.end
            ),
            each.in_english.translation_id if each.in_english else None,
            tidy_span(each.words, 0, len(each.words)) if each.in_english and suggested else None,
        )
        for each, language, suggested in zip(said, languages, engine.suggest(passages), strict=True)
    ]


def sentence(because: "Because") -> str:
    """The reason as one English sentence, never longer than there is room for."""
    from analysis.learning import Why

    said = _listed(tuple(_short(words) for words in because.words))
    match because.why:
        case Why.SAYS:
            words = f"It says {said}."
        case Why.SAYS_AFTER_NOT:
            words = f"It says {said}, with “{_short(because.negator)}” before it."
        case Why.LIKE_OTHERS:
            words = f"It says {said}, as answers that people gave this code do."
        case Why.AS_A_WHOLE:
            words = "As a whole it is like answers that people gave this code."
        case Why.LIKE_THE_CODE:
            words = "As a whole it is near in meaning to the words of this code."
    return words[:LONGEST_REASON]


def _short(words: str) -> str:
    return words if len(words) <= SHORT else words[:SHORT] + "…"


def _listed(named: tuple[str, ...]) -> str:
    quoted = [f"“{words}”" for words in named]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"
