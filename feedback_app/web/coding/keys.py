"""The keys of the coding page, each with what it does: the page lists what the script hears."""

from flask_babel import lazy_gettext as _l

KEYS = (
    (("1", "…", "9"), _l("Accept that suggestion")),
    (("Shift", "1", "…", "9"), _l("Decline that suggestion")),
    (("n", "p"), _l("Choose the next part of the answer, or the part before")),
    (("/",), _l("Find a code; Enter adds the first one found")),
    (("u",), _l("Undo what was just done")),
    (("Enter",), _l("Finish and go to the next")),
    (("j", "k"), _l("Next answer, answer before")),
    (("m",), _l("Write a note")),
    (("t",), _l("Translate, or correct the translation")),
    (("a",), _l("Ask a colleague")),
    (("?",), _l("Open or close this list")),
)
