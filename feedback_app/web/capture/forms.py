"""The forms of a practice lead's pages; each has a prefix of its own where several share a page."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import ValidationError
from wtforms.validators import InputRequired

from feedback_app.audits.requests import AttemptOutcome
from feedback_app.listening.models import Channel
from feedback_app.safeguarding.models import Severity
from feedback_app.web.fields import (
    ChoiceField,
    ChoicesField,
    HiddenField,
    SelectField,
    SubmitField,
    TextField,
    TickField,
    WordsField,
    choice,
)
from feedback_app.web.languages import ALL

CHOOSE = _l("Choose one.")
NOBODY, OTHER_PERSON = "alone", "other"
NO_INTERPRETER = "none"
EXACT, SUMMARY = "exact", "summary"
NOT_AT_RISK = "no"


class IndependenceForm(FlaskForm):
    """The practice lead's own word about this family."""

    knows = ChoiceField(
        _l("Have you ever worked with anybody in this family?"),
        choices=[
            choice("no", _l("No, never")),
            choice("yes", _l("Yes, now or in the past"), hint=_l("Also when it was a brother or a sister")),
        ],
        validators=[InputRequired(CHOOSE)],
    )
    submit = SubmitField(_l("Save"))


class AttemptForm(FlaskForm):
    """One try to reach somebody."""

    outcome = ChoiceField(
        _l("What happened?"),
        choices=[
            choice(AttemptOutcome.no_answer, _l("No answer")),
            choice(AttemptOutcome.call_back, _l("Not a good time: ring back")),
            choice(AttemptOutcome.declined, _l("They do not want to take part")),
        ],
        validators=[InputRequired(CHOOSE)],
    )
    note = TextField(
        _l("When to try again, or anything about reaching them"),
        description=_l("Not what they said"),
        longest=500,
    )
    save_try = SubmitField(_l("Save this try"))


class NotAppropriateForm(FlaskForm):
    """Asking would not be right, as the lead case holder judged."""

    why = WordsField(_l("Why would asking not be right?"), longest=2000)
    lead_case_holder = TextField(_l("Name of the lead case holder who judged so"), longest=120)
    do_not_ask = SubmitField(_l("Save: do not ask"))


class StartForm(FlaskForm):
    """How the conversation is held, and what was said before the first question."""

    channel = ChoiceField(
        _l("How are you talking?"),
        choices=[choice(Channel.phone, _l("On the phone")), choice(Channel.visit, _l("On a visit"))],
        validators=[InputRequired(CHOOSE)],
    )
    private = TickField(_l("It is a good time, and nobody else can hear unless they want them to"))
    place = TextField(_l("Where are they?"), description=_l("For example: at home, at school"), longest=120)
    present = ChoicesField(
        _l("Who else is there?"),
        choices=[
            choice(NOBODY, _l("Nobody: they are alone with me")),
            choice("parent", _l("A parent")),
            choice("carer", _l("A carer")),
            choice("brother_or_sister", _l("A brother or sister")),
            choice("worker", _l("A worker")),
            choice("interpreter", _l("An interpreter")),
            choice(OTHER_PERSON, _l("Somebody else")),
        ],
        validators=[InputRequired(_l("Choose who else is there."))],
    )
    who_was_present = TextField(_l("If somebody else is there, why?"), longest=200)
    language_used = SelectField(
        _l("Which language do you use?"),
        choices=[choice("", _l("Choose a language"))]
        + [choice(each.code, each.own_name) for each in ALL.values()]
        + [choice("other", _l("Another language"))],
        validators=[InputRequired(_l("Choose the language."))],
    )
    interpreter = ChoiceField(
        _l("Who interprets?"),
        choices=[
            choice(NO_INTERPRETER, _l("Nobody is needed")),
            choice("professional", _l("A professional interpreter")),
            choice("colleague", _l("A colleague who speaks the language")),
            choice("adult_chosen", _l("An adult they chose")),
        ],
        validators=[InputRequired(CHOOSE)],
    )
    language_reason = TextField(_l("If it is not the language they like best, why?"), longest=300)
    limits = TickField(_l("I read out what I keep private and what I must pass on"))
    understood = TickField(_l("They told me in their own words what happens with what they say"))
    submit = SubmitField(_l("Go on to the questions"))

    def validate_private(self, field: TickField) -> None:
        if not field.data:
            raise ValidationError(
                _l("Make sure that it is private. If it is not, press “Not a good time: ring back”.")
            )

    def validate_present(self, field: ChoicesField) -> None:
        if NOBODY in field.data and len(field.data) > 1:
            raise ValidationError(_l("They cannot be alone and with somebody. Choose again."))

    def validate_who_was_present(self, field: TextField) -> None:
        others = set(self.present.data or ()) - {NOBODY, "interpreter"}
        if others and not (field.data or "").strip():
            raise ValidationError(_l("Say shortly why they are not alone."))

    def validate_limits(self, field: TickField) -> None:
        if not field.data:
            raise ValidationError(_l("Read out what you keep private and what you must pass on, then tick."))

    def validate_understood(self, field: TickField) -> None:
        if not field.data:
            raise ValidationError(_l("Ask them to tell you what happens with what they say, then tick."))


class ReadBackForm(FlaskForm):
    """The end of the conversation: read back, exact words or not, what to leave out, and anyone at risk."""

    read_back = TickField(_l("I read everything back, and they changed what they wanted"))
    words = ChoiceField(
        _l("What did you write down?"),
        choices=[choice(EXACT, _l("Their exact words")), choice(SUMMARY, _l("A summary in my words"))],
        validators=[InputRequired(_l("Choose whether these are their exact words."))],
    )
    leave_out = TextField(
        _l("Do they want anything left out when this is passed on?"),
        description=_l("Leave it empty when there is nothing"),
        longest=500,
    )
    at_risk = ChoiceField(
        _l("Is anyone at risk now?"),
        choices=[
            choice(NOT_AT_RISK, _l("No, I do not think so")),
            choice(Severity.S3, _l("I am worried, and not sure")),
            choice(Severity.S2, _l("Yes, somebody may be badly hurt")),
            choice(Severity.S1, _l("Yes, somebody is in danger now")),
        ],
        validators=[InputRequired(_l("Choose an answer, also when it is no."))],
    )
    submit = SubmitField(_l("Send to the audit"))

    def validate_read_back(self, field: TickField) -> None:
        if not field.data:
            raise ValidationError(_l("Read everything back first, then tick."))


class WorryForm(FlaskForm):
    """One press, one severity; the press is remembered so that pressing twice raises one concern."""

    press = HiddenField()
    back = HiddenField()


class OnlyButton(FlaskForm):
    """A form with nothing but its button."""
