"""The words that carry a suggestion, and the reason as facts a page can turn into a sentence."""

import numpy as np

from analysis.codebook import Codebook
from analysis.learning.examples import Because, Suggested, Why
from analysis.learning.grams import word_grams
from analysis.learning.learned import Learned
from analysis.learning.reading import Reading
from analysis.tagging import suggestion_from
from analysis.text import segments

_WORDS_TO_NAME = 3
_CARRIES = 0.1
_NEVER_CERTAIN = 0.9999


def evidence_for(
    codebook: Codebook,
    learned: Learned | None,
    reading: Reading,
    row: int,
    code: int,
    score: float,
    taught_by: int,
) -> Suggested:
    """The codebook's words when they are there; else the words others used for it; else the whole answer."""
    name, text = codebook.codes[code].id, reading.passages[row].text
    score = round(min(score, _NEVER_CERTAIN), 4)
    for found in reading.found[row]:
        if found.code == code:
            said = suggestion_from(text, reading.words[row], codebook, found)
            why = Why.SAYS_AFTER_NOT if said.negator else Why.SAYS
            return Suggested(
                name, score, said.start, said.end, Because(why, said.words, said.negator, taught_by)
            )
    carried = [] if learned is None else _telling_words(learned, reading, row, code)
    if carried:
        words = tuple(text[start:end] for start, end in carried)
        return Suggested(name, score, *carried[0], Because(Why.LIKE_OTHERS, words, taught_by=taught_by))
    pieces = segments(text)
    start, end = (pieces[0].start, pieces[-1].end) if pieces else (0, len(text))
    why = Why.AS_A_WHOLE if taught_by else Why.LIKE_THE_CODE
    return Suggested(name, score, start, end, Because(why, taught_by=taught_by))


def _telling_words(learned: Learned, reading: Reading, row: int, code: int) -> list[tuple[int, int]]:
    """The words and pairs that add most to the log odds of this code, none inside another."""
    grams = word_grams([reading.words[row]])
    columns = learned.shape.words.columns(grams)
    known = np.nonzero(columns >= 0)[0]
    weight = learned.weights[columns[known], code] * learned.shape.words.rarity[columns[known]]
    weight = weight / max(1.0, float(np.sqrt((learned.shape.words.rarity[columns[known]] ** 2).sum())))
    kept: list[tuple[int, int]] = []
    for at in known[np.argsort(-weight, kind="stable")][: int((weight > _CARRIES).sum())]:
        start, end = int(grams.starts[at]), int(grams.ends[at])
        if all(end <= first or start >= last for first, last in kept):
            kept.append((start, end))
    return kept[:_WORDS_TO_NAME]
