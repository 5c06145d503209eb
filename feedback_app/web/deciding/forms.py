"""What is decided about one response, and why, in words its sender can read."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import ValidationError
from wtforms.validators import InputRequired

from feedback_app.telling.refusals import NothingCameOfIt, ReasonMissing
from feedback_app.telling.rules import Outcome, is_too_hard, readable_at, reads_from
from feedback_app.web.fields import ChoiceField, HiddenField, SelectField, SubmitField, WordsField, choice


class OutcomeForm(FlaskForm):
    """The decision. `reader` is by whose wording the response was asked, for the reason's reading age."""

    reader = ""

    seen = HiddenField()
    outcome = ChoiceField(
        _l("What comes of it?"),
        choices=[
            choice(Outcome.taken_up, _l("Taken up"), hint=_l("It led to something, or it will.")),
            choice(Outcome.answered, _l("Answered"), hint=_l("Somebody wrote, phoned or spoke to them.")),
            choice(
                Outcome.no_action, _l("No action"), hint=_l("Nothing will be done, and they may know why.")
            ),
        ],
        validators=[InputRequired(_l("Choose one."))],
    )
    led_to = SelectField(_l("What did it lead to, if it was taken up?"))
    words = WordsField(_l("In a few words"), longest=600)
    keep = SubmitField(_l("Keep the decision"))

    def asked_of(self, reader: str) -> None:
        """Say to whoever decides how easy a reason must be for whoever said it."""
        self.reader = reader
        self.words.description = _(
            "For no action: why, as you would say it to them, easy to read at age %(age)s. "
            "Short sentences, everyday words, no names.",
            age=readable_at(reader),
        )

    def validate_words(self, field: WordsField) -> None:
        """LI-78: "no action" says why, so that whoever said it could read it."""
        words = (field.data or "").strip()
        if self.outcome.data == Outcome.taken_up and not (words or self.led_to.data):
            raise ValidationError(_(NothingCameOfIt.msgid))
        if self.outcome.data != Outcome.no_action:
            return
        if not words:
            raise ValidationError(_(ReasonMissing.msgid))
        if is_too_hard(words, self.reader):
            raise ValidationError(
                _(
                    "This reads well from about age %(age)s, and must be easy at %(limit)s. "
                    "Use shorter sentences and everyday words.",
                    age=reads_from(words),
                    limit=readable_at(self.reader),
                )
            )
