"""The form for a new link and code."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import ValidationError
from wtforms.validators import InputRequired, Optional

from feedback_app import clock
from feedback_app.web.fields import (
    ChoiceField,
    DateField,
    HiddenField,
    NumberField,
    SelectField,
    SubmitField,
    TextField,
    choice,
)
from feedback_app.web.invite.words import reader_name
from feedback_app.web.languages import ALL
from feedback_app.web.said import group_name
from surveys.definition import Survey

MOST_USES = 100_000
LAST_YEAR = 2099
LONGEST_LABEL = 120


class NewInvitation(FlaskForm):
    """For whom, where, in which language, until when and how often."""

    group = ChoiceField(_l("Who is it for?"), validators=[InputRequired(_l("Choose who it is for."))])
    reader = ChoiceField(
        _l("Which wording do they get?"), validators=[InputRequired(_l("Choose a wording."))]
    )
    language = SelectField(_l("Which language does it open in?"))
    service_area = SelectField(_l("Which service area is it about?"))
    locality = SelectField(_l("Which locality is it about?"))
    label = TextField(
        _l("What will you call it in the list?"),
        description=_l("For example: Half-term group, Riverside. No names of children."),
        longest=LONGEST_LABEL,
    )
    uses = NumberField(
        _l("How many people may use it? (optional)"),
        description=_l("Leave it empty when many will use it, for example on a poster."),
        validators=[Optional()],
    )
    expires_on = DateField(
        _l("What is the last day it works? (optional)"), description=_l("For example, 27 3 2027")
    )
    once = HiddenField()
    make = SubmitField(_l("Make the link and code"))

    def offer(self, survey: Survey, areas: list[tuple[str, str]], localities: list[tuple[str, str]]) -> None:
        """Offer what this survey is for, and the council's places."""
        self.group.choices = [choice(group, group_name(group)) for group in survey.respondent_groups]
        self.reader.choices = [choice(reader, reader_name(reader)) for reader in survey.readers]
        if not self.is_submitted():
            self.group.data = survey.respondent_groups[0] if len(survey.respondent_groups) == 1 else None
            self.reader.data = survey.readers[0] if len(survey.readers) == 1 else None
        self.language.choices = [choice(code, ALL[code].own_name) for code in survey.languages if code in ALL]
        self.service_area.choices = [choice("", _("All of them")), *(choice(*area) for area in areas)]
        self.locality.choices = [choice("", _("All of them")), *(choice(*place) for place in localities)]

    def validate_uses(self, field: NumberField) -> None:
        """At least one, and not beyond reason."""
        if field.number is not None and not 1 <= field.number <= MOST_USES:
            raise ValidationError(_("Type a number from 1 to %(most)s.", most=MOST_USES))

    def validate_expires_on(self, field: DateField) -> None:
        """Today or later."""
        if isinstance(field.data, date) and not clock.today() <= field.data <= date(LAST_YEAR, 12, 31):
            raise ValidationError(_("Give a day that is still to come."))


class TakeBack(FlaskForm):
    """A form with nothing but its button, pressed on purpose."""

    submit = SubmitField(_l("Take it back"))
