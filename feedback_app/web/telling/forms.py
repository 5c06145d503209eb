"""What is written down about a theme on its way from heard to told."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from feedback_app.telling.rules import Decision
from feedback_app.web.audits.forms import written
from feedback_app.web.fields import ChoiceField, HiddenField, SelectField, SubmitField, WordsField, choice


class FoundForm(FlaskForm):
    """What the theme shows, for those who decide."""

    seen = HiddenField()
    found = WordsField(
        _l("What does this show?"),
        description=_l("A few sentences, without names: who spoke of it, and what would help."),
        validators=[written(_l("Write what it shows."))],
        longest=2000,
    )
    keep_found = SubmitField(_l("Keep what we found"))


class DecideForm(FlaskForm):
    """The decision, and the reason as a child or parent will read it."""

    seen = HiddenField()
    decision = ChoiceField(
        _l("What was decided?"),
        choices=[
            choice(Decision.act, _l("We will act on it")),
            choice(Decision.cannot, _l("We cannot do it, or there is nothing to do")),
        ],
        validators=[InputRequired(_l("Choose one."))],
    )
    reason = WordsField(
        _l("Why? Write it for children and families."),
        description=_l("What will happen, or why it cannot. Short sentences, everyday words, no names."),
        validators=[written(_l("Write why, in words for children and families."))],
        longest=600,
    )
    keep_decision = SubmitField(_l("Keep the decision"))


class LinkForm(FlaskForm):
    """An action that follows from what was said."""

    action = SelectField(_l("Action"), validators=[InputRequired(_l("Choose an action."))])
    link = SubmitField(_l("Link this action"))


class WordsForm(FlaskForm):
    """You said, we did: two short texts that anybody may read."""

    seen = HiddenField()
    said = WordsField(
        _l("You said"),
        description=_l("One or two short sentences, as children and families would say it."),
        validators=[written(_l("Write what people said."))],
        longest=300,
    )
    did = WordsField(
        _l("We did, or why we could not"),
        description=_l("What is different now, or why it cannot change. Say it straight."),
        validators=[written(_l("Write what was done, or why it could not be."))],
        longest=600,
    )
    keep = SubmitField(_l("Keep these words"))
    check = SubmitField(_l("See how it reads"))
