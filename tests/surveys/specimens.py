"""Tiny surveys, one behaviour each, and the sound one with one thing changed."""

from pathlib import Path

from surveys.definition import Survey
from surveys.library import read_survey

FOLDER = Path(__file__).with_name("specimens")
SOUND = (FOLDER / "sound.yaml").read_text(encoding="utf-8")


def specimen(name: str) -> Survey:
    """The specimen survey with this name."""
    return read_survey((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def sound_but(old: str, new: str) -> str:
    """The sound survey with this changed once."""
    assert old in SOUND
    return SOUND.replace(old, new, 1)
