"""How letters are made alike before words are compared, for each of the two databases: pure.

Accents, Arabic vowel marks and the many forms of alef fall away, so that a word is found however it was
typed. Migration 0004 does the same to what was said; the two must agree.
"""

import re
import unicodedata

ALIKE = str.maketrans(
    {
        "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "ae",
        "œ": "oe", "Œ": "oe", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك",
        **{chr(mark): "" for mark in (0x0640, *range(0x064B, 0x0656), 0x0670)},
    }
)  # fmt: skip
_MARKS_LEFT_OUT = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670]+")
_IS_WORD = re.compile(r"[^\W_]")


def alike(words: str) -> str:
    """The words as SQLite's index is given them; it takes accents off by itself."""
    return words.translate(ALIKE)


def plain(words: str) -> str:
    """The words as PostgreSQL's index is given them: one form of each letter, without accents."""
    return _MARKS_LEFT_OUT.sub("", unicodedata.normalize("NFKD", words).lower()).translate(ALIKE)


def is_letter(sign: str) -> bool:
    """Whether a sign belongs to a word: a letter, a digit, or a mark that sits on a letter."""
    return unicodedata.category(sign)[0] in "LN" or unicodedata.category(sign) in {"Mn", "Mc"}


def pieces(words: str) -> tuple[str, ...]:
    """The words in plain form, everything between them gone."""
    spaced = "".join(sign if is_letter(sign) else " " for sign in plain(words))
    return tuple(piece for piece in spaced.split() if _IS_WORD.search(piece))
