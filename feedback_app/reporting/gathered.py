"""What was read for a report, before any of it is safe to show."""

from dataclasses import dataclass
from datetime import date

from feedback_app.listening.models import Channel
from feedback_app.themes.models import Valence


@dataclass(frozen=True)
class HeldAudit:
    id: int
    service_area: str
    locality: str


@dataclass(frozen=True)
class AskedFor:
    """One feedback request and what came of it."""

    group: str
    heard: bool
    appropriate: bool
    declined: bool
    attempts: int
    tried_before_meeting: bool


@dataclass(frozen=True)
class SaidBy:
    """How many responses came from one group by one channel in one language."""

    group: str
    channel: Channel
    language: str
    count: int


@dataclass(frozen=True)
class Mention:
    """One response, one code a person gave its words, and how it was meant."""

    response_id: int
    theme: str
    code: str
    valence: Valence


@dataclass(frozen=True)
class SaidIn:
    """A response, and where it belongs (empty when not known)."""

    response_id: int
    service_area: str
    locality: str


@dataclass(frozen=True)
class QuarterCount:
    """How many responses of a quarter carry a theme; the empty theme stands for all responses."""

    quarter: str
    theme: str
    count: int


@dataclass(frozen=True)
class ActionRow:
    what: str
    owner_title: str
    due_on: date
    done_on: date | None
    proposed: bool


@dataclass(frozen=True)
class LearningRow:
    what: str
    reach: str
    share_by: date
    told_on: date | None
    proposed: bool
