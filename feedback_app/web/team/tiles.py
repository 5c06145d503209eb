"""The tiles of the first page: one for each sort of work a person may do, those with a clock first."""

from collections.abc import Iterator
from datetime import datetime

from flask import current_app, url_for
from flask_babel import format_date, format_datetime, ngettext
from flask_babel import gettext as _

from feedback_app import clock
from feedback_app.audits.follow_actions import to_confirm
from feedback_app.audits.waiting import AuditsWaiting, to_chair, to_collect, to_sign_off
from feedback_app.improvement.queries import to_finish
from feedback_app.people.models import Person
from feedback_app.people.roles import May, may
from feedback_app.quotations.queries import waiting_for as quotes_waiting
from feedback_app.reporting.digests import READERS, new_digests
from feedback_app.reporting.waiting import to_approve
from feedback_app.safeguarding.queries import waiting_for
from feedback_app.safeguarding.told import to_acknowledge
from feedback_app.second_reading.queries import waiting_to_read
from feedback_app.themes.bottles import bottles_unread
from feedback_app.themes.queue import unread
from feedback_app.themes.remarked import questions_waiting
from feedback_app.themes.rules import read_by
from feedback_app.web.team.tile import Tile
from feedback_app.web.team.told_back import told_back_tiles


def tiles_for(person: Person) -> list[Tile]:
    """What waits for this person; a tile with nothing waiting says so."""
    return [tile for tile in _all(person) if tile.href]


def _all(person: Person) -> Iterator[Tile]:
    held = person.holdings
    if may(held, May.triage):
        yield _concerns(person)
    yield from _told_of(person)
    if may(held, May.capture):
        owed = to_collect(person)
        yield _audits(owed, _("Feedback to collect"), "capture.owed", _("Voices still to be heard."))
    if may(held, May.code):
        yield _unread(person)
        yield from _review(person)
    if may(held, May.read_bottles):
        yield _bottles(person)
    if may(held, May.hold_audits):
        chaired = to_chair(person)
        yield _audits(chaired, _("Audits to chair"), "audits.listed", _("Planned, with you in the chair."))
    if may(held, May.sign_off_audits):
        waits = to_sign_off(person)
        yield _audits(waits, _("Audits to sign off"), "audits.listed", _("Held, and waiting for your name."))
    if may(held, May.follow_actions):
        yield from _actions(person)
    if may(held, May.approve_reports):
        yield _reports(person)
    yield from told_back_tiles(person)
    yield from _digests(person)


def _concerns(person: Person) -> Tile:
    waiting = waiting_for(person)
    late = waiting.next_due is not None and waiting.next_due < clock.now()
    due = _moment(waiting.next_due)
    return Tile(
        waiting.open,
        _("Concerns"),
        ngettext(
            "%(num)s urgent one nobody has taken.", "%(num)s urgent ones nobody has taken.", waiting.urgent
        )
        if waiting.urgent
        else _("No urgent one is waiting."),
        (_("Overdue since %(due)s", due=due) if late else _("Next by %(due)s", due=due)) if due else "",
        "late" if late or waiting.urgent else ("soon" if waiting.open else "good"),
        _address("triage.waiting"),
    )


def _told_of(person: Person) -> Iterator[Tile]:
    """Concerns this person was told of by name and has not said they know, while there are any."""
    told = to_acknowledge(person)
    if told.first_due is None:
        return
    late = told.first_due < clock.now()
    due = _moment(told.first_due)
    yield Tile(
        told.count,
        _("Concerns you were told of"),
        _("Say that you know, and what you do."),
        _("Overdue since %(due)s", due=due) if late else _("Next by %(due)s", due=due),
        "late" if late else "soon",
        _address("triage.told"),
    )


def _unread(person: Person) -> Tile:
    waiting = unread(person)
    if waiting.oldest is None:
        nothing = _("Everything has been read.")
        return Tile(0, _("Answers to read"), nothing, "", "good", _address("coding.queue"))
    due = read_by(waiting.oldest)
    late = due < clock.today()
    day = format_date(due, "EEE d MMM")
    return Tile(
        waiting.count,
        _("Answers to read"),
        _("The oldest came in on %(day)s.", day=format_date(waiting.oldest, "EEE d MMM")),
        _("Overdue since %(due)s", due=day) if late else _("Read it by %(due)s", due=day),
        "late" if late else "soon",
        _address("coding.queue"),
    )


def _review(person: Person) -> Iterator[Tile]:
    """Questions from colleagues, answers to read again and quotes to check, while there are any."""
    asked, again, quotes = questions_waiting(person), waiting_to_read(person), quotes_waiting(person)
    if asked:
        says = _("A colleague asks what you make of an answer.")
        yield Tile(asked, _("Questions to you"), says, "", "waiting", _address("coding.questions"))
    if again:
        says = _("Coded by somebody else: read them without seeing the codes.")
        yield Tile(again, _("To read a second time"), says, "", "waiting", _address("second_reading.start"))
    if quotes:
        says = _("Proposed by somebody else: no report uses them before a second person has read them.")
        yield Tile(quotes, _("Quotes to check"), says, "", "waiting", _address("quotations.listed"))


def _bottles(person: Person) -> Tile:
    count = bottles_unread(person)
    return Tile(
        count,
        _("Messages in a Bottle"),
        _("Not yet read by you.") if count else _("You have read them all."),
        "",
        "soon" if count else "good",
        _address("bottle.listed"),
    )


def _audits(waiting: AuditsWaiting, title: str, endpoint: str, sentence: str) -> Tile:
    first = waiting.first_meeting_at
    late = first is not None and first < clock.now()
    return Tile(
        waiting.count,
        title,
        sentence if waiting.count else _("Nothing waits for you here."),
        _("First meeting: %(moment)s", moment=_moment(first)) if first else "",
        ("late" if late else "waiting") if waiting.count else "good",
        _address(endpoint),
    )


def _actions(person: Person) -> Iterator[Tile]:
    """Actions to finish and to confirm, while there are any."""
    own, others, address = to_finish(person), to_confirm(person), _address("improvement.actions")
    if own.first_due_on:
        late = own.first_due_on < clock.today()
        day = format_date(own.first_due_on, "EEE d MMM")
        due = _("Overdue since %(due)s", due=day) if late else _("Next by %(due)s", due=day)
        says = _("Agreed at an audit, and yours to see done.")
        yield Tile(own.count, _("Actions to finish"), says, due, "late" if late else "soon", address)
    if others.count:
        says = _("Done by somebody else, and waiting for your word.")
        waits = f"{address}?stage=done"
        yield Tile(others.count, _("Actions to confirm"), says, "", "waiting", waits)


def _reports(person: Person) -> Tile:
    count = to_approve(person)
    return Tile(
        count,
        _("Reports to approve"),
        _("Written by somebody else, ready for you to check.") if count else _("No report waits."),
        "",
        "waiting" if count else "good",
        _address("reports.listed"),
    )


def _digests(person: Person) -> Iterator[Tile]:
    """Theme digests approved in the last four weeks, while there are any, for those who read them."""
    count = new_digests() if any(may(person.holdings, deed) for deed in READERS) else 0
    if count:
        says = _("What children and families told us in a month, ready to read with your team.")
        yield Tile(count, _("New theme digests"), says, "", "note", _address("reports.digests_listed"))


def _moment(at: datetime | None) -> str:
    return format_datetime(at, "EEE d MMM, HH:mm") if at else ""


def _address(endpoint: str) -> str:
    return url_for(endpoint) if endpoint in current_app.view_functions else ""
