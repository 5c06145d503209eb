"""The words a report is written in.

A report is in the council's working language and its words are frozen with its figures: it is not
translated when it is shown, so that a report approved today reads the same in ten years.
"""

from analysis.periods import Quarter, parse_period
from analysis.trends import Direction
from feedback_app.listening.models import Channel
from feedback_app.reporting.refusals import Part

NOT_KNOWN = "Not known"
NO_JOB_TITLE = "Job title not recorded"
GROUPS = {
    "child": "Children",
    "young_person": "Young people",
    "parent_or_carer": "Parents and carers",
    "foster_carer": "Foster carers",
    "staff": "Staff",
    "partner": "Partners",
    "young_inspector": "Young Inspectors",
}
SOMEBODY = "Somebody who answered"
ONE_OF = {
    "child": "A child",
    "young_person": "A young person",
    "parent_or_carer": "A parent or carer",
    "foster_carer": "A foster carer",
}
CHANNELS = {
    Channel.online: "Online",
    Channel.online_with_help: "Online with help",
    Channel.phone: "By phone",
    Channel.visit: "On a visit",
    Channel.paper: "On paper",
    Channel.group: "In a group",
    Channel.bottle: "Message in a Bottle",
    Channel.imported: "From a file",
}
LANGUAGES = {"en": "English", "pl": "Polish", "ar": "Arabic"}
REACHES = {
    "team": "For the team",
    "service": "For the service",
    "workforce": "For the whole workforce",
    "partners": "For partners",
}
HEARD, DECLINED, NOT_APPROPRIATE = "Heard", "Did not want to", "Judged not appropriate"
NOT_REACHED, NOT_TRIED = "Tried, not reached", "Not tried before the meeting"
OUTCOMES = (HEARD, DECLINED, NOT_APPROPRIATE, NOT_REACHED, NOT_TRIED)
WELL, NOT_SO_GOOD, MIXED = "Going well", "Not so good", "Mixed or not said"
VALENCES = (WELL, NOT_SO_GOOD, MIXED)
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ONCE, AGAIN = "A person's first or only answer", "The same person again"
TOO_FEW = "Too few to say"
DIRECTIONS = {
    Direction.up: "More than last quarter",
    Direction.down: "Less than last quarter",
    Direction.steady: "About the same",
    Direction.too_few: TOO_FEW,
}

PARTS = {
    Part.themes: "Themes",
    Part.strengths: "Strengths",
    Part.barriers: "Barriers",
    Part.partners: "Relationships with partners",
    Part.impact: "Impact and outcomes",
}
NOTHING_TO_SAY = "There is nothing to say here this quarter, because:"
TOGETHER_MEANS = (
    "Pairs of codes that come up in the same responses more often than chance explains. A pair is listed "
    "only where each number in it is large enough to be told."
)

HIDDEN_MEANS = (
    "c stands for a number we keep back: it is fewer than 5, or it tells what a group of fewer than 10 said, "
    "or it would let somebody work that out. We do this so that no child or family can be recognised, and "
    "nobody can tell what everybody in a small group said."
)
COUNTED_FROM_CODINGS = (
    "Themes are counted from decisions people made when they read each answer. "
    "A computer's suggestions are never counted."
)
READ_TWICE = "Read a second time"
TAKEN_UP, TURNED_DOWN = "Accepted", "Declined"
TOO_FEW_READ_TWICE = (
    "Fewer than 20 answers have been read twice so far: too few to say how far readers agree."
)
AGREEMENT_MEANS = (
    "In brackets: between what a figure would lie in 95 of 100 such samples. Nought is chance, 1 is full "
    "agreement. Where readers differed, they settled it together or a third person did; only what was agreed "
    "is counted."
)
NEVER_COUNTED = "A suggestion counts for nothing until a person decides."
WHOSE_RESPONSES = (
    "Feedback is counted in the quarter it reached us, and leaves out anything people took back since. "
    "One response can carry several themes."
)
CANNOT_TELL_PEOPLE = (
    "People are counted apart from responses only where we asked them by name before an audit. "
    "Where a link was open, we cannot tell whether somebody answered twice: each such response counts as "
    "one person."
)
NOT_ALL_CODED = (
    "Some answers of this time had not been read and coded when the figures were taken; "
    "themes can still grow."
)
KEPT_BACK = (
    "We give no figures for these themes. Each came up fewer than five times, not at all, or in nearly "
    "every response:"
)
TREND_MEANS = (
    "We only say more or less when both quarters have at least 10 responses and the change is larger than "
    "chance explains."
)


BANDS_MEAN = (
    "Of one month we say only which themes were heard ten times or more in one way, in tens, and only where "
    "ten or more responses did not say so. Months add up to their quarter: with numbers of each, somebody "
    "could work out what a few people said. The report of the quarter gives the numbers."
)
TOO_FEW_IN_A_MONTH = (
    "Too few to say: no theme was heard ten times or more this month. That does not mean that nothing was "
    "said; every answer was read."
)
NOT_LISTED = "Of a theme that is not listed it is too few to say, or nearly everybody said the same of it."
WHOSE_MONTH = (
    "Feedback is counted in the month it reached us, and leaves out anything people took back since. "
    "One response can carry several themes."
)
NOTHING_OF_THE_PLACE = (
    "What one team heard in one month is too few to say, and the last report of a quarter tells nothing of "
    "the place of this team by itself."
)
ONE_TEAM_IN_A_MONTH = (
    "What one team heard in one month is nearly always too few to say, so it is never given by itself. Here "
    "is how it was for the place of the team in the last report of a quarter."
)


def points_for(goes_to: str) -> str:
    """Over the points that a group is asked to act on."""
    return f"For the {goes_to} to act on"


def from_the_report(quarter: str) -> str:
    """Where figures of an earlier quarter come from."""
    return f"From the approved report of {quarter_in_words(quarter)}."


def period_in_words(period: str) -> str:
    """A quarter or month as people read it: May 2026."""
    found = parse_period(period)
    if isinstance(found, Quarter):
        return quarter_in_words(str(found))
    return f"{MONTH_NAMES[found.number - 1]} {found.year}"


def quarter_in_words(quarter: str) -> str:
    """2026-27-Q1 as people read it."""
    months = {
        "Q1": "April to June",
        "Q2": "July to September",
        "Q3": "October to December",
        "Q4": "January to March",
    }
    years, _dash, number = quarter.rpartition("-")
    return f"{months[number]}, {years} {number}"
