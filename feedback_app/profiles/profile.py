"""One council's framework as a frozen, typed value, read once from its YAML file."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from surveys.definition import Reader, RespondentGroup

LIBRARY = Path(__file__).parent / "library"


class NoSuchProfile(KeyError):
    """There is no framework profile with this name."""


class Grading(StrEnum):
    """Whether an audit of one type may, must or must not carry a grade."""

    required = "required"
    optional = "optional"
    forbidden = "forbidden"


class Whole(BaseModel):
    """A part of a profile: frozen, and strict about names it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ServiceAreaOffered(Whole):
    """A service area of this council, and what practice leads are called there."""

    slug: str
    name: str
    practice_lead_titles: tuple[str, ...]


class Voice(Whole):
    """One way of hearing somebody before an audit: which survey, in which wording, and from which age."""

    slug: str
    name: str
    respondent_group: RespondentGroup
    survey: str
    reader: Reader
    about_the_child: bool


class LearningAuditRules(Whole):
    """What this framework asks of a learning audit."""

    invite_days: int = Field(ge=0)
    return_days: int = Field(ge=0)
    chair_from_same_service_area: bool
    grading: Grading
    voices: tuple[Voice, ...]

    def voice(self, slug: str) -> Voice | None:
        """The way of hearing with this name, if the framework has it."""
        return next((voice for voice in self.voices if voice.slug == slug), None)


class QuarterAnalysisRules(Whole):
    """An analysis people write of each quarter: what it is called, and the group that acts on it."""

    name: str
    goes_to: str


class Profile(Whole):
    """A framework: its name, where it comes from, and its rules.

    `codebook_maps` are the standards and audit areas of the codebook that are this framework's own. Of fewer
    than `small_group` people no figure tells how their answers fall; a framework may ask for more than ten.
    `quarter_analysis` is none where the framework asks for no written analysis of a quarter.
    """

    slug: str
    title: str
    version: str
    approved_on: date | None = None
    review_due: date | None = None
    service_areas: tuple[ServiceAreaOffered, ...]
    learning_audit: LearningAuditRules
    grading: Mapping[str, Grading]
    codebook_maps: tuple[str, ...] = ()
    small_group: int = Field(default=10, ge=10)
    quarter_analysis: QuarterAnalysisRules | None = None


@cache
def profile(slug: str) -> Profile:
    """The shipped profile with this name; raises NoSuchProfile."""
    file = LIBRARY / f"{slug}.yaml"
    if not slug.replace("_", "").isalnum() or not file.is_file():
        raise NoSuchProfile(slug)
    return Profile.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
