"""The forms with which a concern is raised: what and why, then whom to tell by name."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from feedback_app.audits.escalate import Raised
from feedback_app.safeguarding.models import Severity
from feedback_app.safeguarding.who_is_told import AboutWhom, Addressee, Told
from feedback_app.web.audits.forms import written
from feedback_app.web.fields import (
    ChoiceField,
    HiddenField,
    SubmitField,
    TextField,
    WordsField,
    choice,
)
from feedback_app.web.triage.words import as_what

LONGEST_NAME = 120


class AddressField(TextField):
    """The e-mail address of somebody else."""

    type_of_line = "email"
    longest = 254


class RaiseForm(FlaskForm):
    """Which children, how serious, why, and whom it is about."""

    severity = ChoiceField(
        _l("How serious is it?"),
        choices=[
            choice(Severity.S1, _l("Somebody is in danger now")),
            choice(Severity.S2, _l("Somebody may be badly hurt")),
            choice(Severity.S3, _l("I am worried, and not sure")),
        ],
        validators=[InputRequired(_l("Choose how serious it is."))],
    )
    children = WordsField(
        _l("Which children may be at risk?"),
        validators=[written(_l("Say which children may be at risk."))],
        description=_l("First names or initials and ages. Only those who must act will see it."),
        longest=1000,
    )
    why = WordsField(
        _l("Why are you raising it?"),
        validators=[written(_l("Say why you are raising it."))],
        description=_l("What you saw, heard or read, and what makes you worried."),
        longest=5000,
    )
    about = ChoiceField(
        _l("Whom is it about?"),
        choices=[
            choice(AboutWhom.open_case, _l("A family children’s social care is working with")),
            choice(AboutWhom.not_open, _l("A family children’s social care is not working with")),
            choice(
                AboutWhom.worker,
                _l("Somebody who works or volunteers with children"),
                hint=_l("Also a foster carer. Only the LADO and a director of a different service are told."),
            ),
        ],
        validators=[InputRequired(_l("Choose whom it is about."))],
    )
    worker_name = TextField(
        _l("If somebody who works with children is named in it: their name"),
        description=_l("They are not told, and do not see it."),
        longest=LONGEST_NAME,
    )
    worker_address = AddressField(_l("Their e-mail address, if you know it"))
    press = HiddenField()
    tell_triage = SubmitField(_l("Tell triage now"))

    def said(self) -> Raised:
        """What was said, once the form is valid."""
        return Raised(
            Severity(self.severity.data),
            AboutWhom(self.about.data),
            self.children.data or "",
            self.why.data or "",
            Addressee(self.worker_name.data or "", self.worker_address.data or ""),
        )


class TellForm(FlaskForm):
    """A name and an address for everybody who must be told; see `tell_form`."""

    tell_them = SubmitField(_l("Tell them now"))

    def named(self, wanted: Sequence[Told]) -> dict[Told, Addressee]:
        """Whom to tell, as typed."""
        return {
            told: Addressee(self[f"{told}_name"].data or "", self[f"{told}_address"].data or "")
            for told in wanted
        }

    def ask_for(self, told: Sequence[Told]) -> None:
        """Say beside each of them that a whole name and address are needed."""
        for each in told:
            self.say_beside([each], _("%(whom)s: give a name and an e-mail address.", whom=as_what(each)))

    def say_beside(self, told: Sequence[Told], words: str) -> None:
        """Put what is wrong beside the names it is wrong with."""
        for each in told:
            field = self[f"{each}_address"] if self[f"{each}_name"].data else self[f"{each}_name"]
            field.errors = [words]


def tell_form(wanted: Sequence[Told], usual: Mapping[Told, Addressee]) -> TellForm:
    """The form for these people, with whom we know filled in."""

    class Form(TellForm):
        pass

    known = {}
    for told in wanted:
        name = _("%(whom)s: name", whom=as_what(told))
        address = _("%(whom)s: e-mail address", whom=as_what(told))
        setattr(Form, f"{told}_name", TextField(name, longest=LONGEST_NAME))
        setattr(Form, f"{told}_address", AddressField(address))
        if told in usual:
            known[f"{told}_name"] = usual[told].name
            known[f"{told}_address"] = usual[told].address
    return Form(data=known)
