"""Made-up people whose very words stand in a file: those with a worry, and those no code is about yet."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from feedback_app import clock
from feedback_app.example.year import VOICES, Moment, Voice, quarter_of

FOLDER = Path(__file__).parent
WORRIES = FOLDER / "worries.yaml"
NO_CODE_YET = FOLDER / "no_code_yet.yaml"
VoiceName = Literal[
    "child",
    "young_person",
    "parent",
    "foster_carer",
    "staff",
    "partner",
    "young_inspector",
    "bottle",
    "service",
]
VOICE_OF: Mapping[VoiceName, Voice] = {
    "child": VOICES[0],
    "young_person": VOICES[2],
    "parent": VOICES[3],
    "foster_carer": VOICES[4],
    "staff": VOICES[5],
    "partner": VOICES[6],
    "young_inspector": VOICES[7],
    "bottle": VOICES[9],
    "service": VOICES[10],
}


class Told(BaseModel):
    """What one made-up person certainly says, by question: when, in which service area, in whose voice."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    at: datetime | None = None
    minutes_ago: int = 0
    area: int
    voice: VoiceName
    said: Mapping[str, str]


def told_in(file: Path, now: datetime) -> Iterator[Moment]:
    """The responses a file tells of, in its order; what it says nothing of is made up like any other."""
    for each in yaml.safe_load(file.read_text(encoding="utf-8")):
        told = Told.model_validate(each)
        at = told.at.replace(tzinfo=clock.LONDON) if told.at else now - timedelta(minutes=told.minutes_ago)
        voice = VOICE_OF[told.voice]
        speaking = replace(voice, certain={**voice.certain, "LA7": "no", **told.said})
        yield Moment(speaking, at, quarter_of(at), told.area, told.area % 3, "en_GB")
