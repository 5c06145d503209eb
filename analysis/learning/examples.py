"""What the engine is taught with and what it answers: examples, passages, suggestions."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Labelled:
    """Words a person has coded: every code they gave it, those they declined, and who said the words.

    A code in neither set counts as a plain "no". `group` keeps one person's words on one side of a fold.
    """

    text: str
    question: str
    codes: frozenset[str]
    declined: frozenset[str] = frozenset()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words to suggest codes for, the id of the question they answer, their language (ISO 639-1)."""

    text: str
    question: str = ""
    language: str = "en"


class Why(StrEnum):
    """What a suggestion rests on; each has a whole sentence of its own where people read it."""

    SAYS = "says"
    SAYS_AFTER_NOT = "says_after_not"
    LIKE_OTHERS = "like_others"
    AS_A_WHOLE = "as_a_whole"
    LIKE_THE_CODE = "like_the_code"


@dataclass(frozen=True, slots=True)
class Because:
    """The reason as facts: which words were found, the "not" before them, how many coded answers taught it.

    SAYS: the codebook's own words are there. SAYS_AFTER_NOT: the same, after `negator`. LIKE_OTHERS: `words`
    stood in answers that people gave this code. AS_A_WHOLE: no single words, the whole answer is like them.
    LIKE_THE_CODE: nobody gave this code yet, the whole answer is near in meaning to the code's own words.
    """

    why: Why
    words: tuple[str, ...] = ()
    negator: str = ""
    taught_by: int = 0


@dataclass(frozen=True, slots=True)
class Suggested:
    """A machine's guess: how often such a guess is right (0 to 1), and the span of words that carries it."""

    code: str
    score: float
    start: int
    end: int
    because: Because
