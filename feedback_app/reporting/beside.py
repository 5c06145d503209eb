"""What else is known of a quarter for those who write its analysis: only from tables drawn safe before."""

from sqlalchemy import func, select

from analysis.arrange import Picked, side_by_side
from analysis.cooccurrence import BOTH
from analysis.periods import Quarter
from analysis.safe_counts import HIDDEN
from feedback_app.clock import LONDON
from feedback_app.dashboards.narrow import Narrowed
from feedback_app.dashboards.read import BEFORE, NOW, codes_together, drawn_quarters, themes_now_and_before
from feedback_app.database import db
from feedback_app.improvement.models import Action, Agreed
from feedback_app.reporting.document import Beside, ChangedLine, Figure, FigureKey, SaidTogether
from feedback_app.reporting.queries import code_names, theme_names
from surveys.definition import RespondentGroup

MOST_PAIRS = 10
PARTNERS = Narrowed(group=RespondentGroup.PARTNER.value)
COLUMNS = {NOW: "This quarter", BEFORE: "The quarter before"}


def beside(quarter: Quarter) -> Beside:
    """What partners speak of, what is said together, and what done actions changed."""
    drawn = dict(drawn_quarters()).get(quarter)
    return Beside(
        drawn_on=drawn.astimezone(LONDON).date() if drawn else None,
        partners=_of_partners(quarter) if drawn else None,
        together=_together(quarter) if drawn else (),
        changed=changed_in(quarter),
    )


def _of_partners(quarter: Quarter) -> Figure | None:
    """The themes whose number may be told, this quarter and the last; nothing while there is none."""
    names = theme_names()
    drawn = themes_now_and_before(quarter, PARTNERS, names)
    told = [slug for slug in names if drawn and drawn.cell(slug, NOW) not in (HIDDEN, 0)]
    if not told:
        return None
    counts = side_by_side(
        {
            label: ({names[slug]: Picked(drawn, slug, column) for slug in told}, Picked(drawn, column=column))
            for column, label in COLUMNS.items()
        }
    )
    return Figure(
        key=FigureKey.partners,
        title="What partner agencies speak of",
        counts=counts,
        row_head="Theme",
        of="responses of partners",
    )


def _together(quarter: Quarter) -> tuple[SaidTogether, ...]:
    """The pairs found together most often."""
    names = code_names()
    told = [
        (shown, SaidTogether(one=names.get(one, one), other=names.get(other, other), counts=counts))
        for (one, other), counts in codes_together(quarter).items()
        if isinstance(shown := counts.cell(BOTH, BOTH), int)
    ]
    told.sort(key=lambda pair: (-pair[0], pair[1].one, pair[1].other))
    return tuple(pair for _shown, pair in told[:MOST_PAIRS])


def changed_in(quarter: Quarter) -> tuple[ChangedLine, ...]:
    """The actions done in a quarter, and what each changed as somebody other than its owner confirmed."""
    rows = db.session.execute(
        select(Action.what, Action.impact, Action.done_on)
        .where(
            Action.state == Agreed.agreed,
            Action.done_on.between(quarter.starts, quarter.ends),
            Action.confirmed_by_id.is_not(None),
            func.length(Action.impact) > 0,
        )
        .order_by(Action.done_on, Action.id)
    )
    return tuple(ChangedLine(what=what, changed=impact, done_on=day) for what, impact, day in rows if day)
