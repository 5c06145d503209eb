"""What the product holds of a quarter's learning audits, set beside what people say of a theme."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from analysis.safe_counts import HIDDEN, SafeCounts
from feedback_app.audits.requests import Reflected
from feedback_app.reporting.audited import SAID, Audited, audited
from feedback_app.reporting.find import newest_report, themes_in_audits
from feedback_app.web.audits.shown import reflected_words
from feedback_app.web.dashboards.door import View
from feedback_app.web.dashboards.grid import Grid
from feedback_app.web.dashboards.words import of_words


@dataclass(frozen=True)
class AuditsShown:
    """Sentences, a table of how far meetings reflected feedback, and where to read on ("" where nowhere).

    `in_a_word` stands beside what each group says of the theme.
    """

    in_a_word: str
    lines: Sequence[str]
    reflected: Grid | None
    listed: str
    report: str


def audits_shown(view: View, theme: str) -> AuditsShown:
    found = audited(view.quarter)
    report = newest_report(view.quarter, approved=True)
    named = themes_in_audits(report) if report else None
    return AuditsShown(
        _in_a_word(theme, named),
        (_named(theme, named), *_counted(found)),
        _reflected(found.reflected) if found.reflected and not _is_kept_back(found.reflected) else None,
        url_for("audits.listed", quarter=str(view.quarter)),
        url_for("reports.one", reference=report.public_ref) if report else "",
    )


def _in_a_word(theme: str, named: Sequence[str] | None) -> str:
    if named is None:
        return str(_("No report on this quarter's audits yet"))
    return str(_("Named in the audits")) if theme in named else str(_("Not named in the audits"))


def _named(theme: str, named: Sequence[str] | None) -> str:
    """What the quarter's audits found; people choose it when they write the quarter's report."""
    if named is None:
        return str(
            _("No report on this quarter's audits is approved yet, so nobody has said what they name.")
        )
    if theme in named:
        return str(_("People who wrote the quarter's report found this theme in the audits too."))
    return str(_("People who wrote the quarter's report did not find this theme in the audits."))


def _is_kept_back(counts: SafeCounts) -> bool:
    return all(HIDDEN in cells for cells in counts.cells)


def _counted(found: Audited) -> Sequence[str]:
    if not found.audits:
        return (str(_("No learning audit was held in this quarter.")),)
    too_few = found.reflected is None or _is_kept_back(found.reflected)
    looked_at = str(_("Too little feedback stood beside them to say how far the meetings reflected it."))
    return (
        ngettext("%(num)s learning audit was held.", "%(num)s learning audits were held.", found.audits),
        str(
            _("Actions: %(actions)s, of them done: %(done)s.", actions=found.actions, done=found.actions_done)
        ),
        str(_("Learning written down: %(learning)s.", learning=found.learning)),
        *([looked_at] if too_few else []),
    )


def _reflected(counts: SafeCounts) -> Grid:
    total = counts.column_totals[0] if counts.column_totals else counts.base
    rows = [
        (reflected_words(Reflected(each)), [of_words(counts.cell(each, SAID), total)]) for each in counts.rows
    ]
    return Grid((_("What the chair wrote down"), _("Pieces of feedback")), rows)
