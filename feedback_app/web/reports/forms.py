"""The forms a report is made with."""

from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from feedback_app.reporting.document import ThemeLine, Words
from feedback_app.reporting.rules import LONGEST_QUOTE, months_on_offer, quarters_on_offer
from feedback_app.reporting.words import period_in_words, quarter_in_words
from feedback_app.web.fields import (
    ChoicesField,
    HiddenField,
    SelectField,
    SubmitField,
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
