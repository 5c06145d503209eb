"""The form that sends a file and its map."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import ValidationError
from wtforms.validators import InputRequired

from feedback_app.intake.run_import import LONGEST_MAP
from feedback_app.web.fields import FileField, SelectField, SubmitField, choice
from surveys.library import shipped


class SendFile(FlaskForm):
    """A survey, a CSV file, and a map: a new one, or one used before."""

    survey = SelectField(
        _l("Which survey do the rows answer?"), validators=[InputRequired(_l("Choose a survey."))]
    )
    file = FileField(
        _l("The file with the feedback (CSV)"),
        description=_l("One row for each response."),
        accepted=".csv,.txt",
    )
    map_file = FileField(
        _l("The map (YAML)"),
        description=_l("It says which column answers which question."),
        accepted=".yaml,.yml",
    )
    map_used = SelectField(_l("Or a map that was used before"))
    send = SubmitField(_l("Check the file"))

    def offer(self, maps: list[tuple[str, str]]) -> None:
        """Offer the surveys and the maps used before."""
        surveys = [choice(survey.id, _(survey.title)) for survey in shipped().values()]
        self.survey.choices = [choice("", _("Choose a survey")), *surveys]
        self.map_used.choices = [choice("", _("Choose a map")), *(choice(*one) for one in maps)]

    def validate_file(self, field: FileField) -> None:
        """Something was sent."""
        if not _sent(field.data):
            raise ValidationError(_("Choose the file with the feedback."))

    def validate_map_file(self, field: FileField) -> None:
        """One map and not two."""
        if not _sent(field.data) and not self.map_used.data:
            raise ValidationError(_("Choose a map, or one that was used before."))
        if _sent(field.data) and self.map_used.data:
            raise ValidationError(_("Give one map: a new one, or one that was used before."))

    def new_map(self) -> str | None:
        """The text of the map that was sent; None, with the mistake noted, when it is no text."""
        if not _sent(self.map_file.data):
            return ""
        sent = self.map_file.data.stream.read(LONGEST_MAP + 1)
        try:
            if len(sent) > LONGEST_MAP:
                raise ValueError
            text: str = sent.decode("utf-8-sig")
        except ValueError:
            self.map_file.errors = [_("This is not a map: a map is a short UTF-8 text in YAML.")]
            return None
        return text


def _sent(data: object) -> bool:
    return isinstance(data, FileStorage) and bool(data.filename)
