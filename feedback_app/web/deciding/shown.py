"""Responses that wait for a decision, made ready to show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from feedback_app import clock
from feedback_app.clock import LONDON
from feedback_app.listening.store import Answer
from feedback_app.telling.how_far import HowFar
from feedback_app.telling.left import Decided, Left
from feedback_app.telling.rules import Outcome
from feedback_app.themes.queue import not_in_sentences
from feedback_app.web.coding.listed import first_words
from feedback_app.web.said import group_name, place_words, survey_title
from feedback_app.web.telling.shown import Milestone

KINDS = {
    HowFar.collected: "waiting",
    HowFar.reviewed: "waiting",
    HowFar.analysed: "soon",
    HowFar.used: "good",
}


@dataclass(frozen=True)
class Line:
    """One response in the list, with its clock or what was decided; `begins` is "" where triage has it."""

    reference: str
    clock: str
    kind: str
    is_decided: bool
    begins: str
    language: str
    with_triage: bool
    where: str
    came: str
    state: str
    state_kind: str


def line_of(each: Left, within_days: int) -> Line:
    response = each.response
    due = response.received_on + timedelta(days=within_days)
    said = next((each.words for each in response.answers if each.words and _is_in_sentences(each)), "")
    return Line(
        reference=response.public_ref,
        clock=outcome_words(each.outcome)
        if each.outcome
        else _("Overdue since %(day)s", day=format_date(due, "d MMM yyyy")),
        kind="good" if each.outcome else "late",
        is_decided=each.outcome is not None,
        begins="" if each.has_open_concern else first_words(said or ""),
        language=response.language.replace("_", "-"),
        with_triage=each.has_open_concern,
        where=where_from(each),
        came=came_in(each),
        state=state_words(each.state),
        state_kind=KINDS[each.state],
    )


def _is_in_sentences(answer: Answer) -> bool:
    """A name to be called by is no beginning of what somebody said."""
    return answer.question not in not_in_sentences()


def where_from(each: Left) -> str:
    """Who said it, where and in which survey."""
    response = each.response
    place = place_words((each.service_area, each.locality))
    return f"{group_name(response.respondent_group)} · {place} · {survey_title(response.survey)}"


def came_in(each: Left) -> str:
    """The day it came in, and for how many days it has waited."""
    days = (clock.today() - each.response.received_on).days
    return str(
        ngettext(
            "Came in on %(day)s, %(num)s day ago",
            "Came in on %(day)s, %(num)s days ago",
            days,
            day=format_date(each.response.received_on, "d MMM yyyy"),
        )
    )


def state_words(state: HowFar) -> str:
    words: dict[HowFar, str] = {
        HowFar.collected: _("Collected"),
        HowFar.reviewed: _("Reviewed"),
        HowFar.analysed: _("Analysed"),
        HowFar.used: _("Used"),
    }
    return words[state]


def state_meaning(state: HowFar) -> str:
    """What a state says, in a sentence."""
    words: dict[HowFar, str] = {
        HowFar.collected: _("It came in, and not every word of it is read yet."),
        HowFar.reviewed: _("Somebody has read every word of it."),
        HowFar.analysed: _("Every answer is coded, or somebody said that it needs no code."),
        HowFar.used: _("Something came of it, or somebody decided about it."),
    }
    return words[state]


def milestones(now: HowFar) -> list[Milestone]:
    """The way from collected to used; what came of it in another way says nothing of the steps before."""
    order = list(HowFar)
    found = []
    for state in order:
        if state is now:
            found.append(Milestone(state_words(state), state_meaning(state), KINDS[state]))
        elif order.index(state) > order.index(now):
            found.append(Milestone(state_words(state), _("still to come"), "note"))
        elif now is not HowFar.used:
            found.append(Milestone(state_words(state), _("done"), "good"))
    return found


def outcome_words(outcome: Outcome) -> str:
    words: dict[Outcome, str] = {
        Outcome.taken_up: _("Taken up"),
        Outcome.answered: _("Answered"),
        Outcome.no_action: _("No action"),
    }
    return words[outcome]


def story(decided: Sequence[Decided]) -> list[str]:
    """What was decided about it, oldest first."""
    return [
        _(
            "%(day)s: %(what)s, %(name)s",
            day=format_date(each.at.astimezone(LONDON), "long"),
            what=outcome_words(each.outcome),
            name=each.by_name,
        )
        for each in decided
    ]
