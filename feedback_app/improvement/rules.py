"""How far an action or a piece of learning has come, each step that is noted, and why one is sent back."""

from enum import StrEnum


class Stage(StrEnum):
    """Where an agreed action stands; a day that has passed makes an open one overdue."""

    open = "open"
    overdue = "overdue"
    done = "done"
    confirmed = "confirmed"


class Sharing(StrEnum):
    """Where agreed learning stands: still to be told, told too late so far, or told."""

    to_tell = "to_tell"
    late = "late"
    told = "told"


class Step(StrEnum):
    """What the trail says happened to an action or to learning, in its own words."""

    agreed = "agreed"
    done = "done"
    taken_back = "taken back"
    sent_back = "sent back"
    confirmed = "confirmed"
    in_supervision = "recorded in supervision"
    told = "told"
    not_told = "not told after all"


class Because(StrEnum):
    """Why a manager sends an action back: chosen, never typed, because the trail keeps no words."""

    unfinished = "unfinished"
    change_unclear = "change_unclear"
    names_somebody = "names_somebody"
    to_talk = "to_talk"
