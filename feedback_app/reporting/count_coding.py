"""How far the coding behind a report can be relied on (R-48): read twice, agreement, suggestions taken up."""

from analysis.agreement import OverallAgreement
from analysis.agreement_intervals import Estimate
from analysis.counts import Tally
from analysis.disclosure import protect
from analysis.safe_counts import HIDDEN
from feedback_app.reporting import words
from feedback_app.reporting.document import Figure, FigureKey
from feedback_app.second_reading.figures import Suggestions


def coding_figures(coded: int, overall: OverallAgreement, suggested: Suggestions) -> list[Figure]:
    """What was read a second time, with percent, kappa and alpha; and what people made of suggestions.

    The figures are about readers' decisions, over all answers coded; none is by person (R-49).
    """
    found = [
        _figure(
            FigureKey.second_readings,
            "Answers read a second time, by somebody who did not see the codes",
            Tally((words.READ_TWICE,), (overall.answers,), coded),
            "answers coded",
            agreement_words(overall),
        ),
        _figure(
            FigureKey.suggestions,
            "What people made of a computer’s suggestions",
            Tally(
                (words.TAKEN_UP, words.TURNED_DOWN),
                (suggested.accepted, suggested.declined),
                suggested.settled,
            ),
            "suggestions somebody decided about",
            _acceptance(suggested),
        ),
    ]
    return [figure for figure in found if figure]


def _figure(key: FigureKey, title: str, tally: Tally, of: str, note: str) -> Figure | None:
    safe = protect(tally)
    if safe.base in (HIDDEN, 0):
        return None
    return Figure(key=key, title=title, counts=safe, row_head="What", of=of, note=note)


def agreement_words(overall: OverallAgreement) -> str:
    """Percent, kappa and alpha in a sentence each; or that too few answers were read twice."""
    if overall.decisions is None or overall.kappa is None or overall.alpha is None:
        return words.TOO_FEW_READ_TWICE
    return (
        f"Both readers gave the very same codes to {100 * overall.alike / overall.answers:.0f}% of them, and "
        f"decided alike in {overall.decisions:.1f}% of yes-or-no decisions (one for each code and answer). "
        f"Cohen’s kappa is {estimate_words(overall.kappa)}; Krippendorff’s alpha over whole sets of codes "
        f"(MASI distance) is {estimate_words(overall.alpha)}. {words.AGREEMENT_MEANS}"
    )


def estimate_words(estimate: Estimate) -> str:
    """0.84 (0.81 to 0.87)."""
    if estimate.low == estimate.high:
        return f"{estimate.value:.2f} (they never differed)"
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"


def _acceptance(suggested: Suggestions) -> str:
    if not suggested.settled:
        return ""
    return f"{100 * suggested.accepted / suggested.settled:.0f}% were accepted. {words.NEVER_COUNTED}"
