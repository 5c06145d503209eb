"""Engines and how far they may be believed, in words."""

from collections.abc import Sequence

from flask_babel import format_date, format_datetime
from flask_babel import gettext as _

from feedback_app.clock import LONDON
from feedback_app.learned.behind import Fate
from feedback_app.learned.believed import Belief
from feedback_app.learned.models import Came, LearnedModel
from feedback_app.learned.queries import LastTaught
from feedback_app.learned.rules import FEWEST_TAUGHT, FEWEST_UNSEEN, Figures, Worse, worse_in
from feedback_app.themes.book import engine_name
from feedback_app.themes.guessing import ENGLISH
from feedback_app.web.languages import language_name


def engine_words(model: LearnedModel | None) -> str:
    """An engine as people speak of it."""
    if model is None:
        return str(_("The codebook's own words; nobody has taught it yet"))
    day = format_date(model.made_at.astimezone(LONDON).date(), "d MMMM yyyy")
    return str(_("Number %(number)s, taught on %(day)s", number=model.id, day=day))


def why_refused(model: LearnedModel) -> list[str]:
    """What a new engine did worse than the one in use, with both figures; nothing for one that took over."""
    new = Figures(model.micro_f1, model.macro_f1)
    old = Figures(model.compared_micro_f1, model.compared_macro_f1)
    return [_worse_words(worse, new, old) for worse in worse_in(new, old)]


def _worse_words(worse: Worse, new: Figures, old: Figures) -> str:
    if worse is Worse.all_suggestions:
        return str(
            _(
                "Over all suggestions it was right less often: %(new)s against %(old)s.",
                new=f"{new.micro_f1:.3f}",
                old=f"{old.micro_f1:.3f}",
            )
        )
    return str(
        _(
            "With every code weighing alike it was right less often: %(new)s against %(old)s.",
            new=f"{new.macro_f1:.3f}",
            old=f"{old.macro_f1:.3f}",
        )
    )


def last_taught_words(last: LastTaught | None) -> str:
    """When the machine last looked for something to learn from, and what came of it."""
    if last is None:
        return str(_("Never yet. Whoever runs the site types: feedback themes train"))
    moment = format_datetime(last.at.astimezone(LONDON), "d MMMM yyyy, HH:mm", rebase=False)
    came: dict[Came, str] = {
        Came.better: _("The new engine was no worse and took over."),
        Came.not_better: _("The new engine was worse, so the one in use stayed."),
        Came.nothing_new: _("Nothing new had been decided, so nothing changed."),
        Came.too_few: _(
            "Too few answers were finished: it takes %(taught)s with a code to learn from, and %(unseen)s "
            "set aside to measure with.",
            taught=FEWEST_TAUGHT,
            unseen=FEWEST_UNSEEN,
        ),
    }
    return f"{moment}. {came[last.came]}"


def languages_of(model: LearnedModel | None) -> str:
    """The languages an engine suggests in, by their names."""
    return ", ".join(language_name(code) for code in (model.languages.split() if model else [ENGLISH]))


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


def fate_words(fate: Fate) -> str:
    """What became of a code at an answer."""
    words: dict[Fate, str] = {
        Fate.suggested: _("Suggested"),
        Fate.agreed: _("Agreed with"),
        Fate.declined: _("Declined"),
        Fate.left: _("Left alone"),
        Fate.missed: _("Missed"),
    }
    return words[fate]
