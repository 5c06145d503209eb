"""What an owner, a manager and whoever passes learning on fill in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from feedback_app.improvement.rules import Because
from feedback_app.web.audits.forms import DayField, written
from feedback_app.web.fields import ChoiceField, HiddenField, SubmitField, WordsField, choice


class DoneForm(FlaskForm):
    """The owner's word that it is done."""

    seen = HiddenField()
    done_on = DayField(_l("On which day was it done?"))
    impact = WordsField(
        _l("What changed for the child or family?"),
        description=_l("A sentence or two, without names. If nothing changed yet, say so and say why."),
        validators=[written(_l("Say what changed for the child or family, even if it is little."))],
        longest=2000,
    )
    submit = SubmitField(_l("It is done"))


class SendBackForm(FlaskForm):
    """Why a manager sends it back; chosen, so that nothing about a family is typed where many may read it."""

    seen = HiddenField()
    because = ChoiceField(
        _l("Why does it go back?"),
        choices=[
            choice(Because.unfinished, _l("Part of it is still to be done")),
            choice(Because.change_unclear, _l("It does not say what changed for the child or family")),
            choice(Because.names_somebody, _l("It names somebody: please write it without names")),
            choice(Because.to_talk, _l("I would like to talk about it first")),
        ],
        validators=[InputRequired(_l("Choose one."))],
    )
    send_back = SubmitField(_l("Send it back"))


class ToldForm(FlaskForm):
    """The day those the learning is for were told."""

    told_on = DayField(_l("On which day were they told?"))
    submit = SubmitField(_l("They were told"))
