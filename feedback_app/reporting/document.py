"""What a report says: one frozen value, kept as canonical JSON; HTML and Word come from nothing else."""

import hashlib
import json
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from analysis.safe_counts import SafeCounts, from_document
from analysis.trends import Direction
from feedback_app.reporting.refusals import Part

FORMAT = "learning-audit-report/1"
DIGEST_FORMAT = "theme-digest/1"
ANALYSIS_FORMAT = "quarter-analysis/1"
LANGUAGE = "en-GB"
_FROZEN = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def _read(given: object) -> SafeCounts:
    if isinstance(given, SafeCounts):
        return given
    if not isinstance(given, dict):
        raise ValueError("Only counts that were protected, or a snapshot of them, can be in a report")
    return from_document(json.dumps(given))


def _write(counts: SafeCounts) -> object:
    plain: object = json.loads(counts.to_document())
    return plain


Safe = Annotated[SafeCounts, BeforeValidator(_read), PlainSerializer(_write)]


class FigureKey(StrEnum):
    """Every figure a learning audit report may hold; no worker is ever a dimension (R-49)."""

    audits = "audits-by-service-area-and-locality"
    requests = "requests-by-who-and-outcome"
    said_by = "responses-by-who"
    channels = "responses-by-channel"
    languages = "responses-by-language"
    people = "people-and-responses"
    themes = "themes-by-how-it-is-going"
    localities = "themes-by-locality"
    service_areas = "themes-by-service-area"
    second_readings = "answers-read-twice"
    suggestions = "suggestions-by-outcome"
    heard = "themes-heard-in-a-month"
    partners = "themes-partners-speak-of"


def _without_nothing(written: dict[str, object], name: str) -> dict[str, object]:
    """A value as it was written before it could hold this, so that old fingerprints stay what they are."""
    return {key: value for key, value in written.items() if key != name or value is not None}


class Figure(BaseModel):
    """Safe counts with the words that belong to them. There is no way to make one from unprotected counts."""

    model_config = _FROZEN
    key: FigureKey
    title: str
    counts: Safe
    row_head: str
    of: str
    note: str = ""


class QuarterFigure(BaseModel):
    """The themes of one quarter, of all responses received in it."""

    model_config = _FROZEN
    quarter: str
    counts: Safe


class Trend(BaseModel):
    """The themes quarter by quarter, and what may be said of the last step."""

    model_config = _FROZEN
    quarters: tuple[QuarterFigure, ...]
    verdicts: tuple[tuple[str, Direction], ...] = ()


class ThemeLine(BaseModel):
    """A theme people's words carry; `inside` counts the codes it is made of."""

    model_config = _FROZEN
    slug: str
    name: str
    inside: Safe | None = None


class Quote(BaseModel):
    """Words somebody allowed us to quote, with what could point to them left out."""

    model_config = _FROZEN
    theme: str
    group: str
    going_well: bool | None
    words: str


class ActionLine(BaseModel):
    model_config = _FROZEN
    what: str
    owner: str
    due_on: date
    done_on: date | None = None


class LearningLine(BaseModel):
    model_config = _FROZEN
    what: str
    reach: str
    share_by: date
    told_on: date | None = None


class ChangedLine(BaseModel):
    """An action that is done, what its owner says it changed, and that somebody else confirmed it."""

    model_config = _FROZEN
    what: str
    changed: str
    done_on: date


class SaidTogether(BaseModel):
    """Two codes that many responses carry both of: a square of both, either and neither."""

    model_config = _FROZEN
    one: str
    other: str
    counts: Safe


class Beside(BaseModel):
    """What else is known of a quarter that people write an analysis of; `drawn_on` is when it was drawn."""

    model_config = _FROZEN
    drawn_on: date | None = None
    partners: Figure | None = None
    together: tuple[SaidTogether, ...] = ()
    changed: tuple[ChangedLine, ...] = ()


class Words(BaseModel):
    """The three sections every report has (R-53)."""

    model_config = _FROZEN
    themes: str = ""
    improvement: str = ""
    plans: str = ""


class Compiled(BaseModel):
    """What the database says about one quarter or month, with nothing a person wrote for the report."""

    model_config = _FROZEN
    quarter: str
    first_day: date
    last_day: date
    figures: tuple[Figure, ...] = ()
    themes: tuple[ThemeLine, ...] = ()
    kept_back: tuple[str, ...] = ()
    trend: Trend
    actions: tuple[ActionLine, ...] = ()
    learning: tuple[LearningLine, ...] = ()
    notes: tuple[str, ...] = ()
    beside: Beside | None = None

    @model_serializer(mode="wrap")
    def _write_as_ever(self, write: SerializerFunctionWrapHandler) -> dict[str, object]:
        return _without_nothing(write(self), "beside")

    def figure(self, key: FigureKey) -> Figure | None:
        return next((figure for figure in self.figures if figure.key is key), None)


class Signed(BaseModel):
    """Who did something for the report, in which role, and when."""

    model_config = _FROZEN
    name: str
    job_title: str
    at: datetime


class WrittenPart(BaseModel):
    """What people make of one part, or why there is nothing to say; `by` is everybody who wrote it."""

    model_config = _FROZEN
    part: Part
    words: str = ""
    why_empty: str = ""
    points: tuple[str, ...] = ()
    by: tuple[Signed, ...] = ()


class Analysis(BaseModel):
    """What people make of a quarter, by the name their framework gives it.

    In the report of a quarter it is the approved analysis of that quarter, `approved_by` somebody; there it
    has no parts while none is approved.
    """

    model_config = _FROZEN
    name: str
    goes_to: str
    parts: tuple[WrittenPart, ...] = ()
    version: int = 0
    approved_by: Signed | None = None


class ReportDocument(BaseModel):
    """The whole report. Without an approver it is a draft and says so wherever it is shown."""

    model_config = _FROZEN
    format: str = FORMAT
    ref: str
    version: int = Field(ge=1)
    council: str
    framework: str
    framework_version: str
    compiled_by: Signed
    approved_by: Signed | None = None
    words: Words
    compiled: Compiled
    themes_in_audits: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    analysis: Analysis | None = None

    @model_serializer(mode="wrap")
    def _write_as_ever(self, write: SerializerFunctionWrapHandler) -> dict[str, object]:
        return _without_nothing(write(self), "analysis")

    @property
    def is_an_analysis(self) -> bool:
        return self.format == ANALYSIS_FORMAT

    @property
    def is_of_a_month(self) -> bool:
        return self.format == DIGEST_FORMAT

    @property
    def is_draft(self) -> bool:
        return self.approved_by is None


def canonical(value: BaseModel) -> str:
    """JSON that is the same for the same value, on every machine."""
    plain = value.model_dump(mode="json")
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(document: str) -> str:
    """The SHA-256 of a document's canonical text."""
    return hashlib.sha256(document.encode()).hexdigest()
