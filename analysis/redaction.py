"""Point out what could tell who or where somebody is, before a person decides what to take out of a quote.

Patterns and cues only: names written small, nicknames and unusual facts are missed, so a second person always
reads (R-45). What is pointed out is a suggestion; nothing is changed here.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from analysis.documents import words_called


class Kind(StrEnum):
    """What a span may give away."""

    name = "name"
    place = "place"
    school = "school"
    date = "date"
    phone = "phone"
    postcode = "postcode"
    email = "email"
    link = "link"
    account = "account"
    reference = "reference"


@dataclass(frozen=True, slots=True)
class Identifier:
    """What stands at `start:end`, in code points of the text given."""

    kind: Kind
    start: int
    end: int


_CAPITAL = r"[^\W\d_a-zà-ÿąćęłńóśźż\u0600-\u06ff][\w'’-]{0,39}"
_NAME = rf"(?<![\w'’-]){_CAPITAL}(?:[ \t]{_CAPITAL}){{0,2}}"
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_STREET = (
    r"(?:street|road|avenue|lane|close|drive|crescent|court|terrace|gardens|grove|square|hill|estate|park|green"
    r"|house|way)"
)
_SCHOOL = (
    r"(?:(?:primary|infant|junior|secondary|high|grammar|comprehensive|special|church)\s)?"
    r"(?:school|academy|college|nursery)"
)
_CALLED = (
    r"(?:my name is|my name['’]s|(?:is|was|am|been|i['’]m|im) called|called|named|sister|brother"
    r"|auntie|aunty|aunt|uncle|friend|mate|cousin|boyfriend|girlfriend|dog|cat|foster mum|foster dad"
    r"|foster carer|carer|social worker|worker|teacher|nazywam się|mam na imię)"
)
_TITLE = r"(?:mr|mrs|ms|miss|dr|prof|sir|auntie|uncle|nanny|nana|grandad|pan|pani)"
_STAYING = r"(?:live|lives|lived|living|moved|near|from|placed)\s(?:(?:in|at|to|near)\s)?"

# In the order in which one is believed over another that overlaps it.
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.email, re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")),
    (Kind.link, re.compile(r"\b(?:https?://|www\.)\S{1,300}", re.I)),
    (
        Kind.account,
        re.compile(r"(?<![\w@])@\w[\w.]{1,40}|(?<=snap is )\w{3,40}|(?<=insta is )\w{3,40}", re.I),
    ),
    (Kind.postcode, re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.I)),
    (Kind.phone, re.compile(r"(?<![\w+])(?:\+\d{1,3}[\s-]?|0)\(?\d{2,4}\)?(?:[\s-]?\d){6,8}(?!\d)")),
    (
        Kind.date,
        re.compile(
            rf"\b\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b|"
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTHS}\b(?:,?\s\d{{4}}\b)?|"
            rf"\b{_MONTHS}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}}\b)?",
            re.I,
        ),
    ),
    (
        Kind.reference,
        re.compile(
            r"\b(?=[A-Z0-9/-]{0,20}\d)[A-Z]{1,4}[/-]?\d{4,12}\b|\b\d{3}\s?\d{3}\s?\d{4}\b|\b\d{6,12}\b"
        ),
    ),
    (Kind.school, re.compile(rf"{_NAME}[ \t](?i:{_SCHOOL})\b")),
    (Kind.place, re.compile(rf"(?:\b\d{{1,4}}[a-z]?[ \t])?{_NAME}[ \t](?i:{_STREET})\b")),
    (Kind.place, re.compile(rf"\b(?i:{_STAYING})(?P<it>{_NAME})")),
    (Kind.name, re.compile(rf"\b(?i:{_TITLE})\.?[ \t](?P<it>{_NAME})")),
    (Kind.name, re.compile(rf"\b(?i:{_CALLED})[ \t,]{{1,2}}(?P<it>{_NAME})")),
    (Kind.name, re.compile(r"(?i:\b(?:my name is|my name['’]s|mam na imię)[ \t](?P<it>[^\W\d_]{2,30}))")),
    (Kind.name, re.compile(rf"(?P<it>{_NAME})")),
)
_NOT_NAMES = words_called("not_names")


def points_out(text: str) -> tuple[Identifier, ...]:
    """Everything that may identify somebody, in order, none overlapping another."""
    found: list[Identifier] = []
    taken = bytearray(len(text))
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("it" if "it" in pattern.groupindex else 0)
            if kind in (Kind.name, Kind.place):
                start, end = _without_everyday_words(text, start, end)
            if start < end and not any(taken[start:end]):
                found.append(Identifier(kind, start, end))
                taken[start:end] = b"\x01" * (end - start)
    return tuple(sorted(found, key=lambda span: span.start))


def _without_everyday_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without everyday words at its ends, such as one with a capital for standing first."""
    words = list(re.finditer(r"[^\s]+", text[start:end]))
    while words and _is_everyday(words[0].group()):
        words.pop(0)
    while words and _is_everyday(words[-1].group()):
        words.pop()
    if not words:
        return start, start
    alone = len(words) == 1 and words[0].group().isupper() and len(words[0].group()) <= 4
    return (start, start) if alone else (start + words[0].start(), start + words[-1].end())


def _is_everyday(word: str) -> bool:
    plain = word.casefold().replace("’", "'")
    return plain in _NOT_NAMES or plain.removesuffix("'s") in _NOT_NAMES
