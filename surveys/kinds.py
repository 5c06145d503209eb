"""The fixed lists a survey chooses from: who answers, in which wording, and what sort of question it is."""

from enum import StrEnum


class RespondentGroup(StrEnum):
    """Who a survey is for."""

    CHILD = "child"
    YOUNG_PERSON = "young_person"
    PARENT_OR_CARER = "parent_or_carer"
    FOSTER_CARER = "foster_carer"
    STAFF = "staff"
    PARTNER = "partner"
    YOUNG_INSPECTOR = "young_inspector"


class Reader(StrEnum):
    """The reading level or format of the wording."""

    YOUNG_CHILD = "young_child"
    CHILD = "child"
    YOUNG_PERSON = "young_person"
    ADULT = "adult"
    EASY_READ = "easy_read"


class Severity(StrEnum):
    """How soon a person must look, from immediate danger (S1) to an unmet need (S4)."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


class Kind(StrEnum):
    """What sort of question this is."""

    STATEMENT = "statement"
    CHOOSE_ONE = "choose_one"
    CHOOSE_MANY = "choose_many"
    SCALE = "scale"
    TWO_BOX = "two_box"
    LONG_TEXT = "long_text"
    SHORT_TEXT = "short_text"
    YES_NO = "yes_no"
    YES_NO_UNSURE = "yes_no_unsure"
    NUMBER = "number"
    DATE = "date"


class AskedForBy(StrEnum):
    """Who wanted this question asked (Lincolnshire QA framework, participation)."""

    SERVICE = "service"
    CHILDREN_AND_FAMILIES = "children and families"


class Face(StrEnum):
    """The drawing beside a choice; the words of the choice always say the same."""

    VERY_HAPPY = "very_happy"
    HAPPY = "happy"
    OKAY = "okay"
    UNHAPPY = "unhappy"
    VERY_UNHAPPY = "very_unhappy"
    UNSURE = "unsure"


FREE_TEXT = frozenset({Kind.TWO_BOX, Kind.LONG_TEXT, Kind.SHORT_TEXT})
ONE_CHOICE = frozenset({Kind.CHOOSE_ONE, Kind.SCALE, Kind.YES_NO, Kind.YES_NO_UNSURE})
WITH_CHOICES = ONE_CHOICE | {Kind.CHOOSE_MANY}
CHILD_READERS = frozenset({Reader.YOUNG_CHILD, Reader.CHILD, Reader.YOUNG_PERSON})


def is_child_reader(reader: Reader) -> bool:
    """Children and young people get one question a page; everyone else a section a page."""
    return reader in CHILD_READERS
