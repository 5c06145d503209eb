"""Which way words speak, where the box or the scale beside them already says so; never guessed.

Only a scale asked about the very same thing counts, and only at its ends: in its middle it says neither.
"""

from collections.abc import Mapping
from enum import StrEnum

from feedback_app.listening.store import Answer
from feedback_app.themes.models import Valence
from feedback_app.themes.rules import valence_of_box

SCALE_BESIDE: Mapping[str, str] = {"LY2w": "LY2", "YI13w": "YI13"}
POINTS: Mapping[str, Valence] = {
    "better": Valence.well,
    "worse": Valence.not_so_good,
    "wow": Valence.well,
    "good": Valence.well,
    "needs_work": Valence.not_so_good,
    "not_ok": Valence.not_so_good,
}


class SaidBy(StrEnum):
    """What tells which way words speak."""

    box = "box"
    scale = "scale"
    nothing = "nothing"


def told_by(answer: Answer) -> tuple[Valence, SaidBy]:
    """What the box the words are in, or the scale answered just before them, says; else that nothing does.

    The other answers of the response must be loaded with it for a scale to be seen.
    """
    by_box = valence_of_box(answer.box)
    if by_box is not Valence.unsaid:
        return by_box, SaidBy.box
    scale = SCALE_BESIDE.get(answer.question)
    chosen = (
        next((each.choice for each in answer.response.answers if each.question == scale), None)
        if scale
        else None
    )
    by_scale = POINTS.get(chosen or "", Valence.unsaid)
    return (by_scale, SaidBy.scale) if by_scale is not Valence.unsaid else (by_scale, SaidBy.nothing)


def valence_said(answer: Answer) -> Valence:
    """Which way the words of an answer speak, as far as somebody said so."""
    return told_by(answer)[0]
