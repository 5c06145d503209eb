"""Learn from people which codes fit which words: none, few or many examples, in one engine."""

from analysis.learning.engine import Engine, Settings, Stage, teach
from analysis.learning.evaluation import Bin, Evaluation, Interval, LabelFigures, evaluate
from analysis.learning.examples import Because, Labelled, Passage, Suggested, Why
from analysis.learning.meaning import MeaningMissing
from analysis.learning.stored import NotAnEngine, digest_of, engine_from, to_bytes

__all__ = [
    "Because",
    "Bin",
    "Engine",
    "Evaluation",
    "Interval",
    "LabelFigures",
    "Labelled",
    "MeaningMissing",
    "NotAnEngine",
    "Passage",
    "Settings",
    "Stage",
    "Suggested",
    "Why",
    "digest_of",
    "engine_from",
    "evaluate",
    "teach",
    "to_bytes",
]
