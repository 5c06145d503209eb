"""Cut answers into stretches that say one thing, those some code covers apart from those none does."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from analysis.text import Span, segments


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of an answer; `answer` says which, by a number that means something to whoever asked."""

    answer: int
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """An answer and where in it codes are known to lie; `is_covered` where one speaks for the whole of it."""

    answer: int
    text: str
    spans: Sequence[Span] = ()
    is_covered: bool = False


def cut(text: str) -> list[str]:
    """The stretches of one text."""
    return [text[place.start : place.end] for place in segments(text)]


def apart(said: Iterable[Said], has_a_code: Callable[[str], bool]) -> tuple[list[Stretch], list[Stretch]]:
    """Stretches no code covers, then the others: those a known span touches, or whose words have a code."""
    uncovered: list[Stretch] = []
    covered: list[Stretch] = []
    for each in said:
        for place in segments(each.text):
            stretch = Stretch(each.answer, each.text[place.start : place.end])
            touched = any(span.start < place.end and place.start < span.end for span in each.spans)
            known = each.is_covered or touched or has_a_code(stretch.text)
            (covered if known else uncovered).append(stretch)
    return uncovered, covered
