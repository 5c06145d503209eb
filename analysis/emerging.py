"""Topics nobody asked about: groups of answers that no code covers, with the words that tell them apart.

Answers are grouped by non-negative factors of their word weights. A group is offered when its words are
commoner in it than in every other answer, and than in the answers of earlier quarters, by more than chance.
scikit-learn is imported only when topics are looked for.
"""

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import sqrt

from analysis.documents import words_called
from analysis.keyness import Key, keyness
from analysis.safe_counts import THRESHOLD
from analysis.text import tokens

MOST_TOPICS = 12
MOST_ANSWERS = 20_000
TELLING = 6
FALSE_ALARMS = 0.01
_FEWEST, _IN_ANSWERS = 8, 3
_SEED = 7


@dataclass(frozen=True, slots=True)
class Topic:
    """A group of answers (`members`, by their place in what was given, the most typical first).

    `words` tell it apart, as stems; `spoken` are they as people wrote them most.
    `score` is their log-likelihood, higher where earlier quarters did not have them.
    """

    words: tuple[Key, ...]
    spoken: tuple[str, ...]
    members: tuple[int, ...]
    score: float
    is_new: bool


def emerging_topics(
    uncovered: Sequence[str],
    others: Sequence[str] = (),
    earlier: Sequence[str] = (),
    *,
    most: int = MOST_TOPICS,
) -> list[Topic]:
    """Topics among answers that no code covers, the most telling first.

    `others` are this quarter's answers that codes cover, `earlier` answers of earlier quarters.
    """
    texts = list(uncovered[:MOST_ANSWERS])
    said = [_terms(text) for text in texts]
    piles = _Piles(
        _pile(said),
        _pile([_terms(text) for text in others[:MOST_ANSWERS]]),
        _pile([_terms(text) for text in earlier[:MOST_ANSWERS]]),
    )
    telling = _words_of_the_uncovered(piles)
    found = [_topic(group, said, piles, telling) for group in _groups(said, telling, most)]
    ordered = sorted((topic for topic in found if topic), key=lambda topic: -topic.score)
    return [replace(topic, spoken=_as_written(topic, texts)) for topic in ordered]


def _as_written(topic: Topic, texts: Sequence[str]) -> tuple[str, ...]:
    """Each stem in the form most answers of the topic have it in."""
    forms: dict[str, Counter[str]] = {key.word: Counter() for key in topic.words}
    for member in topic.members:
        for token in tokens(texts[member]):
            if token.stem in forms:
                forms[token.stem][token.word] += 1
    return tuple(forms[key.word].most_common(1)[0][0] for key in topic.words)


@dataclass(frozen=True)
class _Pile:
    """In how many of `size` answers each word is."""

    words: Mapping[str, int]
    size: int


@dataclass(frozen=True)
class _Piles:
    uncovered: _Pile
    covered: _Pile
    earlier: _Pile


def _pile(said: Sequence[tuple[str, ...]]) -> _Pile:
    return _Pile(Counter(term for terms in said for term in terms), len(said))


def _terms(text: str) -> tuple[str, ...]:
    """Each word of an answer once, by its stem, everyday words left out."""
    everyday = _everyday()
    return tuple(
        dict.fromkeys(
            t.stem
            for t in tokens(text)
            if len(t.word) > 2 and t.word not in everyday and not t.word.isdigit()
        )
    )


_TOO_GENERAL = frozenset({
    "didn", "don", "dont", "everything", "good", "great", "ive", "just", "lot", "lots", "nothing", "really",
    "service", "thing", "things", "very", "yes",
})  # fmt: skip


@cache
def _everyday() -> frozenset[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return frozenset(ENGLISH_STOP_WORDS) | frozenset(words_called("everyday")) | _TOO_GENERAL


def _words_of_the_uncovered(piles: _Piles) -> dict[str, float]:
    """Words commoner where no code covers than where one does, with how telling they are.

    Where codes cover nothing, every word may tell.
    """
    here, there = piles.uncovered, piles.covered
    common = [word for word, n in here.words.items() if n >= _IN_ANSWERS]
    keys = keyness(here.words, here.size, there.words, there.size, common)
    if not there.size:
        return {key.word: float(key.here) for key in keys}
    return {key.word: key.score for key in keys if key.score > 0}


def _groups(said: Sequence[tuple[str, ...]], telling: Mapping[str, float], most: int) -> list[list[int]]:
    """Each answer in the group of its strongest factor, the most typical first; small groups left out."""
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    kept = [place for place, terms in enumerate(said) if any(term in telling for term in terms)]
    if len(kept) < _FEWEST or len(telling) < 2:
        return []
    vocabulary = sorted(telling)
    weigh = TfidfVectorizer(analyzer=_as_is, vocabulary=vocabulary, sublinear_tf=True, norm=None)
    weights = weigh.fit_transform([said[place] for place in kept])
    weights = weights.multiply([[sqrt(telling[word]) for word in vocabulary]]).tocsr()
    count = max(2, min(most, len(kept) // THRESHOLD, len(vocabulary)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        factors = NMF(count, init="nndsvda", random_state=_SEED, max_iter=200, tol=1e-3).fit_transform(
            weights
        )
    groups: list[list[tuple[float, int]]] = [[] for _ in range(count)]
    for row, place in enumerate(kept):
        strongest = int(factors[row].argmax())
        if factors[row, strongest] > 0:
            groups[strongest].append((-float(factors[row, strongest]), place))
    return [[place for _, place in sorted(group)] for group in groups if len(group) >= THRESHOLD]


def _as_is(terms: tuple[str, ...]) -> tuple[str, ...]:
    return terms


def _topic(
    group: list[int], said: Sequence[tuple[str, ...]], piles: _Piles, telling: Mapping[str, float]
) -> Topic | None:
    """The group with its telling words; nothing where no word tells it apart."""
    here = _pile([said[place] for place in group])
    common = [word for word, n in here.words.items() if n >= _IN_ANSWERS and word in telling]
    elsewhere = {
        word: piles.uncovered.words[word] + piles.covered.words.get(word, 0) - here.words[word]
        for word in common
    }
    rest = piles.uncovered.size + piles.covered.size - here.size
    keys = keyness(here.words, here.size, elsewhere, rest, common)
    own = tuple(key for key in keys if key.score > 0 and key.chance <= FALSE_ALARMS)[:TELLING]
    members = tuple(place for place in group if any(key.word in said[place] for key in own))
    if len(members) < THRESHOLD:
        return None
    now = {key.word: piles.uncovered.words[key.word] + piles.covered.words.get(key.word, 0) for key in own}
    older = keyness(now, rest + here.size, piles.earlier.words, piles.earlier.size, list(now))
    risen = [key for key in older if piles.earlier.size and key.score > 0 and key.chance <= FALSE_ALARMS]
    share = [here.words[key.word] / piles.uncovered.words[key.word] for key in own]
    score = sum(telling[key.word] * part for key, part in zip(own, share, strict=True))
    return Topic(own, (), members, score + sum(key.score for key in risen), bool(risen))
