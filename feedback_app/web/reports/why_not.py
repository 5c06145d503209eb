"""Each refusal about a report as a sentence that says what to do."""

from flask_babel import lazy_gettext as _l

from feedback_app.reporting.refusals import (
    ApproverCompiledIt,
    CompileAgain,
    IssuedOnce,
    MayNotBeQuoted,
    NoLongerADraft,
    NotRead,
    NotTheirWords,
    NotWaiting,
    QuarterIsReported,
    QuotesNotChecked,
    ReportRefused,
    SectionsEmpty,
    SettledAlready,
    SomethingWritten,
    StillProposed,
)

SAID = {
    ApproverCompiledIt: _l("You compiled, wrote or sent this report, so somebody else has to approve it."),
    CompileAgain: _l(
        "Since it was sent, somebody took back what they said, or an action or learning changed. "
        "Send it back, so that it is compiled again."
    ),
    IssuedOnce: _l(
        "The digest of this month is issued. A second one would show what changed between them, so there "
        "is only one."
    ),
    MayNotBeQuoted: _l("A quote may not be used in this report. Take it out, or choose another."),
    SettledAlready: _l(
        "Somebody has settled this point meanwhile: see below. Nothing was made of what you typed."
    ),
    NoLongerADraft: _l("This report was sent or approved meanwhile, so it cannot be changed."),
    NotRead: _l("Tick this once you have read the whole report."),
    NotTheirWords: _l(
        "Only leave words out, and mark each gap with [...]. Words that were not said cannot be put in."
    ),
    NotWaiting: _l("This report does not wait for approval."),
    QuarterIsReported: _l(
        "The report of this month's quarter is approved. A month issued after it could show what a few "
        "people said, so no month of that quarter is issued any more."
    ),
    QuotesNotChecked: _l("Tick each quote once you have checked it, or send the report back."),
    SectionsEmpty: _l("It is not sent yet: a section is still empty. Write it first."),
    SomethingWritten: _l(
        "Something is written or quoted in this draft, so it is kept. Empty its sections and take its quotes "
        "out first."
    ),
    StillProposed: _l("It cannot go on yet: actions or learning are only proposed. They are listed here."),
}
OTHERWISE = _l("That could not be done. Open the page again to see how the report stands.")


def why_not(refused: ReportRefused) -> str:
    return str(SAID.get(type(refused), OTHERWISE))
