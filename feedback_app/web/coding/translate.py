"""Put a translation beside an answer: written here, or pasted from a translation service."""

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.people.roles import May
from feedback_app.themes.suggest import look_again_at
from feedback_app.translated.models import TranslatedBy
from feedback_app.translated.refusals import TranslatedMeanwhile
from feedback_app.translated.rules import FROM_LANGUAGES, LONGEST_TRANSLATION, LONGEST_TRANSLATOR
from feedback_app.translated.write import Written, write_translation
from feedback_app.web.access import here, open_to
from feedback_app.web.coding.place import PLACE, answer_here, back_to, number_in_form, shown
from feedback_app.web.coding.routes import coding
from feedback_app.web.coding.undo import Done
from feedback_app.web.fields import as_typed

Problems = list[tuple[str, str]]


@coding.post(PLACE + "/translate")
@open_to(May.code)
def translate(reference: str, question: str, box: str) -> Reply | str | tuple[str, int]:
    answer = answer_here(reference, question, box)
    written = _written()
    if not isinstance(written, Written):
        return shown(answer, written)
    try:
        made = write_translation(answer, written, here(), seen=number_in_form("seen"))
    except TranslatedMeanwhile:
        newer = _("Somebody else translated this in the meantime: see theirs. Send yours again to use it.")
        return shown(answer, [("translation", newer)]), 409
    look_again_at(answer.id)
    return back_to(answer, Done("translated", (made.id,)))


def _written() -> Written | Problems:
    """The translation as the form has it, or everything that is wrong with it."""
    sent = request.form
    words = (as_typed(sent.get("translation", "")) or "").strip()
    translator = " ".join((as_typed(sent.get("translator", "")) or "").split())
    from_language, translated_by = sent.get("from_language", ""), sent.get("translated_by", "")
    problems: Problems = []
    if not words:
        problems.append(("translation", _("Write or paste the translation first.")))
    problems += _too_long("translation", words, LONGEST_TRANSLATION)
    if from_language not in FROM_LANGUAGES:
        problems.append(("from_language", _("Choose the language it is translated from.")))
    if translated_by not in set(TranslatedBy):
        problems.append(("translated_by", _("Say whether a person or a machine translated it.")))
    if not translator:
        problems.append(("translator", _("Say who made the translation: a person’s name or a service.")))
    problems += _too_long("translator", translator, LONGEST_TRANSLATOR)
    return problems or Written(words, from_language, TranslatedBy(translated_by), translator)


def _too_long(name: str, words: str, most: int) -> Problems:
    over = len(words) - most
    if over <= 0:
        return []
    return [
        (name, _("This is %(over)s letters too long. Please make it shorter. Nothing is lost.", over=over))
    ]
