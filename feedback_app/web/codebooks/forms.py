"""The forms the codebook is changed with."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import ValidationError
from wtforms.validators import InputRequired

from analysis.codebook import TellsOf
from analysis.exchange.book import LONGEST_NAME
from analysis.exchange.descriptions import read_maps
from analysis.periods import Quarter, quarter_of
from feedback_app import clock
from feedback_app.codebooks.frameworks import NAMES
from feedback_app.codebooks.match_project import Strangers
from feedback_app.codebooks.models import WordingJson
from feedback_app.codebooks.take_out import Coders
from feedback_app.reporting.words import quarter_in_words
from feedback_app.web.asked import changes_seen
from feedback_app.web.codebooks.shown import part_words, tells_of_words
from feedback_app.web.fields import (
    ChoiceField,
    FileField,
    HiddenField,
    SelectField,
    SubmitField,
    TextField,
    TickField,
    WordsField,
    choice,
)

QUARTERS_BACK = 12
NAME_WANTED = _l("Give it a name.")


def lines_of(words: str | None) -> list[str]:
    """Each line with something on it."""
    return [line.strip() for line in (words or "").split("\n") if line.strip()]


class SeenForm(FlaskForm):
    """A form that remembers how often the thing had been changed when it was shown."""

    seen = HiddenField()

    @property
    def was_seen(self) -> int:
        """-1 when the page was not ours."""
        return changes_seen(str(self.seen.data or ""))

    def show_again(self, seen: int) -> None:
        """After somebody else was quicker: what was typed stays, and the next press counts from now."""
        self.seen.data = str(seen)


class NamedForm(SeenForm):
    name = TextField(_l("Name"), validators=[InputRequired(NAME_WANTED)], longest=LONGEST_NAME)

    def validate_name(self, field: TextField) -> None:
        """Space is no name."""
        if not (field.data or "").strip():
            raise ValidationError(str(NAME_WANTED))

    @property
    def typed_name(self) -> str:
        return " ".join((self.name.data or "").split())


class CodeForm(NamedForm):
    """What a code says."""

    meaning = WordsField(_l("Meaning"), description=_l("What it is about, in a sentence."))
    include = WordsField(_l("Use it for"))
    exclude = WordsField(_l("Not for"), description=_l("And which code to use instead."))
    examples = WordsField(_l("Examples"), description=_l("Invented ones, each in a line of its own."))
    keywords = WordsField(
        _l("Keywords"), description=_l("Each in a line of its own. The machine looks for them.")
    )
    tells_of = ChoiceField(_l("What does it tell of?"))
    submit = SubmitField(_l("Save in the draft"))

    def offer(self) -> None:
        """The three things feedback can tell of."""
        self.tells_of.choices = [choice(one.value, tells_of_words(one)) for one in TellsOf]

    def fill(self, wording: WordingJson) -> None:
        """Show what is in effect, or drafted."""
        for part in ("name", "meaning", "include", "exclude"):
            self[part].data = part_words(part, wording.get(part))
        for part in ("examples", "keywords"):
            said = wording.get(part)
            self[part].data = "\n".join(said) if isinstance(said, list) else ""
        self.tells_of.data = wording.get("tells_of")

    def wording(self) -> WordingJson:
        """What was typed."""
        return {
            "name": self.typed_name,
            "meaning": (self.meaning.data or "").strip(),
            "include": (self.include.data or "").strip(),
            "exclude": (self.exclude.data or "").strip(),
            "examples": lines_of(self.examples.data),
            "keywords": lines_of(self.keywords.data),
            "tells_of": self.tells_of.data or None,
        }


class ThemeForm(NamedForm):
    """What a theme says."""

    meaning = WordsField(_l("Meaning"))
    maps = WordsField(_l("Standards and audit areas"))
    submit = SubmitField(_l("Save in the draft"))

    def __init__(self) -> None:
        super().__init__()
        letters = "; ".join(f"{letters}: {_(name)}" for letters, name in NAMES.items())
        self.maps.description = _(
            "Each framework in a line of its own: its letters, a colon, and the areas, such as NR: 2; 9. "
            "The letters are %(letters)s.",
            letters=letters,
        )

    def fill(self, wording: WordingJson) -> None:
        for part in ("name", "meaning", "maps"):
            self[part].data = part_words(part, wording.get(part))

    def validate_maps(self, field: WordsField) -> None:
        if any(line.count(": ") != 1 for line in lines_of(field.data)):
            raise ValidationError(_("Write each line like this: NR: 2; 9"))

    def wording(self) -> WordingJson:
        maps = read_maps(lines_of(self.maps.data))
        return {
            "name": self.typed_name,
            "meaning": (self.meaning.data or "").strip(),
            "maps": {one.framework: list(one.areas) for one in maps},
        }


class RenameForm(NamedForm):
    submit = SubmitField(_l("Rename it"))


class RetireForm(SeenForm):
    submit = SubmitField(_l("Retire it"))


class MergeForm(SeenForm):
    into = HiddenField()
    submit = SubmitField(_l("Merge them"))


class SplitForm(CodeForm):
    submit = SubmitField(_l("Split it, then sort the codings"))


class SendBook(FlaskForm):
    """A codebook of another program."""

    file = FileField(
        _l("The file with the codebook"),
        description=_l("REFI-QDA (.qdc, or the codes of a .qdpx), a spreadsheet (.xlsx) or CSV."),
        accepted=".qdc,.qdpx,.csv,.xlsx",
    )
    send = SubmitField(_l("Make a draft of it"))

    def validate_file(self, field: FileField) -> None:
        if not isinstance(field.data, FileStorage) or not field.data.filename:
            raise ValidationError(_("Choose a file."))


class TakeOut(FlaskForm):
    """A project to take out, once what it carries was understood."""

    quarter = SelectField(_l("Which quarter?"))
    coders = ChoiceField(_l("Who coded"), validators=[InputRequired(_l("Choose how coders are shown."))])
    understood = TickField(_l("I have read this, and I am allowed to take these words out."))
    submit = SubmitField(_l("Take the project out"))

    def offer(self) -> None:
        """The last quarters, or everything."""
        quarters: list[Quarter] = [quarter_of(clock.today())]
        while len(quarters) < QUARTERS_BACK:
            quarters.append(quarters[-1].previous)
        self.quarter.choices = [
            choice("", _("Everything")),
            *(choice(str(one), quarter_in_words(str(one))) for one in quarters),
        ]
        self.coders.choices = [
            choice(Coders.numbered.value, _("As numbers: Coder 1, Coder 2")),
            choice(Coders.named.value, _("By name")),
        ]

    def validate_understood(self, field: TickField) -> None:
        if not field.data:
            raise ValidationError(_("Tick the box when you have read what the file carries."))


class SendProject(FlaskForm):
    """A project of another program, to look at what it would bring."""

    file = FileField(_l("The project (.qdpx)"), accepted=".qdpx")
    send = SubmitField(_l("See what would come in"))

    def validate_file(self, field: FileField) -> None:
        if not isinstance(field.data, FileStorage) or not field.data.filename:
            raise ValidationError(_("Choose a file."))


class BringIn(FlaskForm):
    """A project that was looked at, to take its codings in."""

    strangers = ChoiceField(
        _l("Codings by people who are not known here"),
        validators=[InputRequired(_l("Choose what becomes of codings by people not known here."))],
    )
    send = SubmitField(_l("Bring the codings in"))

    def offer(self, *, has_strangers: bool) -> None:
        """Ask what becomes of strangers' codings only where there are some."""
        if not has_strangers:
            del self.strangers
            return
        self.strangers.choices = [
            choice(Strangers.left_out.value, _("Leave them out")),
            choice(Strangers.mine.value, _("Take them in as mine")),
        ]

    @property
    def chosen(self) -> Strangers:
        return Strangers(self.strangers.data) if "strangers" in self else Strangers.left_out
