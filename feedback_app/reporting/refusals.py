"""Why a report may not be compiled, written, sent or approved: one named refusal for each reason."""

from dataclasses import dataclass
from enum import StrEnum


class ReportRefused(Exception):
    """Something about a report may not be done as asked."""


class UnknownQuarter(ReportRefused):
    """Not a quarter written like 2026-27-Q1, nor a month written like 2026-05."""


class QuarterHasNotBegun(ReportRefused):
    """Nothing can have been said in a quarter that has not begun."""


class MonthIsNotOver(ReportRefused):
    """The digest of a month is made once the month has ended."""


class IssuedOnce(ReportRefused):
    """A month is told of once: two digests of it would show what changed between them."""


class QuarterIsReported(ReportRefused):
    """The report of its quarter is approved: a month taken from it would show small numbers."""


class NeedsWholeCouncil(ReportRefused):
    """A role held in one place only may not make a report about the whole council."""


class NoAnalysisHere(ReportRefused):
    """The council's framework asks for no written analysis of a quarter."""


class NeitherWordsNorReason(ReportRefused):
    """A part of an analysis is written, or it says why there is nothing to say: one of both."""


class PointIsEmpty(ReportRefused):
    """A point says what somebody should act on."""


class NotApprovedYet(ReportRefused):
    """The points of an analysis are acted on once somebody else has approved it."""


class SettledAlready(ReportRefused):
    """Somebody made an action of this point, or said why there is none."""


class AlreadyUnderWay(ReportRefused):
    """A report of this quarter is being written; its reference is given."""

    def __init__(self, public_ref: str) -> None:
        super().__init__(public_ref)
        self.public_ref = public_ref


class NoLongerADraft(ReportRefused):
    """It was sent or approved: send it back, or compile a new version."""


class SomethingWritten(ReportRefused):
    """Only a draft with no words and no quotes in it can be thrown away."""


class NotWaiting(ReportRefused):
    """Only a report that was sent for approval can be approved or sent back."""


class ChangedMeanwhile(ReportRefused):
    """Somebody else wrote in it since this page was opened."""


class ApproverCompiledIt(ReportRefused):
    """Whoever compiled, wrote or sent a report cannot approve it."""


class SectionsEmpty(ReportRefused):
    """One or more of the three written sections is empty (R-53), or of the parts of an analysis."""

    def __init__(self, sections: tuple["Section | Part", ...]) -> None:
        super().__init__(", ".join(sections))
        self.sections = sections


class StillProposed(ReportRefused):
    """Actions or learning of the quarter's audits are not agreed yet (R-54)."""

    def __init__(self, blockers: tuple["Blocker", ...]) -> None:
        super().__init__(f"{len(blockers)} still proposed")
        self.blockers = blockers


class QuotesNotChecked(ReportRefused):
    """A quote was not ticked as checked by the person who approves."""


class NotRead(ReportRefused):
    """The approver did not say that nobody can be recognised in the report."""


class CompileAgain(ReportRefused):
    """Something the report counts or lists was withdrawn or changed since it was compiled."""


class MayNotBeQuoted(ReportRefused):
    """No permission, withdrawn, not English, not their exact words, a concern, or too few people."""


class NotTheirWords(ReportRefused):
    """A quote may leave words out, marked with brackets; it may not put any in."""


class Section(StrEnum):
    """What every report must say (Nottinghamshire QMF 2014, section 6; R-53)."""

    themes = "themes"
    improvement = "improvement"
    plans = "plans"


class Part(StrEnum):
    """What an analysis of a quarter speaks of (West Sussex QA framework 2020, Stage 3)."""

    themes = "themes"
    strengths = "strengths"
    barriers = "barriers"
    partners = "partners"
    impact = "impact"


@dataclass(frozen=True)
class Blocker:
    """An action or learning that is only proposed, and the audit it belongs to."""

    what: str
    is_action: bool
    audit_title: str
    audit_ref: str
