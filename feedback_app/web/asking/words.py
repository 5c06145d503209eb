"""The words of a survey as one person reads them: translated first, then names put in."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from flask_babel import format_date, get_locale
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


def names_for(settings: Settings, reader: Reader) -> Names:
    """What stands in place of {director_name} and the like on a page for this reader."""
    return _names(
        settings.director_name,
        settings.council_name,
        str(get_locale()),
        clock.today(),
        child=is_child_reader(reader),
    )


@lru_cache(maxsize=64)
def _names(director: str, council: str, _language: str, today: date, *, child: bool) -> Names:
    """Worked out once a day for each language and audience."""
    return MappingProxyType(
        {
            "director_name": director,
            "council_name": council,
            "team_name": _("the quality team at %(council)s", council=council),
            "tell_by": format_date(today + TOLD_WITHIN, "long"),
            "trusted_people": (
                _("a teacher, your social worker or another grown-up you trust")
                if child
                else _("someone you trust")
            ),
        }
    )
