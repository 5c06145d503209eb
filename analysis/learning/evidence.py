"""The words that carry a suggestion, and the reason as facts a page can turn into a sentence."""

from analysis.codebook import Codebook
from analysis.learning.examples import Because, Passage, Suggested, Why
from analysis.tagging import found_in
from analysis.text import segments


def evidence_for(codebook: Codebook, passage: Passage, code: int, score: float, taught_by: int) -> Suggested:
    """The codebook's words when they are there, otherwise the part of the answer that is most like others."""
    name = codebook.codes[code].id
    said = found_in(passage.text, codebook, code)
    if said is not None:
        why = Why.SAYS_AFTER_NOT if said.negator else Why.SAYS
        because = Because(why, said.words, said.negator, taught_by)
        return Suggested(name, score, said.start, said.end, because)
    pieces = segments(passage.text)
    start, end = (pieces[0].start, pieces[-1].end) if pieces else (0, len(passage.text))
    return Suggested(name, score, start, end, Because(Why.AS_A_WHOLE, taught_by=taught_by))
