"""Other languages on the pages of people who work here: which it is, how that is known, who translated it."""

from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from flask_babel import gettext as _

from analysis.language import ENGLISH
from feedback_app.listening.store import Answer
from feedback_app.themes.guessing import language_said
from feedback_app.translated.models import TranslatedBy, Translation
from feedback_app.web.languages import language_name


@dataclass(frozen=True)
class Spoken:
    """The language of an answer: `lang` and `direction` of its words, and how it is known ("" in English)."""

    lang: str
    direction: str
    words: str

    @property
    def is_english(self) -> bool:
        return self.lang == ENGLISH


def spoken_in(heard: str, asked_in: str, translation: Translation | None = None) -> Spoken:
    """`heard` is the language recognised in the words; what a translator says about it goes before that."""
    asked = short_code(asked_in)
    code = translation.from_language if translation else heard
    if code == asked:
        how = _("%(language)s: the person chose it", language=language_name(code))
    elif translation is not None:
        how = _("%(language)s, as its translator says", language=language_name(code))
    elif code == ENGLISH:
        how = _("English, recognised by machine. They were asked in %(asked)s.", asked=language_name(asked))
    else:
        how = _("%(language)s, recognised by machine", language=language_name(code))
    return Spoken(code, direction_of(code), "" if code == asked == ENGLISH else how)


def short_code(locale: str) -> str:
    """The language of a locale such as en_GB."""
    return locale.replace("-", "_").split("_", maxsplit=1)[0]


def spoken_of(answer: Answer, translation: Translation | None = None) -> Spoken:
    """The same for one answer with its response, recognised now."""
    asked_in = answer.response.language
    heard = translation.from_language if translation else language_said(answer.words or "", asked_in)
    return spoken_in(heard, asked_in, translation)


def direction_of(code: str) -> str:
    """How a language is written; left to the words themselves when nobody knows it."""
    try:
        return "rtl" if Locale.parse(code).text_direction == "rtl" else "ltr"
    except (ValueError, UnknownLocaleError):
        return "auto"


def translated_words(translation: Translation) -> str:
    """From which language a translation is and who made it; a machine's is always called so."""
    language = language_name(translation.from_language)
    if translation.translated_by is TranslatedBy.machine:
        return str(
            _(
                "Translated from %(language)s by a machine: %(translator)s",
                language=language,
                translator=translation.translator,
            )
        )
    return str(
        _(
            "Translated from %(language)s by %(translator)s",
            language=language,
            translator=translation.translator,
        )
    )
