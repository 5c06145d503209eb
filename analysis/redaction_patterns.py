"""What names, places, schools, dates, numbers and rare facts look like in British feedback.

In the order in which one is believed over another that overlaps it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


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
    age = "age"
    fact = "fact"


class Why(StrEnum):
    """Why something is pointed out."""

    shape = "shape"
    cue = "cue"
    capital = "capital"
    opens = "opens_a_sentence"
    in_a_list = "in_a_list"
    first_name = "first_name"
    known = "known"
    rare = "rare"


@dataclass(frozen=True, slots=True)
class Pattern:
    kind: Kind
    why: Why
    shape: re.Pattern[str]


_CAPITAL = r"[^\W\d_a-zà-ÿąćęłńóśźż\u0600-\u06ff][\w'’-]{0,39}"
_PARTICLE = r"(?:de|da|del|der|den|di|du|la|le|van|von|al|el|bin|ben|ten|ter|ap)"
NAME = rf"(?<![\w'’-]){_CAPITAL}(?:[ \t](?:{_PARTICLE}[ \t]){{0,2}}{_CAPITAL}|[ \t][A-Z]\.){{0,3}}"
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_STREET = (
    r"(?:street|road|avenue|lane|close|drive|crescent|court|terrace|gardens|grove|square|hill|estate|park|green"
    r"|house|way|mews|row|walk|rise|view|place|st|rd|ave)"
)
_SCHOOL = (
    r"(?:(?:primary|infants?|junior|secondary|high|grammar|comprehensive|special|church|community|catholic)\s){0,2}"
    r"(?:school|academy|college|nursery|sixth form)"
)
_CALLED = (
    r"(?:my name is|my name['’]s|call me|(?:is|was|am|been|i['’]m|im) called|called|named|sister|brother"
    r"|auntie|aunty|aunt|uncle|friend|mate|cousin|boyfriend|girlfriend|dog|cat|foster mum|foster dad"
    r"|foster carer|carer|social worker|worker|teacher|nazywam się|mam na imię)"
)
_TITLE = r"(?:mr|mrs|ms|miss|mx|dr|prof|sir|auntie|uncle|nanny|nana|grandad|father|sister|pan|pani)"
_STAYING = r"(?:live|lives|lived|living|moved|near|from|placed|staying|stayed)\s(?:(?:in|at|to|near)\s)?"
_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_ILLNESS = (
    r"(?:autis\w+|adhd|epilep\w+|diabet\w+|cancer|leuk(?:a)?emia|asthma|down['’]?s syndrome|cerebral palsy"
    r"|sickle cell|cystic fibrosis|schizophreni\w+|bipolar|anorexi\w+|wheelchair|hearing aids?|deaf|blind"
    r"|tourette['’]?s?|hiv|transplant)"
)


def _pattern(kind: Kind, why: Why, shape: str, flags: int = 0) -> Pattern:
    return Pattern(kind, why, re.compile(shape, flags))


NUMBERS = (
    _pattern(Kind.email, Why.shape, r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"),
    _pattern(Kind.link, Why.shape, r"\b(?:https?://|www\.)\S{1,300}", re.I),
    _pattern(
        Kind.account,
        Why.shape,
        r"(?<![\w@])@\w[\w.]{1,40}|(?<=snap is )\w{3,40}|(?<=insta is )\w{3,40}",
        re.I,
    ),
    _pattern(Kind.postcode, Why.shape, r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.I),
    _pattern(
        Kind.reference,
        Why.shape,
        r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){3,7}\b|"
        r"\b[A-Z]{2}\s?(?:\d{2}\s?){3}[A-D]\b",
    ),
    _pattern(
        Kind.date,
        Why.shape,
        rf"\b\d{{4}}-\d{{2}}-\d{{2}}(?:[ T]\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?\b|"
        rf"\b\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})\b|"
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTHS}\b(?:,?\s\d{{4}}\b)?|"
        rf"\b{_MONTHS}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}}\b)?|"
        rf"\b{_MONTHS}\s(?:19|20)\d{{2}}\b|\b(?:in|during|since|of)\s(?P<it>(?:19|20)\d{{2}})\b",
        re.I,
    ),
    _pattern(
        Kind.phone,
        Why.shape,
        r"(?<![\w+])(?:\+\d{1,3}[\s-]?(?:\(0\))?|0|\()\(?\d{1,4}\)?(?:[\s./-]?\d){7,9}(?!\d)|"
        r"(?<![\w-])\d{2,4}(?:[ -]\d{2,4}){2,4}(?![\w-])|\b\d{3,4}[ -]\d{4}\b",
    ),
    _pattern(
        Kind.reference,
        Why.shape,
        r"\b(?=[A-Z0-9/-]{0,20}\d)[A-Z]{1,4}[/-]?\d{4,12}\b|\b\d{3}\s?\d{3}\s?\d{4}\b|\b\d{6,19}\b",
    ),
    _pattern(
        Kind.age,
        Why.shape,
        rf"\b{_NUMBER}[ -]?(?:years?|yrs?|months?)[ -]old\b|\baged?\s(?:of\s)?{_NUMBER}\b|"
        r"\b(?:i am|i['’]m|im|turned|turn|turning)\s(?P<it>(?:[4-9]|1\d|[2-9]\d))\b"
        r"(?!\s?(?:%|years? in|minutes|hours|days))",
        re.I,
    ),
)
WORDS = (
    _pattern(Kind.school, Why.cue, rf"{NAME}[ \t](?i:{_SCHOOL})\b"),
    _pattern(Kind.place, Why.cue, rf"\b\d{{1,4}}[a-z]?[ \t][^\W\d_][\w'’-]{{1,39}}[ \t](?i:{_STREET})\b"),
    _pattern(Kind.place, Why.cue, rf"(?:\b\d{{1,4}}[a-z]?[ \t])?{NAME}[ \t](?i:{_STREET})\b"),
    _pattern(Kind.place, Why.cue, rf"\b(?i:{_STAYING})(?P<it>{NAME})"),
    _pattern(Kind.name, Why.cue, rf"\b(?i:{_TITLE})\.?[ \t](?P<it>{NAME})"),
    _pattern(Kind.name, Why.cue, rf"\b(?i:{_CALLED})[ \t,]{{1,2}}(?P<it>{NAME})"),
    _pattern(
        Kind.name,
        Why.cue,
        r"(?i:\b(?:my name is|my name['’]s|name is|call me|mam na imię)[ \t](?P<it>[^\W\d_]{2,30}"
        r"(?:[ \t][^\W\d_]{3,30})?))",
    ),
    _pattern(Kind.name, Why.cue, r"\b(?:(?i:mr|mrs|ms|mx|dr)|Miss)\.?[ \t](?P<it>[^\W\d_][\w'’-]{1,39})"),
    _pattern(Kind.name, Why.capital, rf"(?P<it>{NAME})"),
)
RARE = (
    _pattern(
        Kind.fact,
        Why.rare,
        rf"\b{_ILLNESS}\b|\b(?:twins?|triplets?|adopted|pregnant|refugee|asylum|unaccompanied)\b|"
        r"\bthe only (?:\w+\s){0,2}(?:one|boy|girl|child|person|family|mum|dad|house)\b|"
        r"\b(?:in|to|from) (?:prison|jail|court|hospital|rehab|a refuge)\b|"
        r"\b(?:died|killed|suicide|funeral|arrested|stabbed|deported|crash|in the news|on the news)\b|"
        rf"\b{_NUMBER} (?:brothers|sisters|siblings|children|kids)\b|"
        r"\b(?:my|his|her|their|our) (?:mum|dad|mother|father|stepdad|stepmum) (?:is|was|works as) an? "
        r"(?:\w+\s)?(?:soldier|nurse|doctor|teacher|police\w*|councillor|farmer|vicar|imam|footballer|driver)\b",
        re.I,
    ),
)
