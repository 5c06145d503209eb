"""The named scales (`face3`, `agree5`, …) that a question may use instead of listing its choices."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from surveys.choices import Choice
from surveys.reading import read

SCALES_FILE = Path(__file__).with_name("scales.yaml")


class _Scales(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    scales: dict[str, tuple[Choice, ...]]


@lru_cache(maxsize=1)
def scales() -> Mapping[str, tuple[Choice, ...]]:
    """Every named scale and its points, best first."""
    found = _Scales.model_validate(read(SCALES_FILE.read_text(encoding="utf-8")).value)
    return MappingProxyType(found.scales)
