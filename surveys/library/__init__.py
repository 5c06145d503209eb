"""The surveys we ship, one YAML file each, read once when first asked for."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from surveys.definition import Survey
from surveys.reading import read

FOLDER = Path(__file__).parent


class NoSuchSurvey(KeyError):
    """There is no shipped survey with this id."""


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Survey]:
    """Every shipped survey by id."""
    found = [read_survey(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.yaml"))]
    return MappingProxyType({survey.id: survey for survey in found})


def shipped_survey(survey_id: str) -> Survey:
    """The shipped survey with this id; raises NoSuchSurvey."""
    try:
        return shipped()[survey_id]
    except KeyError:
        raise NoSuchSurvey(survey_id) from None


def read_survey(text: str) -> Survey:
    """A survey from its YAML; raises NotYaml or pydantic.ValidationError (`surveys.checks` explains both)."""
    return Survey.model_validate(read(text).value)
