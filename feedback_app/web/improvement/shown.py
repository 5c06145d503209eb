"""Actions and learning in words, as the pages show them."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from feedback_app.audits.follow_actions import Followed
from feedback_app.audits.follow_learning import LearningFollowed
from feedback_app.audits.models import Audit
from feedback_app.clock import LONDON
from feedback_app.improvement.models import Origin
from feedback_app.improvement.queries import Happened
from feedback_app.improvement.rules import Because, Sharing, Stage, Step
from feedback_app.people.models import Person
from feedback_app.web.audits.shown import reach_words

STAGE_KINDS = {Stage.open: "waiting", Stage.overdue: "late", Stage.done: "soon", Stage.confirmed: "good"}
SHARING_KINDS = {Sharing.to_tell: "waiting", Sharing.late: "late", Sharing.told: "good"}


def stage_words(stage: Stage) -> str:
    words: dict[Stage, str] = {
        Stage.open: _("Open"),
        Stage.overdue: _("Overdue"),
        Stage.done: _("Done, waits to be confirmed"),
        Stage.confirmed: _("Confirmed"),
    }
    return words[stage]


def sharing_words(sharing: Sharing) -> str:
    words: dict[Sharing, str] = {
        Sharing.to_tell: _("Still to be shared"),
        Sharing.late: _("Overdue: not shared by its day"),
        Sharing.told: _("Shared"),
    }
    return words[sharing]


def how_many_at(stage: Stage, number: int) -> str:
    words: dict[Stage, str] = {
        Stage.open: ngettext("%(num)s is open", "%(num)s are open", number),
        Stage.overdue: ngettext("%(num)s is overdue", "%(num)s are overdue", number),
        Stage.done: ngettext(
            "%(num)s is done and waits to be confirmed", "%(num)s are done and wait to be confirmed", number
        ),
        Stage.confirmed: ngettext("%(num)s is confirmed", "%(num)s are confirmed", number),
    }
    return words[stage]


def how_many_shared(sharing: Sharing, number: int) -> str:
    words: dict[Sharing, str] = {
        Sharing.to_tell: ngettext("%(num)s is still to be shared", "%(num)s are still to be shared", number),
        Sharing.late: ngettext(
            "%(num)s was not shared by its day", "%(num)s were not shared by their day", number
        ),
        Sharing.told: ngettext("%(num)s is shared", "%(num)s are shared", number),
    }
    return words[sharing]


def origin_words(origin: Origin) -> str:
    words: dict[Origin, str] = {
        Origin.audit: _("An audit"),
        Origin.bottle: _("A Message in a Bottle"),
        Origin.inspection: _("A Young Inspectors’ visit"),
        Origin.report: _("A report"),
    }
    return words[origin]


def because_words(because: Because) -> str:
    words: dict[Because, str] = {
        Because.unfinished: _("Part of it is still to be done."),
        Because.change_unclear: _("It does not say what changed for the child or family."),
        Because.names_somebody: _("It names somebody: please write it without names."),
        Because.to_talk: _("They would like to talk about it first."),
    }
    return words[because]


def _step_words(step: Step) -> str:
    words: dict[Step, str] = {
        Step.agreed: _("Agreed"),
        Step.done: _("Marked as done"),
        Step.taken_back: _("Not done after all"),
        Step.sent_back: _("Sent back"),
        Step.confirmed: _("Confirmed"),
        Step.in_supervision: _("Recorded in supervision notes"),
        Step.told: _("Shared"),
        Step.not_told: _("Not shared after all"),
    }
    return words[step]


@dataclass(frozen=True)
class Line:
    """One step in the story of an action or of learning, and why it was sent back if it was."""

    what: str
    why: str


def lines(history: list[Happened]) -> list[Line]:
    """The story, oldest first."""
    return [
        Line(
            _(
                "%(day)s: %(what)s, %(name)s",
                day=format_date(each.at.astimezone(LONDON), "long"),
                what=_step_words(each.step),
                name=each.by_name,
            ),
            because_words(each.because) if each.because else "",
        )
        for each in history
    ]


def why_sent_back(history: list[Happened]) -> Happened | None:
    """The last sending back, for its owner to read."""
    return next((each for each in reversed(history) if each.step is Step.sent_back), None)


@dataclass(frozen=True)
class ActionShown:
    """One action, in the list and on its page."""

    ref: str
    href: str
    what: str
    owner: str
    is_mine: bool
    due: str
    state: str
    kind: str
    sent_back: bool
    origin: str
    audit: str
    audit_href: str
    place: str
    done_on: str
    changed: str
    confirmed_by: str


def action_shown(followed: Followed, person: Person) -> ActionShown:
    action, audit = followed.action, followed.audit
    return ActionShown(
        ref=action.public_ref,
        href=url_for("improvement.action", ref=action.public_ref),
        what=action.what,
        owner=action.owner.name,
        is_mine=action.owner_id == person.id,
        due=format_date(action.due_on, "long"),
        state=stage_words(followed.stage),
        kind=STAGE_KINDS[followed.stage],
        sent_back=followed.was_sent_back,
        origin=origin_words(action.origin),
        audit=audit.title if audit else "",
        audit_href=_audit_href(audit) if audit and followed.may_open_audit else "",
        place=_place(audit) if audit else "",
        done_on=format_date(action.done_on, "long") if action.done_on else "",
        changed=action.impact,
        confirmed_by=action.confirmed_by.name if action.confirmed_by else "",
    )


@dataclass(frozen=True)
class LearningShown:
    """One piece of learning, in the list and on its page."""

    ref: str
    href: str
    what: str
    reach: str
    share_by: str
    state: str
    kind: str
    audit: str
    audit_href: str
    place: str
    told_on: str


def learning_shown(followed: LearningFollowed) -> LearningShown:
    learning, audit = followed.learning, followed.audit
    return LearningShown(
        ref=learning.public_ref,
        href=url_for("improvement.learning", ref=learning.public_ref),
        what=learning.what,
        reach=reach_words(learning.reach),
        share_by=format_date(learning.share_by, "long"),
        state=sharing_words(followed.sharing),
        kind=SHARING_KINDS[followed.sharing],
        audit=audit.title,
        audit_href=_audit_href(audit),
        place=_place(audit),
        told_on=format_date(learning.told_on, "long") if learning.told_on else "",
    )


def _audit_href(audit: Audit) -> str:
    return url_for("audits.overview", ref=audit.public_ref)


def _place(audit: Audit) -> str:
    return f"{audit.service_area.name}, {audit.locality.name}"
