"""Stages, steps and reading ages in words, as the pages of themes show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from analysis.periods import Quarter
from analysis.redaction import points_out
from feedback_app.clock import LONDON
from feedback_app.telling.models import ENGLISH, YouSaid
from feedback_app.telling.queries import Happened
from feedback_app.telling.rules import EASY_UNTIL, Decision, Stage, Step, reads_from, since, stage_of
from feedback_app.telling.waiting import ORDER
from feedback_app.web.languages import ALL, language_name

KINDS = {
    Stage.heard: "note",
    Stage.analysed: "waiting",
    Stage.decided: "waiting",
    Stage.acted: "soon",
    Stage.told: "good",
}


def stage_words(stage: Stage, decision: Decision | None = None) -> str:
    if stage is Stage.decided and decision is Decision.cannot:
        return str(_("Decided: we cannot, still to be told"))
    words: dict[Stage, str] = {
        Stage.heard: _("Heard"),
        Stage.analysed: _("Analysed, still to be decided"),
        Stage.decided: _("Decided, still to be done"),
        Stage.acted: _("Done, still to be told"),
        Stage.told: _("Told back"),
    }
    return words[stage]


def how_many_at(stage: Stage, number: int) -> str:
    words: dict[Stage, str] = {
        Stage.heard: ngettext("%(num)s only heard", "%(num)s only heard", number),
        Stage.analysed: ngettext("%(num)s to be decided", "%(num)s to be decided", number),
        Stage.decided: ngettext("%(num)s decided", "%(num)s decided", number),
        Stage.acted: ngettext("%(num)s done and to be told", "%(num)s done and to be told", number),
        Stage.told: ngettext("%(num)s told back", "%(num)s told back", number),
    }
    return words[stage]


def waited_words(days: int) -> str:
    """For how long; nothing on the first day, nor while the quarter runs."""
    return str(ngettext("for %(num)s day", "for %(num)s days", days)) if days else ""


def step_words(step: Step) -> str:
    words: dict[Step, str] = {
        Step.analysed: _("Wrote what was found"),
        Step.decided_to_act: _("Decided to act"),
        Step.decided_not_to: _("Decided that we cannot"),
        Step.action_linked: _("Linked an action"),
        Step.action_taken_off: _("Took an action off"),
        Step.acted: _("Everything is done"),
        Step.not_acted: _("Not done after all"),
        Step.written: _("Wrote what people are told"),
        Step.published: _("Published"),
        Step.taken_back: _("Took back what was published"),
    }
    return words[step]


def story(history: Sequence[Happened]) -> list[str]:
    """What happened, oldest first."""
    return [
        _(
            "%(day)s: %(what)s, %(name)s",
            day=format_date(each.at.astimezone(LONDON), "long"),
            what=_with_language(each),
            name=each.by_name,
        )
        for each in history
    ]


def _with_language(happened: Happened) -> str:
    words = step_words(happened.step)
    if happened.about not in ALL:
        return words
    return str(_("%(what)s in %(language)s", what=words, language=in_english(happened.about)))


def in_english(language: str) -> str:
    """What a language of the public page is called on pages of staff."""
    return "English" if language == ENGLISH else language_name(language)


@dataclass(frozen=True)
class Milestone:
    """One stage on the way: passed, reached now, or still to come."""

    words: str
    state: str
    kind: str


def milestones(it: YouSaid | None, quarter: Quarter, days: int) -> list[Milestone]:
    """The way from heard to told, and for how many days it has stood where it stands.

    Where it was decided that we cannot, nothing is to be done on it.
    """
    now, skips = stage_of(it), it is not None and it.decision is Decision.cannot
    names: dict[Stage, str] = {
        Stage.heard: _("Heard"),
        Stage.analysed: _("Analysed"),
        Stage.decided: _("Decided"),
        Stage.acted: _("Acted"),
        Stage.told: _("Told back"),
    }
    found = []
    for stage in ORDER:
        if skips and stage is Stage.acted:
            continue
        if ORDER.index(stage) < ORDER.index(now):
            found.append(Milestone(names[stage], _("done"), "good"))
        elif stage is now:
            day = format_date(since(it, quarter), "d MMMM yyyy")
            waits = _("since %(day)s, %(days)s", day=day, days=waited_words(days)) if days else _("now")
            found.append(Milestone(names[stage], waits, KINDS[stage]))
        else:
            found.append(Milestone(names[stage], _("still to come"), "note"))
    return found


@dataclass(frozen=True)
class Reads:
    """How an English text reads: from which age, what to mend, and words that may tell who somebody is."""

    age: str
    kind: str
    tells: Sequence[str]


def how_it_reads(*texts: str) -> Reads:
    """Help for whoever writes; nothing is forbidden by it."""
    age = reads_from(*texts)
    easy = age <= EASY_UNTIL
    words = (
        _("Most children of about %(age)s can read this.", age=age)
        if easy
        else _(
            "This reads well from about age %(age)s. Aim for 9: shorter sentences, everyday words.", age=age
        )
    )
    tells = [text[found.start : found.end] for text in texts for found in points_out(text)]
    return Reads(str(words), "good" if easy else "soon", tuple(dict.fromkeys(tells)))
