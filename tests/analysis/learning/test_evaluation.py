"""The figures: worked by hand where they can be, and the public comments where they are at hand."""

import csv
import zlib
from pathlib import Path

import numpy as np
import pytest

from analysis.codebook import from_yaml
from analysis.learning import Labelled, Settings, evaluate, teach
from analysis.learning.calibration import choose_thresholds, from_log_odds, weigh
from analysis.learning.evaluation import calibration_bins, calibration_error
from tests.analysis.learning.said import BOOK, labelled

ROOT = Path(__file__).parents[3]
COMMENTS = ROOT.parent / "shared" / "data" / "nhs_fft_themes" / "comments.csv"
PLAIN = Settings(meaning=False)


def test_f1_by_hand() -> None:
    """Suggested: food | food | nothing. Given: food | waiting | food. So 1 right of 2 said and 3 given."""
    engine = teach(BOOK, [], settings=PLAIN)
    said = [("the food", "food"), ("the dinner", "waiting"), ("zebras", "food")]
    found = evaluate(engine, [Labelled(text, "", frozenset({code})) for text, code in said])
    assert found.micro_f1.value == pytest.approx(2 * 1 / (2 + 3))
    assert found.macro_f1.value == pytest.approx((2 * 1 / (2 + 2)) / 3)
    assert found.samples_f1 == pytest.approx(1 / 3)
    assert found.exact_match == pytest.approx(1 / 3)
    assert found.micro_f1.low <= found.micro_f1.value <= found.micro_f1.high


def test_only_the_codes_asked_for_are_scored() -> None:
    found = evaluate(teach(BOOK, [], settings=PLAIN), labelled(), codes=["food"])
    assert [label.code for label in found.labels] == ["food"]


def test_learning_beats_not_learning_on_people_it_has_not_heard() -> None:
    mine = [e for e in labelled() if zlib.crc32(e.group.encode()) % 3 != 1]
    theirs = [e for e in labelled() if zlib.crc32(e.group.encode()) % 3 == 1]
    assert evaluate(teach(BOOK, mine, settings=PLAIN), theirs).micro_f1.value > 0.9
    assert evaluate(teach(BOOK, [], settings=PLAIN), theirs).micro_f1.value < 0.8


def test_calibrated_chances_come_true() -> None:
    rng = np.random.default_rng(1)
    scores = rng.normal(size=(4_000, 2))
    truth = rng.random((4_000, 2)) < 1 / (1 + np.exp(-(2 * scores - 1)))
    looks = np.stack([scores, np.ones(scores.shape)], axis=2)
    chances = from_log_odds((looks * weigh(looks, truth)).sum(axis=2))
    assert calibration_error(calibration_bins(truth, chances)) < 0.02


def test_a_code_with_few_examples_borrows_its_threshold() -> None:
    chances = np.array([[0.9, 0.05]] * 50 + [[0.1, 0.01]] * 50)
    truth = np.array([[True, False]] * 50 + [[False, False]] * 50)
    truth[0, 1] = True
    first, second = choose_thresholds(chances, truth)
    assert 0.1 < first < 0.9
    assert second > 0.05


@pytest.mark.skipif(not COMMENTS.exists(), reason="no public comments here")
def test_the_public_comments_are_judged_as_well_as_promised() -> None:
    """Two ninths to learn from, a ninth to be judged on; the whole is in benchmarks/themes."""
    book = from_yaml((ROOT / "benchmarks/themes/nhs.codebook.yaml").read_text(encoding="utf-8"))
    labels = [code.id for code in book.codes]
    with COMMENTS.open(encoding="utf-8", newline="") as opened:
        examples = [
            Labelled(
                r["text"], r["question"], frozenset(x for x in labels if r[x] == "1"), group=r["respondent"]
            )
            for r in csv.DictReader(opened)
        ]
    part = [zlib.crc32(e.group.encode()) % 9 for e in examples]
    mine = [e for e, n in zip(examples, part, strict=True) if n < 2]
    theirs = [e for e, n in zip(examples, part, strict=True) if n == 8]
    untaught = evaluate(teach(book, [], settings=PLAIN), theirs, resamples=20)
    taught = evaluate(teach(book, mine, settings=PLAIN), theirs, resamples=20)
    assert untaught.micro_f1.value > 0.58
    assert taught.micro_f1.value > 0.66
    assert taught.recall_at_3 > 0.78
    assert taught.calibration_error < 0.02
