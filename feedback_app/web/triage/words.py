"""The words of the triage pages: how serious, by when, what was done, and who must be told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import format_datetime, format_timedelta
from flask_babel import gettext as _

from analysis.concern import categories
from feedback_app import clock
from feedback_app.safeguarding.ladder import Rung
from feedback_app.safeguarding.models import Concern, ConcernStatus, Decision, RaisedBy, Severity
from feedback_app.safeguarding.queries import Sort, Step
from feedback_app.safeguarding.who_is_told import Told
from feedback_app.trail import Did

SOON = timedelta(hours=1)


@dataclass(frozen=True)
class Shown:
    """Words and the shape that goes with them (a kind of parts/status.html)."""

    words: str
    kind: str


def severity_shown(severity: Severity) -> Shown:
    words = {
        Severity.S1: _("S1 Immediate danger"),
        Severity.S2: _("S2 Significant harm"),
        Severity.S3: _("S3 Possible harm"),
        Severity.S4: _("S4 Unhappy or unmet need"),
    }
    kinds = {Severity.S1: "late", Severity.S2: "late", Severity.S3: "soon", Severity.S4: "note"}
    return Shown(words[severity], kinds[severity])


def clock_shown(concern: Concern) -> Shown:
    """The next time-limit of a concern, and how long is left or how long it is over."""
    if concern.status is ConcernStatus.decided:
        return Shown(_("Decided"), "good")
    taken = concern.status is ConcernStatus.acknowledged
    limit = concern.decide_by if taken else concern.acknowledge_by
    left = limit - clock.now()
    time = format_datetime(limit, "EEE d MMM, HH:mm")
    amount = format_timedelta(_whole(abs(left)), granularity="minute", threshold=2)
    if left < timedelta(0):
        words = (
            _("Decision overdue by %(amount)s (by %(time)s)", amount=amount, time=time)
            if taken
            else _("Nobody has it: overdue by %(amount)s (by %(time)s)", amount=amount, time=time)
        )
        return Shown(words, "late")
    words = (
        _("Decide by %(time)s: %(amount)s left", amount=amount, time=time)
        if taken
        else _("Take it by %(time)s: %(amount)s left", amount=amount, time=time)
    )
    return Shown(words, "soon" if left < SOON else "waiting")


def _whole(left: timedelta) -> timedelta:
    """Whole days, hours or minutes, rounded down: nobody is told that they have longer than they have."""
    for unit in (timedelta(days=1), timedelta(hours=1)):
        if left >= 2 * unit:
            return unit * (left // unit)
    return max(timedelta(minutes=1), timedelta(minutes=1) * (left // timedelta(minutes=1)))


def sort_words() -> list[tuple[Sort, str]]:
    """The orders the list is offered in."""
    return [
        (Sort.serious, _("Most serious first")),
        (Sort.due, _("Next time limit first")),
        (Sort.newest, _("Newest first")),
    ]


def left_shown(concern: Concern) -> Shown | None:
    """Whether others were told because it was left too long; None while nobody was."""
    if concern.rung < Rung.leaders or concern.status is ConcernStatus.decided:
        return None
    return Shown(_("Those who lead were told"), "late")


def moment(at: datetime) -> str:
    return str(format_datetime(at, "EEE d MMM yyyy, HH:mm"))


def raised_by_words(raised_by: RaisedBy) -> str:
    words: dict[RaisedBy, str] = {
        RaisedBy.answer: _("An answer about safety"),
        RaisedBy.button: _("Somebody pressed “I don’t feel safe”"),
        RaisedBy.words: _("Words in what was said"),
        RaisedBy.person: _("A person who read or heard it"),
    }
    return words[raised_by]


def category_name(category: str) -> str:
    """The kind of harm the words point to."""
    return next((found.name for found in categories() if found.id == category), "")


def why_raised() -> str:
    return str(_("This raised the concern"))


def why_perhaps() -> str:
    """What to say where only the learned ear heard something (`analysis.concern_learned`)."""
    return str(_("This may be a sign, and the machine is unsure: the marked words weighed most"))


def decision_words(decision: Decision) -> str:
    words: dict[Decision, str] = {
        Decision.referred: _("Referred to children’s social care (MASH or the duty team)"),
        Decision.told_worker: _("Told the child’s social worker and their team manager"),
        Decision.allegation_route: _("Allegation about somebody who works with children: told the LADO"),
        Decision.followed_up: _("Followed up another way"),
        Decision.no_harm: _("Looked into: no harm"),
    }
    return words[decision]


def who_to_tell(category: str) -> list[str]:
    """Who must be told about this kind of harm, in the order to tell them."""
    routes = {
        "R_OPEN": _("If the family is known to social care: the social worker and their team manager."),
        "R_CLOSED": _("If not: the lead professional, their manager, and the MASH."),
        "R_UNKNOWN": _("If we do not know who it is: the duty social worker in the MASH."),
        "R_OOH": _("Outside office hours: the Emergency Duty Team."),
        "R_LADO": _(
            "The LADO, and the director of a different service. "
            "Never the person it is about, their manager, or an inbox either of them reads."
        ),
        "R_POLICE": _("The police: 999 when it is happening now, 101 when it is not."),
        "R_PREVENT": _("The Prevent lead, through the MASH."),
        "R_ADULT": _("Adult safeguarding, besides the MASH."),
    }
    found = next((kind for kind in categories() if kind.id == category), None)
    wanted = found.routes if found else ("R_OPEN", "R_CLOSED", "R_UNKNOWN", "R_OOH")
    return [routes[route] for route in wanted if route in routes]


def note_about(category: str) -> str:
    """What to be careful about with this kind of harm."""
    return next((found.note for found in categories() if found.id == category), "")


def as_what(told: Told) -> str:
    """As what somebody was told."""
    shown: dict[Told, str] = {
        Told.social_worker: _("The child’s social worker"),
        Told.team_manager: _("Team manager"),
        Told.lead_professional: _("Lead professional"),
        Told.lead_manager: _("Manager of the lead professional"),
        Told.mash: _("MASH"),
        Told.responsible_manager: _("Responsible service manager"),
        Told.group_manager: _("Group manager"),
        Told.lado: _("LADO"),
        Told.other_director: _("Director of a different service"),
        Told.leader: _("Somebody who leads"),
    }
    return shown[told]


def where_it_stands(concern: Concern) -> str:
    """What is being done about a concern, without what it is about."""
    if concern.status is ConcernStatus.decided:
        return str(_("It is decided."))
    if concern.acknowledged_by:
        return str(_("%(name)s has it, and it is not decided yet.", name=concern.acknowledged_by.name))
    return str(_("Nobody on triage has taken it yet."))


def _left_words(detail: str) -> str:
    """What was done because a concern was left: `detail` is its status and the rung reached."""
    status, _space, rung = detail.partition(" ")
    if status == ConcernStatus.acknowledged:
        words = {
            Rung.triage_everywhere.name: _("Not decided in time: everybody on triage was told"),
            Rung.leaders.name: _("Still not decided: everybody on triage and those who lead were told"),
        }
    else:
        words = {
            Rung.triage_everywhere.name: _("Nobody took it in time: everybody on triage was told"),
            Rung.leaders.name: _("Still nobody took it: everybody on triage and those who lead were told"),
        }
    return str(words.get(rung, detail))


def step_words(step: Step) -> str:
    """One line of history, in words."""
    plain: dict[Did, str] = {
        Did.concern_acknowledged: _("Taken"),
        Did.concern_handed_back: _("Given back"),
        Did.concern_reopened: _("Opened again"),
    }
    return plain[step.did] if step.did in plain else _words_with_detail(step)


def _words_with_detail(step: Step) -> str:
    match step.did:
        case Did.concern_raised:
            return str(_("Raised as %(severity)s", severity=severity_shown(Severity(step.detail)).words))
        case Did.concern_decided:
            return decision_words(Decision(step.detail))
        case Did.concern_escalated:
            return _left_words(step.detail)
        case Did.told_of_concern | Did.telling_acknowledged | Did.telling_answered:
            return _told_words(step.did, as_what(Told(step.detail)))
        case Did.severity_changed:
            before, _to, after = step.detail.partition(" to ")
            return str(_("Changed from %(before)s to %(after)s", before=before, after=after))
        case _:
            return step.detail


def _told_words(did: Did, whom: str) -> str:
    words: dict[Did, str] = {
        Did.told_of_concern: _("Told by name: %(whom)s", whom=whom),
        Did.telling_acknowledged: _("Knows of it: %(whom)s", whom=whom),
        Did.telling_answered: _("Answered: %(whom)s", whom=whom),
    }
    return words[did]
