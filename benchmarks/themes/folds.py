"""Judge each system on people it has not heard: folds by respondent, every answer judged once."""

import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.codebook import Codebook
from analysis.learning import Labelled, Passage, Settings, teach
from analysis.learning.calibration import Flags
from analysis.learning.evaluation import calibration_bins, calibration_error
from analysis.learning.meaning import installed

Numbers = NDArray[np.float64]
Judge = Callable[[Sequence[Labelled], Sequence[Labelled]], tuple[Numbers, Flags]]


@dataclass(frozen=True, slots=True)
class System:
    """A system's figures over all folds; `calibration` is None where its scores are no chances."""

    name: str
    micro: float
    macro: float
    spread: tuple[float, float]
    recall_at_3: float
    recall_at_5: float
    calibration: float | None
    seconds: float
    by_label: tuple[float, ...]


def folds_by_group(examples: Sequence[Labelled], folds: int) -> list[int]:
    """The same fold for everything one person said, whatever else is in the file."""
    return [zlib.crc32(example.group.encode()) // 7 % folds for example in examples]


def cross_validate(
    codebook: Codebook, examples: Sequence[Labelled], fold: Sequence[int], *, meaning: bool
) -> list[System]:
    codes = [code.id for code in codebook.codes]
    judges: dict[str, Judge] = {
        "codebook alone, nothing learned": lambda _, theirs: _by_engine(codebook, [], theirs, False),
        "plain TF-IDF + linear SVC": lambda mine, theirs: _by_svc(codes, mine, theirs),
        "the engine": lambda mine, theirs: _by_engine(codebook, mine, theirs, False),
    }
    if meaning:
        judges[f"the engine with meaning ({', '.join(installed())})"] = lambda mine, theirs: _by_engine(
            codebook, mine, theirs, True
        )
    truth = np.array([[code in example.codes for code in codes] for example in examples], dtype=bool)
    return [_judged(name, judge, examples, np.array(fold), truth) for name, judge in judges.items()]


def _judged(
    name: str, judge: Judge, examples: Sequence[Labelled], fold: NDArray[np.int64], truth: Flags
) -> System:
    scores, guessed = np.zeros(truth.shape), np.zeros(truth.shape, dtype=bool)
    began = time.process_time()
    for n in np.unique(fold):
        theirs = np.nonzero(fold == n)[0].tolist()
        mine = [examples[row] for row in np.nonzero(fold != n)[0].tolist()]
        scores[theirs], guessed[theirs] = judge(mine, [examples[row] for row in theirs])
    seconds = time.process_time() - began
    both, counted = (truth & guessed).sum(axis=0), truth.sum(axis=0) + guessed.sum(axis=0)
    parts = [_micro(truth[fold == n], guessed[fold == n]) for n in np.unique(fold)]
    are_chances = bool(scores.min() >= 0 and scores.max() <= 1)
    return System(
        name=name,
        micro=_micro(truth, guessed),
        macro=float((2 * both / np.maximum(counted, 1)).mean()),
        spread=(min(parts), max(parts)),
        recall_at_3=_recall_at(truth, scores, 3),
        recall_at_5=_recall_at(truth, scores, 5),
        calibration=calibration_error(calibration_bins(truth, scores)) if are_chances else None,
        seconds=seconds,
        by_label=tuple((2 * both / np.maximum(counted, 1)).tolist()),
    )


def _by_engine(
    codebook: Codebook, mine: Sequence[Labelled], theirs: Sequence[Labelled], meaning: bool
) -> tuple[Numbers, Flags]:
    engine = teach(codebook, mine, settings=Settings(meaning=meaning))
    scores = engine.scores([Passage(example.text, example.question) for example in theirs])
    return scores, engine.worthy(scores)


def _by_svc(
    codes: Sequence[str], mine: Sequence[Labelled], theirs: Sequence[Labelled]
) -> tuple[Numbers, Flags]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    reader = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    known, new = reader.fit_transform([e.text for e in mine]), reader.transform([e.text for e in theirs])
    scores = np.full((len(theirs), len(codes)), -9.0)
    for column, code in enumerate(codes):
        truth = np.array([code in example.codes for example in mine])
        if truth.any():
            scores[:, column] = LinearSVC(random_state=0).fit(known, truth).decision_function(new)
    return scores, scores > 0


def _micro(truth: Flags, guessed: Flags) -> float:
    return float(2 * (truth & guessed).sum() / max(1, truth.sum() + guessed.sum()))


def _recall_at(truth: Flags, scores: Numbers, first: int) -> float:
    order = np.argsort(-scores, axis=1, kind="stable")[:, :first]
    return float(np.take_along_axis(truth, order, axis=1).sum() / max(1, truth.sum()))
