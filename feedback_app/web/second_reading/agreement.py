"""How far readers agree, code by code, and what became of the machine's suggestions."""

from flask import render_template
from flask_babel import format_decimal
from flask_babel import gettext as _

from analysis.agreement import FEWEST_ANSWERS, FEWEST_USES, CodeAgreement
from analysis.agreement_intervals import Estimate
from analysis.trends import Interval, Share, wilson
from feedback_app.people.roles import May
from feedback_app.reporting.words import quarter_in_words
from feedback_app.second_reading.figures import QuarterAgreement, agreement_of, suggestions_of
from feedback_app.web.access import open_to
from feedback_app.web.second_reading.drawing import Dot, dots_chart
from feedback_app.web.second_reading.routes import quarter_here, quarters_offered, second_reading


@second_reading.get("/second-reading/agreement")
@open_to(May.code)
def agreement() -> str:
    quarter = quarter_here()
    found, suggested = agreement_of(quarter), suggestions_of(quarter)
    lines = sorted(found.by_code, key=_lowest_first)
    return render_template(
        "second_reading/agreement.html",
        quarter=quarter,
        quarters=quarters_offered(),
        quarter_words=quarter_in_words(str(quarter)),
        overall=_overall(found),
        answers=found.overall.answers,
        heads=(
            _("Code"), _("Both gave it"), _("Only the first"), _("Only the second"),
            _("Decided alike"), _("Kappa"), _("Alpha"),
        ),
        rows=[_row(found, line) for line in lines],
        drawing=_drawing(found, lines),
        fewest=(FEWEST_ANSWERS, FEWEST_USES),
        suggested=suggested,
        accepted=share_words(Share(suggested.accepted, suggested.settled)) if suggested.settled else "",
    )  # fmt: skip


def _lowest_first(line: CodeAgreement) -> tuple[bool, float]:
    """Where readers agree least comes first; where it cannot be said, last."""
    return line.alpha is None, line.alpha.value if line.alpha else 0.0


def _overall(found: QuarterAgreement) -> list[tuple[str, str, str]]:
    """The few figures to take away: each with its name, and what it means."""
    overall = found.overall
    if not overall.answers or overall.decisions is None:
        return []
    return [
        (
            _("Answers read twice"),
            _("%(read)s of %(coded)s coded", read=overall.answers, coded=found.coded),
            "",
        ),
        (
            _("Given the very same codes"),
            share_words(Share(overall.alike, overall.answers)),
            _("Both chose exactly the same set of codes, or both none."),
        ),
        (
            _("Yes-or-no decisions alike"),
            f"{format_decimal(round(overall.decisions, 1))}%",
            _("Each code is one decision for each answer. Most are an easy no, so this is always high."),
        ),
        (
            _("Cohen’s kappa"),
            estimate_words(overall.kappa),
            _("The same decisions, with what chance would give taken out."),
        ),
        (
            _("Krippendorff’s alpha (MASI)"),
            estimate_words(overall.alpha),
            _("Whole sets of codes compared: part of the other’s set is nearer than another set."),
        ),
    ]


def _row(found: QuarterAgreement, line: CodeAgreement) -> tuple[str, ...]:
    square = line.square
    return (
        found.names[line.code],
        str(square.both),
        str(square.first_only),
        str(square.second_only),
        f"{format_decimal(round(line.percent, 1))}% {between(line.around, 100)}",
        estimate_words(line.kappa),
        estimate_words(line.alpha),
    )


def _drawing(found: QuarterAgreement, lines: list[CodeAgreement]) -> str:
    dots = [Dot(found.names[line.code], line.alpha) for line in lines if line.alpha]
    if not dots:
        return ""
    told = "; ".join(f"{dot.label}: {estimate_words(dot.estimate)}" for dot in dots)
    return dots_chart(_("Krippendorff’s alpha of each code"), told, dots)


def estimate_words(estimate: Estimate | None) -> str:
    """0.84 (0.81 to 0.87), or that there are too few."""
    if estimate is None:
        return str(_("Too few to say"))
    if estimate.low == estimate.high:
        return str(_("%(figure)s (they never differed)", figure=_two(estimate.value)))
    return f"{_two(estimate.value)} {between(Interval(estimate.low, estimate.high))}"


def share_words(share: Share) -> str:
    """17 of 20: 85% (64 to 95)."""
    percent = round(100 * share.count / share.base)
    return f"{_of(share)}: {percent}% {between(wilson(share), 100)}"


def _of(share: Share) -> str:
    return str(_("%(count)s of %(base)s", count=share.count, base=share.base))


def between(interval: Interval, times: int = 1) -> str:
    """Between what a figure lies with 95 % certainty."""
    low, high = interval.low * times, interval.high * times
    shown = (_two(low), _two(high)) if times == 1 else (str(round(low)), str(round(high)))
    return str(_("(%(low)s to %(high)s)", low=shown[0], high=shown[1]))


def _two(number: float) -> str:
    return str(format_decimal(round(number, 2), format="0.00"))
