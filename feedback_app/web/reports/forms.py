"""The forms a report is made with."""

from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import ValidationError
from wtforms.validators import InputRequired

from feedback_app.reporting.document import ThemeLine, Words
from feedback_app.reporting.rules import LONGEST_QUOTE, months_on_offer, quarters_on_offer
from feedback_app.reporting.words import period_in_words, quarter_in_words
from feedback_app.web.audits.forms import DayField, written
from feedback_app.web.fields import (
    ChoicesField,
    HiddenField,
    SelectField,
    SubmitField,
    TextField,
    TickField,
    WordsField,
    choice,
)

LONGEST_SECTION = 10_000


class CompileForm(FlaskForm):
    """Which quarter."""

    quarter = SelectField(_l("Which quarter?"), validators=[InputRequired(_l("Choose a quarter."))])
    submit = SubmitField(_l("Compile the report"))

    def offer_quarters(self, today: date) -> None:
        self.quarter.choices = [
            choice(str(quarter), quarter_in_words(str(quarter))) for quarter in quarters_on_offer(today)
        ]


class DigestForm(FlaskForm):
    """Which month."""

    month = SelectField(_l("Which month?"), validators=[InputRequired(_l("Choose a month."))])
    submit = SubmitField(_l("Make the digest"))

    def offer_months(self, today: date) -> None:
        self.month.choices = [
            choice(str(month), period_in_words(str(month))) for month in months_on_offer(today)
        ]


class AnalysisForm(CompileForm):
    """Which quarter to analyse."""

    submit = SubmitField(_l("Begin the analysis"))


class PartForm(FlaskForm):
    """One part of an analysis: what people make of it, or why there is nothing to say."""

    changes = HiddenField()
    words = WordsField(
        _l("What do you make of it?"),
        description=_l("What it shows and why it matters. Do not name anybody."),
        longest=LONGEST_SECTION,
    )
    why_empty = WordsField(
        _l("Nothing to say this quarter? Say why"),
        description=_l("Only if you leave the words above empty."),
        longest=1_000,
    )
    submit = SubmitField(_l("Save this part"))

    def validate_words(self, field: TextField) -> None:
        """Written, or empty with a reason (West Sussex 2020, Stage 3)."""
        written, why = (field.data or "").strip(), (self.why_empty.data or "").strip()
        if not written and not why:
            raise ValidationError(_l("Write something here, or say below why there is nothing to say."))
        if written and why:
            raise ValidationError(_l("Keep one: what you write here, or why there is nothing to say."))

    @property
    def late(self) -> TextField:
        """What was typed, to be shown when it came too late."""
        return self.words if self.words.data else self.why_empty


class PointForm(FlaskForm):
    """Something others are asked to act on."""

    point = WordsField(
        _l("One point to act on"),
        description=_l("One thing that should change, in a sentence or two."),
        longest=1_000,
        validators=[written(_l("Write the point."))],
    )
    add = SubmitField(_l("Add this point"))


class ActForm(FlaskForm):
    """The action that follows from a point."""

    what = WordsField(
        _l("What will be done?"), longest=2_000, validators=[written(_l("Write what will be done."))]
    )
    owner = SelectField(
        _l("Who will see that it is done?"),
        validators=[InputRequired(_l("Choose the person who will see that it is done."))],
    )
    due_on = DayField(_l("By which day?"))
    make_action = SubmitField(_l("Make it an action"))
    earliest: date

    def validate_due_on(self, field: DayField) -> None:
        if field.data is not None and field.data < self.earliest:
            raise ValidationError(_l("Choose today or a later day."))

    @property
    def late(self) -> TextField:
        """What was typed, to be shown when it came too late."""
        return self.what


class LeaveForm(FlaskForm):
    """Why nothing follows from a point."""

    because = WordsField(
        _l("Why does nothing follow from it?"),
        longest=1_000,
        validators=[written(_l("Say why, so that those who wrote it know."))],
    )
    leave_it = SubmitField(_l("No action follows"))

    @property
    def late(self) -> TextField:
        """What was typed, to be shown when it came too late."""
        return self.because


class WriteForm(FlaskForm):
    """The three sections, and the themes the audits raised too."""

    themes = WordsField(
        _l("Themes"),
        description=_l("What people told us, what is going well first."),
        longest=LONGEST_SECTION,
    )
    improvement = WordsField(
        _l("Improvement required"), description=_l("What has to become better."), longest=LONGEST_SECTION
    )
    plans = WordsField(
        _l("Plans in place"),
        description=_l("What will be done, by when, and how we will know."),
        longest=LONGEST_SECTION,
    )
    in_audits = ChoicesField(
        _l("Which of these themes did the audits raise too?"),
        description=_l("Look at the notes, actions and learning of the quarter's audits."),
    )
    changes = HiddenField()
    submit = SubmitField(_l("Save"))

    def offer_themes(self, themes: tuple[ThemeLine, ...]) -> None:
        self.in_audits.choices = [choice(theme.slug, theme.name) for theme in themes]

    @property
    def words(self) -> Words:
        return Words(
            themes=self.themes.data or "",
            improvement=self.improvement.data or "",
            plans=self.plans.data or "",
        )


class QuoteForm(FlaskForm):
    """One quote: whose words are known by the answer they are from."""

    answer = HiddenField()
    theme = HiddenField()
    words = WordsField(
        _l("The words to quote"),
        longest=LONGEST_QUOTE,
        validators=[InputRequired(_l("Leave some words to quote."))],
    )
    submit = SubmitField(_l("Use this quote"))


class ApproveForm(FlaskForm):
    """What the second person says they have done."""

    quotes = ChoicesField(_l("Quotes you have checked"))
    nobody_recognised = TickField(_l("I have read the whole report, and nobody can be recognised in it"))
    submit = SubmitField(_l("Approve and publish"))


class SendBackForm(FlaskForm):
    """What should change."""

    because = WordsField(
        _l("What should change?"),
        longest=2_000,
        validators=[InputRequired(_l("Say what should change, so that it can be put right."))],
    )
    send_back = SubmitField(_l("Send it back"))
