"""Engines and how far they may be believed, in words."""

from collections.abc import Sequence

from babel import Locale, UnknownLocaleError
from flask_babel import format_date
from flask_babel import gettext as _

from feedback_app.clock import LONDON
from feedback_app.learned.believed import Belief
from feedback_app.learned.models import LearnedModel
from feedback_app.themes.book import engine_name
from feedback_app.themes.guessing import ENGLISH


def engine_words(model: LearnedModel | None) -> str:
    """An engine as people speak of it."""
    if model is None:
        return str(_("The codebook's own words; nobody has taught it yet"))
    day = format_date(model.made_at.astimezone(LONDON).date(), "d MMMM yyyy")
    return str(_("Number %(number)s, taught on %(day)s", number=model.id, day=day))


def languages_of(model: LearnedModel | None) -> str:
    """The languages an engine suggests in, by their names."""
    return ", ".join(language_name(code) for code in (model.languages.split() if model else [ENGLISH]))


def language_name(code: str) -> str:
    """A language in English, such as Polish; its code when it has no name we know."""
    try:
        return Locale.parse(code).get_display_name("en") or code
    except (ValueError, UnknownLocaleError):
        return code


def engines_offered(models: Sequence[LearnedModel]) -> list[tuple[str, str]]:
    """Engines to choose from: each with what its suggestions are signed with."""
    return [
        *((model.name, engine_words(model)) for model in models),
        (engine_name(), str(_("The codebook's own words"))),
    ]


def belief_words(belief: Belief) -> tuple[str, str]:
    """In words, with the shape that goes with them."""
    words: dict[Belief, tuple[str, str]] = {
        Belief.mostly_right: (_("Mostly right"), "good"),
        Belief.more_right_than_wrong: (_("More often right than wrong"), "note"),
        Belief.not_sure: (_("Not sure yet"), "waiting"),
        Belief.more_wrong_than_right: (_("More often wrong than right"), "late"),
        Belief.too_few: (_("Too few to say"), "stopped"),
    }
    return words[belief]
