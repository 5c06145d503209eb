"""What the wordings of a survey are called."""

from flask_babel import gettext as _

from surveys.definition import Reader


def reader_name(reader: Reader) -> str:
    """A wording by whom it is written for."""
    names = {
        Reader.YOUNG_CHILD: _("For about 4 to 7, with a trusted adult"),
        Reader.CHILD: _("For about 8 to 11"),
        Reader.YOUNG_PERSON: _("For 12 and over"),
        Reader.ADULT: _("For adults"),
        Reader.EASY_READ: _("Easy Read"),
    }
    return str(names[reader])
