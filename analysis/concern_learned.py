"""A learned ear beside the phrases: weights of words that, added up, say that an answer may be about harm.

The phrases hear what is said in so many words; this hears some of what is only hinted at. It adds and never
takes away (R-36: an automatic match can only raise). Its weights are learned by `benchmarks.concern.teach`
from made-up answers and lie in concern_weights.json, each on a line of its own: of stems, of pairs of
neighbouring stems, of parts of words, and of circles of words with one meaning (concern_circles.yaml).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise

from analysis.concern_words import Heard, plain_words, sentences
from analysis.documents import DocumentMistake, block, read_packaged, words

WEIGHTS = "concern_weights.json"
_LONGEST = 12
_STEP = 4
_SHORTEST = 2
_PART_LENGTHS = (3, 4, 5)
_MOST_WORDS_REMEMBERED = 50_000


class Clue(StrEnum):
    """What a weight is for; the names are those of the blocks in the file."""

    stem = "stems"
    pair = "pairs"
    part = "parts"
    circle = "circles"


@dataclass(frozen=True, slots=True)
class Weights:
    """Added up with `bias` for at most twelve neighbouring words; more than `threshold` is a sign."""

    bias: float
    threshold: float
    stems: Mapping[str, float]
    pairs: Mapping[str, float]
    parts: Mapping[str, float]
    circles: Mapping[str, float]


def clues(said: Iterable[Heard]) -> Iterator[tuple[Clue, str]]:
    """Everything in these words that may have a weight, as often as it is there."""
    heard_words = tuple(said)
    for word in heard_words:
        yield Clue.stem, word.stem
        yield from ((Clue.part, part) for part in _parts(word.plain))
        yield from ((Clue.circle, circle) for circle in circles_of(word.plain, word.stem))
    yield from ((Clue.pair, f"{first.stem} {second.stem}") for first, second in pairwise(heard_words))


@lru_cache(maxsize=1)
def _circles() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for circle, members in read_packaged("concern_circles.yaml").items():
        for member in words(members, circle).split():
            for form in plain_words(member)[0]:
                found[form].add(circle)
    return {form: frozenset(names) for form, names in found.items()}


def circles_of(plain: str, stem: str) -> frozenset[str]:
    """The circles of words with one meaning that this word stands in."""
    known = _circles()
    return known.get(stem) or known.get(plain) or frozenset()


def _parts(word: str) -> Iterator[str]:
    edged = f"<{word}>"
    for length in _PART_LENGTHS:
        yield from (edged[n : n + length] for n in range(len(edged) - length + 1))


def stretches(said: Sequence[Heard]) -> Iterator[tuple[int, int]]:
    """From which word up to which to listen: every sentence, a long one in overlapping lengths of twelve."""
    for start, end in sentences(said):
        last = max(start, end - _LONGEST)
        for begin in range(start, last, _STEP):
            yield begin, begin + _LONGEST
        yield last, end


@dataclass(frozen=True, slots=True)
class _Sums:
    """Running sums over the words of a text, so that any stretch is weighed by a few subtractions."""

    own: list[float]
    joined: list[float]
    known: list[int]

    def weight(self, start: int, end: int) -> float:
        return self.own[end] - self.own[start] + self.joined[end - 1] - self.joined[start]

    def is_our_language(self, start: int, end: int) -> bool:
        """Whether at least half of the words were met in learning: not Polish, nor letters at random."""
        return 2 * (self.known[end] - self.known[start]) >= end - start


class Ear:
    """Weighs what was said; each word's own weight is worked out once and remembered."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._own = lru_cache(maxsize=_MOST_WORDS_REMEMBERED)(self._weigh)

    def _weigh(self, plain: str, stem: str) -> tuple[float, bool]:
        """The weight of a word with its parts and circles, and whether its stem is known at all."""
        weight = self._weights.stems.get(stem, 0.0)
        weight += sum(self._weights.parts.get(part, 0.0) for part in _parts(plain))
        weight += sum(self._weights.circles.get(circle, 0.0) for circle in circles_of(plain, stem))
        return weight, stem in self._weights.stems

    def heaviest(self, said: Sequence[Heard]) -> float:
        """The greatest weight of any stretch, bias and all; minus infinity where there is none to weigh."""
        return self._listen(said)[0]

    def suspects(self, said: Sequence[Heard]) -> tuple[int, int] | None:
        """From which word up to which it sounds like harm: the fewest that are a sign by themselves."""
        weight, start, end, sums = self._listen(said)
        enough = self._weights.threshold - self._weights.bias
        if weight <= self._weights.threshold:
            return None
        alone = (
            (length, -sums.weight(first, first + length), first)
            for length in range(1, end - start + 1)
            for first in range(start, end - length + 1)
            if sums.weight(first, first + length) > enough
        )
        length, _, first = min(alone, default=(end - start, 0.0, start))
        return first, first + length

    def _listen(self, said: Sequence[Heard]) -> tuple[float, int, int, _Sums]:
        own, weigh_pair = self._own, self._weights.pairs.get
        words = [own(word.plain, word.stem) for word in said]
        stems = [word.stem for word in said]
        sums = _Sums(
            list(accumulate([weight for weight, _ in words], initial=0.0)),
            list(accumulate([weigh_pair(f"{a} {b}", 0.0) for a, b in pairwise(stems)], initial=0.0)),
            list(accumulate([is_known for _, is_known in words], initial=0)),
        )
        best, where = float("-inf"), (0, 0)
        for start, end in stretches(said):
            if end - start >= _SHORTEST and sums.is_our_language(start, end):
                weight = sums.weight(start, end)
                if weight > best:
                    best, where = weight, (start, end)
        return best + self._weights.bias, *where, sums


@lru_cache(maxsize=1)
def packaged_ear() -> Ear:
    """The ear with the weights shipped in this package, read once."""
    return Ear(read_weights(files("analysis").joinpath(WEIGHTS).read_text(encoding="utf-8")))


def read_weights(text: str) -> Weights:
    """Weights as `benchmarks.concern.teach` writes them. Raises DocumentMistake when they are not."""
    try:
        loaded: object = json.loads(text)
    except json.JSONDecodeError as mistake:
        raise DocumentMistake(f"{WEIGHTS} is not readable JSON: {mistake}") from mistake
    document = block(loaded, WEIGHTS)
    return Weights(
        _number(document.get("bias"), "bias"),
        _number(document.get("threshold"), "threshold"),
        *({k: _number(v, k) for k, v in block(document.get(clue), clue).items()} for clue in Clue),
    )


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DocumentMistake(f"{WEIGHTS}, {where} should be a number")
    return float(value)
