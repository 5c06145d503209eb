"""The forms of an audit's pages."""

import re
from datetime import date, datetime, time

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import ValidationError
from wtforms.validators import InputRequired

from feedback_app.audits.models import Area
from feedback_app.audits.requests import Reflected
from feedback_app.clock import LONDON
from feedback_app.improvement.models import Reach
from feedback_app.web.fields import (
    ChoiceField,
    DateField,
    HiddenField,
    SelectField,
    SubmitField,
    TextField,
    WordsField,
    choice,
)
from feedback_app.web.languages import ALL

CHOOSE = _l("Choose one.")
CHOOSE_SOMEBODY = _l("Choose somebody.")
CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
FIRST_YEAR, LAST_YEAR = 2015, 2099
LANGUAGES = [choice(each.code, each.own_name) for each in ALL.values()]


class DayField(DateField):
    """A day that must be given, in a year of our time, so that its quarter can be named."""

    def post_validate(self, form: FlaskForm, validation_stopped: bool) -> None:
        if self.errors or validation_stopped:
            return
        if self.data is None:
            raise ValidationError(_l("Give the day."))
        if not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            raise ValidationError(_l("Type a year like 2026."))

    @property
    def day(self) -> date:
        """The day, once the form is valid."""
        assert isinstance(self.data, date), "asked for before the form was found valid"
        return self.data


def written(message: str) -> object:
    """A check that something other than spaces was written."""

    def check(_form: FlaskForm, field: TextField) -> None:
        if not (field.data or "").strip():
            raise ValidationError(message)

    return check


class PlanForm(FlaskForm):
    """Everything a learning audit needs to be planned, the two voices it asks for among it."""

    title = TextField(
        _l("What shall we call this audit?"),
        validators=[written(_l("Give the audit a name."))],
        description=_l("No names of children or families: the name is seen in lists"),
        longest=160,
    )
    service_area = SelectField(_l("Service area"), validators=[InputRequired(_l("Choose the service area."))])
    locality = SelectField(_l("Locality"), validators=[InputRequired(_l("Choose the locality."))])
    family_ref = TextField(
        _l("The family's reference in the case system"),
        validators=[written(_l("Type the family's reference."))],
        description=_l("Used to check that practice leads are independent"),
        longest=60,
    )
    meeting_on = DayField(_l("Day of the meeting"))
    meeting_time = TextField(_l("Time of the meeting"), description=_l("Like 14:30"), longest=5)
    why_late = TextField(
        _l("If the meeting is less than four weeks away, why?"),
        description=_l("Invitations go out at least 28 days before"),
        longest=500,
    )
    chair = SelectField(_l("Who chairs?"), validators=[InputRequired(_l("Choose who chairs."))])
    responsible = SelectField(
        _l("Which service manager is responsible for the case?"),
        validators=[InputRequired(_l("Choose who is responsible for the case."))],
    )
    child_voice = ChoiceField(
        _l("Who is the child or young person?"),
        validators=[InputRequired(_l("Choose how old the child or young person is."))],
    )
    child_who = TextField(
        _l("First name or initials, and age"),
        validators=[written(_l("Give the first name or initials of the child or young person."))],
        longest=80,
    )
    child_language = SelectField(_l("Language they like best"), choices=LANGUAGES, default="en_GB")
    child_contact = TextField(_l("How can they be reached safely?"), longest=500)
    adult_voice = ChoiceField(
        _l("Who is the adult?"), validators=[InputRequired(_l("Choose who the adult is."))]
    )
    adult_who = TextField(
        _l("First name or initials"),
        validators=[written(_l("Give the first name or initials of the adult."))],
        longest=80,
    )
    adult_language = SelectField(_l("Language they like best"), choices=LANGUAGES, default="en_GB")
    adult_contact = TextField(_l("How can they be reached safely?"), longest=500)
    submit = SubmitField(_l("Plan this audit"))

    def validate_meeting_time(self, field: TextField) -> None:
        if not CLOCK.fullmatch((field.data or "").strip()):
            raise ValidationError(_l("Give the time like 14:30."))

    @property
    def meeting_at(self) -> datetime:
        """The moment of the meeting, once the form is valid."""
        found = CLOCK.fullmatch((self.meeting_time.data or "").strip())
        hour, minute = found.groups() if found else ("0", "0")
        return datetime.combine(self.meeting_on.day, time(int(hour), int(minute)), LONDON)


class AssignForm(FlaskForm):
    """Which practice lead hears this voice."""

    lead = SelectField(_l("Practice lead"), validators=[InputRequired(CHOOSE_SOMEBODY)])


class NotesForm(FlaskForm):
    """What the meeting talked about, by area; nothing has to be filled in."""

    seen = HiddenField()
    positives = WordsField(_l("What goes well, and how far the plan has come"))
    challenges = WordsField(_l("What is hard, and how strengths were used"))
    differently = WordsField(_l("What we would do differently"))
    next_steps = WordsField(_l("What moves this forward"))
    submit = SubmitField(_l("Save the notes"))

    def by_area(self) -> dict[Area, str]:
        return {area: self[area.value].data or "" for area in Area}


class ConsiderForm(FlaskForm):
    """Whether the meeting's views reflected one piece of feedback, and its context."""

    seen = HiddenField()
    reflected = ChoiceField(
        _l("Is this reflected in what people at the meeting said?"),
        choices=[
            choice(Reflected.yes, _l("Yes")),
            choice(Reflected.partly, _l("Partly")),
            choice(Reflected.no, _l("No")),
            choice(Reflected.not_discussed, _l("It was not discussed")),
        ],
        validators=[InputRequired(CHOOSE)],
    )
    context = WordsField(
        _l("The context of this feedback"), description=_l("For example: said in the week after the move")
    )
    save = SubmitField(_l("Save"))


class MainPointsForm(FlaskForm):
    """What the meeting sees where somebody allowed the main points only."""

    main_points = WordsField(
        _l("The main points, in your own words"), validators=[written(_l("Write the main points."))]
    )
    save_points = SubmitField(_l("Save the main points"))


class ActionForm(FlaskForm):
    """An action: about this case, owned, dated, and in no current plan."""

    what = WordsField(
        _l("What will be done?"), validators=[written(_l("Write what will be done."))], longest=2000
    )
    already = ChoiceField(
        _l("Is it in a current plan already?"),
        choices=[choice("no", _l("No, it is new")), choice("yes", _l("Yes"))],
        validators=[InputRequired(CHOOSE)],
    )
    owner = SelectField(
        _l("Who will see that it is done?"),
        validators=[InputRequired(_l("Choose the person who will see that it is done."))],
    )
    due_on = DayField(_l("By which day?"))
    add_action = SubmitField(_l("Add this action"))


class LearningForm(FlaskForm):
    """Learning: something others can use, for whom, and by when they hear it."""

    learnt = WordsField(
        _l("What can others learn?"),
        validators=[written(_l("Write what others can learn."))],
        longest=2000,
    )
    reach = ChoiceField(
        _l("For whom?"),
        choices=[
            choice(Reach.team, _l("The team")),
            choice(Reach.service, _l("The service area")),
            choice(Reach.workforce, _l("Everybody, through training")),
            choice(Reach.partners, _l("Partners")),
        ],
        validators=[InputRequired(CHOOSE)],
    )
    share_by = DayField(_l("By which day do they hear it?"))
    add_learning = SubmitField(_l("Add this learning"))


class HeldForm(FlaskForm):
    """The day the meeting took place."""

    held_on = DayField(_l("Which day was the meeting held?"))
    submit = SubmitField(_l("The meeting was held"))


class SignOffForm(FlaskForm):
    """The responsible service manager's word that the audit is right."""

    why_not_complete = WordsField(_l("Why was feedback not sought from everybody?"), longest=2000)
    submit = SubmitField(_l("Sign off this audit"))


class OnlyButton(FlaskForm):
    """A form with nothing but its button."""
