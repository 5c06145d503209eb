"""What somebody typed to look for, understood the same way on both databases: pure, and never a mistake.

late visits      both words        "on time"     the words beside each other, in this order
late OR slow     either word       -school       leave out answers with this word
promis*          words that begin so
"""

import re
from dataclasses import dataclass

from feedback_app.finding.fold import pieces

LONGEST = 400
MOST_TERMS = 30
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_MINUS = str.maketrans("−–", "--")
_QUOTES = str.maketrans("“”„«»", '"""""')
# A word that is cut inside one of these is finished, because the index holds the word without its ending.
_ENDINGS = ("ing", "ings", "ed", "es", "ies", "ied", "ness", "ment", "ments", "ful", "ly", "ation", "ally")


@dataclass(frozen=True, slots=True)
class Term:
    """Words beside each other, as typed and in plain form; with `begins` the last one may go on."""

    typed: str
    pieces: tuple[str, ...]
    begins: bool = False

    @property
    def endings(self) -> tuple[str, ...]:
        """What a beginning cut inside a common ending would be as a whole word."""
        if not self.begins or len(self.pieces) != 1:
            return ()
        piece = self.pieces[0]
        return tuple(
            dict.fromkeys(
                piece + ending[cut:]
                for ending in _ENDINGS
                for cut in range(1, len(ending))
                if piece.endswith(ending[:cut]) and len(piece) - cut >= 2
            )
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """One of each group must be there, none of `without` may."""

    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to look for; only leaving out finds nothing by itself."""
        return bool(self.groups)


def understood(typed: str) -> Asked:
    """What to look for. Signs that mean nothing are left out."""
    groups: list[tuple[Term, ...]] = []
    without: list[Term] = []
    either = False
    plain = typed[:LONGEST].replace("\0", " ").translate(_MINUS).translate(_QUOTES)
    for match in list(_TERM.finditer(plain))[:MOST_TERMS]:
        minus, phrase, word = match.groups()
        if word == "OR" and not minus:
            either = bool(groups)
            continue
        term = _term(phrase if word is None else word, is_phrase=word is None)
        if term is None:
            continue
        if minus:
            without.append(term)
        elif either:
            groups[-1] = (*groups[-1], term)
        else:
            groups.append((term,))
        either = False
    return Asked(tuple(groups), tuple(without))


def _term(typed: str, *, is_phrase: bool) -> Term | None:
    begins = not is_phrase and typed.endswith("*")
    found = pieces(typed)
    return Term(typed.rstrip("*"), found, begins) if found else None
