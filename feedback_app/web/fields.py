"""The fields forms are made of; each keeps what was typed, exactly, and says plainly what to mend."""

from collections.abc import Sequence
from datetime import date

import wtforms
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import ValidationError
from wtforms.fields.choices import SelectChoice

from feedback_app.web import widgets
from feedback_app.web.widgets import Drawn

LONGEST_LINE = 1_000
LONGEST_WORDS = 20_000


def choice(value: str, label: str, picture: str = "", hint: str = "") -> SelectChoice:
    """One choice, with the name of its drawing (a face or a symbol) and a hint when it has them."""
    return SelectChoice(value, label, render_kw={"picture": picture, "hint": hint})


def as_typed(words: str | None) -> str | None:
    """The words with one kind of line end, and without the one character no database keeps."""
    return words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "") if words else words


class TextField(wtforms.StringField):
    """One line of words."""

    widget = Drawn("Input", widgets.describe_line)
    type_of_line = "text"
    inputmode: str | None = None
    autocomplete: str | None = None
    longest = LONGEST_LINE

    def __init__(
        self,
        label: str = "",
        validators: Sequence[object] = (),
        *,
        longest: int | None = None,
        **others: object,
    ) -> None:
        super().__init__(label, validators, filters=(as_typed,), **others)
        self.longest = longest or self.longest

    def pre_validate(self, _form: wtforms.Form) -> None:
        over = len(self.data or "") - self.longest
        if over > 0:
            raise ValidationError(
                _("This is %(over)s letters too long. Please make it shorter. Nothing is lost.", over=over)
            )


def _as_words(remembered: object) -> str | None:
    return None if remembered is None else str(remembered)


class HiddenField(wtforms.HiddenField):
    """What the page remembers for itself; nobody types it, so anything at all may come back in it."""

    def __init__(self, label: str = "", validators: Sequence[object] = (), **others: object) -> None:
        super().__init__(label, validators, filters=(_as_words, as_typed), **others)


class NumberField(TextField):
    """A whole number, kept as it was typed; `number` is its value once it is valid."""

    inputmode = "numeric"
    longest = 10

    @property
    def number(self) -> int | None:
        try:
            return int((self.data or "").strip())
        except ValueError:
            return None

    def pre_validate(self, form: wtforms.Form) -> None:
        super().pre_validate(form)
        if (self.data or "").strip() and self.number is None:
            raise ValidationError(_("Type a whole number, like 12."))


class WordsField(TextField):
    """Many words, as many lines as somebody likes."""

    widget = Drawn("CharacterCount", widgets.describe_words)
    longest = LONGEST_WORDS


class PasswordField(TextField):
    """A password; it is never sent back to the page."""

    widget = Drawn("PasswordInput", widgets.describe_password)
    autocomplete = "current-password"


class ChoiceField(wtforms.RadioField):
    """One of a few choices; nothing chosen beforehand. Give `choices=[choice(…), …]`."""

    widget = Drawn("Radios", widgets.describe_choices)

    def pre_validate(self, form: wtforms.Form) -> None:
        if not self.data:
            return
        try:
            super().pre_validate(form)
        except ValidationError as unknown:
            raise ValidationError(_("Choose one of the answers on the page.")) from unknown


class CardField(ChoiceField):
    """One of a few big cards, each a drawing and words."""

    widget = Drawn("Radios", widgets.describe_cards)


class ChoicesField(wtforms.SelectMultipleField):
    """As many choices as somebody likes."""

    widget = Drawn("Checkboxes", widgets.describe_choices)

    def pre_validate(self, form: wtforms.Form) -> None:
        try:
            super().pre_validate(form)
        except ValidationError as unknown:
            raise ValidationError(_("Choose from the answers on the page.")) from unknown


class CardsField(ChoicesField):
    """As many big cards as somebody likes."""

    widget = Drawn("Checkboxes", widgets.describe_cards)


class SelectField(wtforms.SelectField):
    """One of a long list; for a short list use ChoiceField."""

    widget = Drawn("Select", widgets.describe_select)

    def pre_validate(self, form: wtforms.Form) -> None:
        if not self.data and not self.raw_data:
            return
        try:
            super().pre_validate(form)
        except ValidationError as unknown:
            raise ValidationError(_("Choose one from the list.")) from unknown


class TickField(wtforms.BooleanField):
    """One box to tick, with its words beside it."""

    widget = Drawn("Checkboxes", widgets.describe_tick)


class DateField(wtforms.Field):
    """A day, month and year in three boxes; `data` is a date, or None when empty or not a real one."""

    widget = Drawn("DateInput", widgets.describe_date)
    typed: tuple[str, str, str] = ("", "", "")

    @property
    def first_control(self) -> str:
        return f"{self.id}-day"

    def process(self, formdata: MultiDict[str, str] | None, *args: object, **others: object) -> None:
        super().process(None, *args, **others)
        kept: date | None = self.object_data
        self.typed = (str(kept.day), str(kept.month), str(kept.year)) if kept else ("", "", "")
        names = [f"{self.name}-{part}" for part in ("day", "month", "year")]
        if formdata and any(name in formdata for name in names):
            day, month, year = ((as_typed(formdata.get(name)) or "")[:10].strip() for name in names)
            self._read(day, month, year)

    def _read(self, day: str, month: str, year: str) -> None:
        self.typed = (day, month, year)
        self.raw_data = [text for text in self.typed if text]
        self.data = None
        if self.raw_data:
            try:
                self.data = date(int(year), int(month), int(day))
            except (ValueError, OverflowError):
                self.process_errors.append(_("Type a real date, like 27 3 2026."))


class FileField(wtforms.FileField):
    """A file to send; `accepted` lists its endings, such as ".csv,.txt"."""

    widget = Drawn("FileUpload", widgets.describe_file)

    def __init__(
        self, label: str = "", validators: Sequence[object] = (), *, accepted: str = "", **others: object
    ) -> None:
        super().__init__(label, validators, **others)
        self.accepted = accepted


class SubmitField(wtforms.SubmitField):
    """The button at the end; `form.submit(kind="secondary")` draws a quieter one."""

    widget = Drawn("Button", widgets.describe_submit)
