"""The actions and learning of a period's audits, as a report lists them."""

from analysis.periods import Period
from feedback_app.reporting import queries, words
from feedback_app.reporting.document import ActionLine, LearningLine


def action_lines(period: Period) -> tuple[ActionLine, ...]:
    """The actions of a period's audits, by due day; the owner is a job title, never a name."""
    return tuple(
        ActionLine(
            what=row.what,
            owner=row.owner_title or words.NO_JOB_TITLE,
            due_on=row.due_on,
            done_on=row.done_on,
        )
        for row in queries.actions_of(period)
    )


def learning_lines(period: Period) -> tuple[LearningLine, ...]:
    return tuple(
        LearningLine(what=row.what, reach=row.reach, share_by=row.share_by, told_on=row.told_on)
        for row in queries.learning_of(period)
    )
