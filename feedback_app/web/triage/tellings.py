"""Who was told of a concern, made ready to show: for triage, for whoever raised it, and for those told."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from feedback_app import clock
from feedback_app.people.models import Person
from feedback_app.safeguarding.escalation import Escalation
from feedback_app.safeguarding.models import Concern
from feedback_app.safeguarding.told import ByName, emailed_about, on_triage_for, told_by_name
from feedback_app.safeguarding.who_is_told import Told
from feedback_app.web.triage import words
from feedback_app.web.triage.words import Shown


@dataclass(frozen=True)
class ToldLine:
    """Somebody told, as what, when an e-mail left, and how far they are."""

    href: str
    name: str
    as_what: str
    sent: str
    state: Shown
    answer: str


@dataclass(frozen=True)
class WhoWasTold:
    """Everybody told of one concern: on triage with the moment, and by name."""

    on_triage: tuple[tuple[str, str], ...]
    by_name: tuple[ToldLine, ...]


@dataclass(frozen=True)
class TellingLine:
    """One thing somebody was told, in their list."""

    href: str
    as_what: str
    severity: Shown
    where_it_stands: str
    told_at: str
    state: Shown


@dataclass(frozen=True)
class TellingPage:
    """What somebody was told, and what is known of it; leaders are never shown what it is about."""

    reference: str
    title: str
    severity: Shown
    state: Shown
    sentence: str
    known: tuple[tuple[str, str], ...]
    children: str
    why: str
    on_triage: tuple[str, ...]
    answer: str
    noted_by: str
    is_mine: bool
    is_known: bool
    back: str


def who_was_told(concern: Concern) -> WhoWasTold:
    return WhoWasTold(
        tuple((each.name, words.moment(each.at)) for each in emailed_about(concern)),
        tuple(_told_line(each) for each in told_by_name(concern)),
    )


def _told_line(each: ByName) -> ToldLine:
    it = each.escalation
    return ToldLine(
        url_for("triage.telling", reference=it.public_ref),
        it.name,
        words.as_what(it.told),
        _("E-mail sent %(moment)s", moment=words.moment(each.sent_at))
        if each.sent_at
        else _("The e-mail has not left yet"),
        state_of(it),
        it.answer,
    )


def own_state_of(it: Escalation) -> Shown:
    """The same for the person told: what they still have to say, and by when."""
    if it.acknowledged_at is not None or it.remind_at is None:
        return state_of(it)
    due = words.moment(it.acknowledge_by)
    if it.acknowledge_by < clock.now():
        return Shown(_("Say that you know: overdue since %(moment)s", moment=due), "late")
    return Shown(_("Say that you know by %(moment)s", moment=due), "soon")


def state_of(it: Escalation) -> Shown:
    """Whether they know of it, or by when they must."""
    if it.answer:
        return Shown(_("Answered"), "good")
    if it.acknowledged_at is not None:
        return Shown(_("Knows of it since %(moment)s", moment=words.moment(it.acknowledged_at)), "good")
    if it.told is Told.leader and it.remind_at is None:
        return Shown(_("No longer needed: somebody has taken it"), "note")
    due = words.moment(it.acknowledge_by)
    if it.acknowledge_by < clock.now():
        return Shown(_("Has not said that they know: overdue since %(moment)s", moment=due), "late")
    return Shown(_("Has to say that they know by %(moment)s", moment=due), "waiting")


def telling_line(it: Escalation) -> TellingLine:
    return TellingLine(
        url_for("triage.telling", reference=it.public_ref),
        words.as_what(it.told),
        words.severity_shown(it.concern.severity),
        words.where_it_stands(it.concern),
        words.moment(it.made_at),
        own_state_of(it),
    )


def telling_page(it: Escalation, person: Person) -> TellingPage:
    concern = it.concern
    leads = it.told is Told.leader
    is_mine = it.to_person_id == person.id
    known = [(_("Told"), f"{it.name}, {words.as_what(it.told)}"), (_("When"), words.moment(it.made_at))]
    if concern.raised_by_person and not leads:
        known.append((_("Raised by"), concern.raised_by_person.name))
    known += [
        (_("Concern raised"), words.moment(concern.raised_at)),
        (_("Where it stands"), words.where_it_stands(concern)),
        (_("Reference"), concern.public_ref),
    ]
    return TellingPage(
        it.public_ref,
        _("A concern has been left too long") if leads else _("You must know of a concern"),
        words.severity_shown(concern.severity),
        own_state_of(it) if is_mine else state_of(it),
        _("See that somebody on triage takes it now. What it is about is on their page only.")
        if leads
        else _("Do what your role asks of you now, and say here what you did."),
        tuple(known),
        "" if leads else concern.children,
        "" if leads else concern.why,
        tuple(on_triage_for(concern)) if leads else (),
        it.answer,
        it.noted_by.name if it.answer and it.noted_by else "",
        is_mine,
        it.acknowledged_at is not None,
        url_for("triage.told") if is_mine else "",
    )
