"""The words of a survey as one person reads them: translated first, then names put in."""

from collections.abc import Mapping
from datetime import timedelta

from flask_babel import format_date
from flask_babel import gettext as _

from feedback_app import clock
from feedback_app.settings import Settings
from surveys.definition import Reader, is_child_reader
from surveys.wording import filled

Names = Mapping[str, str]
TOLD_WITHIN = timedelta(weeks=6)


def in_words(msgid: str, names: Names) -> str:
    """A survey's English sentence in the language of the page, with the names put in."""
    return filled(_(msgid), names) if msgid else ""


def names_for(settings: Settings, reader: Reader) -> dict[str, str]:
    """What stands in place of {director_name} and the like on a page for this reader."""
    return {
        "director_name": settings.director_name,
        "council_name": settings.council_name,
        "team_name": _("the quality team at %(council)s", council=settings.council_name),
        "tell_by": format_date(clock.today() + TOLD_WITHIN, "long"),
        "trusted_people": (
            _("a teacher, your social worker or another grown-up you trust")
            if is_child_reader(reader)
            else _("someone you trust")
        ),
    }
