"""Topics nobody asked about: stretches of answers that no code covers, round the words that tell them
apart.

A word is worth a topic when it fills more of what no code covers than its share of everything said. Each
stretch counts once, divided by its words, so that a short plain remark weighs more than a word in passing.
The heaviest word makes the first topic, with the words that keep it company; what it explains is taken out
before the next is looked for, so that no two topics hold the same stretches. scikit-learn is imported only
when topics are looked for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analysis.documents import words_called
from analysis.keyness import Key, keyness
from analysis.stretches import Stretch
from analysis.text import tokens

MOST_TOPICS = 12
MOST_STRETCHES = 20_000
TELLING = 6
FALSE_ALARMS = 0.01
FEWEST = 4
_IN_STRETCHES = 3
_STILL_ITS_OWN = 0.5
_NEW_COUNTS = 2

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A group of answers: `answers` by the number given with each stretch, the most typical first.

    `words` tell it apart, as stems; `spoken` are they as people wrote them most. `score` is how much more of
    what no code covers its first word fills than its share; it counts double where the words are commoner
    than in earlier quarters by more than chance, which `is_new` says.
    """

    words: tuple[str, ...]
    spoken: tuple[str, ...]
    answers: tuple[int, ...]
    score: float
    is_new: bool


def emerging_topics(
    uncovered: Sequence[Stretch],
    others: Sequence[str] = (),
    earlier: Sequence[str] = (),
    *,
    most: int = MOST_TOPICS,
) -> list[Topic]:
    """Topics among stretches that no code covers, the most telling first; each holds four answers or more.

    `others` are this quarter's stretches that codes cover, `earlier` what was said in earlier quarters.
    """
    said = [_Terms(each, _terms(each.text)) for each in uncovered[:MOST_STRETCHES]]
    here = _Uncovered([each for each in said if each.terms])
    there = _pile([_terms(text) for text in others[:MOST_STRETCHES]])
    before = _pile([_terms(text) for text in earlier[:MOST_STRETCHES]])
    found = [_topic(group, here, there, before) for group in _groups(here, there, most)]
    return sorted(found, key=lambda topic: -topic.score)


@dataclass(frozen=True, slots=True)
class _Terms:
    stretch: Stretch
    terms: Terms


@dataclass(frozen=True)
class _Pile:
    """In how many of `size` stretches each word is, and how much of them it fills."""

    words: Mapping[str, int]
    fills: Mapping[str, float]
    size: int


class _Uncovered:
    """What no code covers, with the stretches that hold each word."""

    def __init__(self, said: list[_Terms]) -> None:
        self.said = said
        self.pile = _pile([each.terms for each in said])
        self.holding: dict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(said):
            for term in each.terms:
                self.holding[term].append(place)

    def answers(self, places: Sequence[int]) -> tuple[int, ...]:
        """The answers of these stretches, each once."""
        return tuple(dict.fromkeys(self.said[place].stretch.answer for place in places))


@dataclass(frozen=True, slots=True)
class _Group:
    """The stretches a word brings together, and how much more they are than its share."""

    seed: str
    places: list[int]
    weight: float


def _pile(said: Sequence[Terms]) -> _Pile:
    fills: dict[str, float] = defaultdict(float)
    for terms in said:
        for term in terms:
            fills[term] += 1 / len(terms)
    return _Pile(Counter(term for terms in said for term in terms), fills, len(said))


def _terms(text: str) -> Terms:
    """Each word of a stretch once, by its stem, everyday words left out."""
    everyday = _everyday()
    return tuple(
        dict.fromkeys(
            t.stem
            for t in tokens(text)
            if len(t.word) > 2 and t.word not in everyday and not t.word.isdigit()
        )
    )


@cache
def _everyday() -> frozenset[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return frozenset(ENGLISH_STOP_WORDS) | words_called("everyday") | words_called("too_general")


def _groups(here: _Uncovered, there: _Pile, most: int) -> Iterator[_Group]:
    """Stretches round the heaviest word left, again and again; what is taken weighs no more."""
    of_all = sum(here.pile.fills.values()) + sum(there.fills.values())
    share = sum(here.pile.fills.values()) / of_all if there.size else 0.0
    left = {
        word: fills - share * (fills + there.fills.get(word, 0.0))
        for word, fills in here.pile.fills.items()
        if here.pile.words[word] >= _IN_STRETCHES
    }
    taken: set[int] = set()
    made = 0
    while left and made < most:
        seed = max(left, key=lambda word: (left[word], word))
        weight = left.pop(seed)
        if weight <= 0:
            return
        places = [place for place in here.holding[seed] if place not in taken]
        is_its_own = len(places) >= _STILL_ITS_OWN * len(here.holding[seed])
        if not is_its_own or len(here.answers(places)) < FEWEST:
            continue
        made += 1
        yield _Group(seed, places, weight)
        taken.update(places)
        for place in places:
            terms = here.said[place].terms
            for term in left.keys() & terms:
                left[term] -= (1 - share) / len(terms)


def _topic(group: _Group, here: _Uncovered, there: _Pile, before: _Pile) -> Topic:
    """The group with the words that are commoner in it than anywhere else, by more than chance."""
    words = (group.seed, *_company(group, here, there))
    own = set(words)

    def typical(place: int) -> tuple[float, int]:
        terms = here.said[place].terms
        return -len(own.intersection(terms)) / (len(terms) + 1), place

    places = sorted(group.places, key=typical)
    is_new = _has_risen(words, here.pile, there, before)
    texts = [here.said[place].stretch.text for place in places]
    return Topic(
        words,
        _as_written(words, texts),
        here.answers(places),
        group.weight * (_NEW_COUNTS if is_new else 1),
        is_new,
    )


def _company(group: _Group, here: _Uncovered, there: _Pile) -> list[str]:
    inside = Counter(term for place in group.places for term in here.said[place].terms)
    common = [word for word, n in inside.items() if n >= _IN_STRETCHES and word != group.seed]
    outside = {word: here.pile.words[word] + there.words.get(word, 0) - inside[word] for word in common}
    rest = here.pile.size + there.size - len(group.places)
    likely = _likely(keyness(inside, len(group.places), outside, rest, common))
    return [key.word for key in likely[: TELLING - 1]]


def _has_risen(words: Sequence[str], here: _Pile, there: _Pile, before: _Pile) -> bool:
    now = {word: here.words[word] + there.words.get(word, 0) for word in words}
    risen = _likely(keyness(now, here.size + there.size, before.words, before.size, words))
    return bool(before.size and risen)


def _likely(keys: list[Key]) -> list[Key]:
    return [key for key in keys if key.score > 0 and key.chance <= FALSE_ALARMS]


def _as_written(words: Sequence[str], texts: Sequence[str]) -> tuple[str, ...]:
    """Each stem in the form most stretches of the topic have it in."""
    forms: dict[str, Counter[str]] = {word: Counter() for word in words}
    for token in (token for text in texts for token in tokens(text)):
        if token.stem in forms:
            forms[token.stem][token.word] += 1
    return tuple(found.most_common(1)[0][0] for found in forms.values())
