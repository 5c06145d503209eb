"""The forms of the triage pages."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from feedback_app.safeguarding.models import Concern, Decision, Severity
from feedback_app.web.fields import ChoiceField, HiddenField, SelectField, SubmitField, WordsField, choice
from feedback_app.web.triage.words import decision_words, severity_shown


class DecideForm(FlaskForm):
    """What is done about a concern, and why."""

    decision = ChoiceField(_l("What is decided"), validators=[InputRequired(_l("Choose what is decided."))])
    reason = WordsField(
        _l("Why, who was told, and when"), validators=[InputRequired(_l("Write down why."))], longest=5000
    )
    changes = HiddenField()
    submit = SubmitField(_l("Keep this decision"))

    def __init__(self, concern: Concern) -> None:
        super().__init__(prefix="decide-", changes=str(concern.changes))
        self.decision.choices = [choice(each.value, decision_words(each)) for each in Decision]


class SeverityForm(FlaskForm):
    """How serious it is, once somebody has looked."""

    severity = SelectField(
        _l("How serious it is"), validators=[InputRequired(_l("Choose how serious it is."))]
    )
    reason = WordsField(_l("Why (needed when you lower it)"), longest=2000)
    changes = HiddenField()
    submit = SubmitField(_l("Change how serious it is"))

    def __init__(self, concern: Concern) -> None:
        super().__init__(prefix="severity-", severity=concern.severity.value, changes=str(concern.changes))
        self.severity.choices = [(each.value, severity_shown(each).words) for each in Severity]


class BackForm(FlaskForm):
    """Why a concern is given back, or opened again."""

    reason = WordsField(_l("Why"), validators=[InputRequired(_l("Write down why."))], longest=2000)
    changes = HiddenField()

    def __init__(self, concern: Concern) -> None:
        super().__init__(prefix="back-", changes=str(concern.changes))


class KnowForm(FlaskForm):
    """Nothing but a press: they know of it."""


class AnswerForm(FlaskForm):
    """What somebody who was told has answered."""

    answer = WordsField(
        _l("What was done, and what will be done next"),
        validators=[InputRequired(_l("Write down the answer."))],
        longest=5000,
    )
    keep_answer = SubmitField(_l("Keep this answer"))


def reason_needed() -> str:
    """What to say when somebody lowers a severity and does not say why."""
    return str(_("To lower it, write down why."))
