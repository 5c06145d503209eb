"""Write the figures down as a dated page, with the protocol and what was measured apart (`apart.md`)."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.themes.folds import System
from feedback_app.commands.themes_figures import Measured, Point, installed_mb, peak_memory_mb

_PROTOCOL = """\
{answers:,} public NHS comments (MIT licence), 27 labels scored, several a comment. {folds} folds by
respondent, so nobody is on both sides; every comment judged once; text and question only. The codebook
was written by us from the published descriptions and from six tenths of these same comments, so the
figures by codebook are a little kind to themselves: on the other four tenths, which were not looked at,
it scored .627 micro and .557 macro against .640 and .570 on those it was written from. About 370
configurations were compared by these folds (kernels, views, weights, blends, thresholds), so the best rows
are a little high as well. Nothing was tuned on any other comments."""
_APART = Path(__file__).with_name("apart.md")


def written(systems: Sequence[System], measured: Sequence[Measured], answers: int, folds: int) -> str:
    """`measured`: on the first fold, without meaning and, where it is installed, with it."""
    first = measured[0]
    now = datetime.now(UTC)
    lines = [
        "# Themes: how good the suggestions are",
        "",
        f"{now:%-d %B %Y} · Python {platform.python_version()} on {platform.system()}, {os.cpu_count()}"
        " cores, shared with other work (so seconds are processor time) · `python -m benchmarks.themes`",
        "",
        _PROTOCOL.format(answers=answers, folds=folds),
        "",
        "| system | micro-F1 | by fold | macro-F1 | in first 3 | in first 5 | calibration error | seconds |",
        "|---|---|---|---|---|---|---|---|",
        *(_row(system) for system in systems),
        "",
        _APART.read_text(encoding="utf-8").rstrip(),
        "",
        "Calibration error: mean gap between score and share that was right, over all"
        f" scores; over those suggested it is {first.evaluation.suggested_error:.3f} (first fold).",
        "",
        f"First fold, without meaning: taught on {first.learned_from:,} in {first.train_seconds:.1f} s,"
        f" {first.answers_per_second:,.0f} answers a second with spans and reasons,"
        f" engine {first.engine_mb:.1f} MB, {peak_memory_mb():,.0f} MB memory at most in the whole run,"
        f" packages {installed_mb(()):,.0f} MB (clock time, cores shared).",
        "",
        "## Learning curve (first fold, five draws)",
        "",
        "| labelled answers" + "".join(f" | {_called(one)}: micro-F1 | macro-F1" for one in measured) + " |",
        "|---" * (1 + 2 * len(measured)) + "|",
        *(
            f"| {points[0].answers:,} | " + " | ".join(_point(point) for point in points) + " |"
            for points in zip(*(one.curve for one in measured), strict=True)
        ),
        "",
        "## F1 by label",
        "",
        "| label | " + " | ".join(system.name for system in systems) + " |",
        "|---|" + "---|" * len(systems),
        *(
            f"| {code} | " + " | ".join(f"{system.by_label[n]:.3f}" for system in systems) + " |"
            for n, code in enumerate(first.engine.codes)
        ),
    ]
    return "\n".join(lines) + "\n"


def _called(one: Measured) -> str:
    return "with meaning" if one.engine.encoders else "without meaning"


def _point(point: Point) -> str:
    micro, macro = point.micro_f1_range, point.macro_f1_range
    return (
        f"{point.micro_f1:.3f} ({micro[0]:.3f} to {micro[1]:.3f}) "
        f"| {point.macro_f1:.3f} ({macro[0]:.3f} to {macro[1]:.3f})"
    )


def _row(system: System) -> str:
    calibration = "–" if system.calibration is None else f"{system.calibration:.4f}"
    return (
        f"| {system.name} | {system.micro:.3f} | {system.spread[0]:.3f} to {system.spread[1]:.3f} "
        f"| {system.macro:.3f} | {system.recall_at_3:.3f} | {system.recall_at_5:.3f} | {calibration} "
        f"| {system.seconds:.0f} |"
    )
