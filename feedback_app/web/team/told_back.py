"""Tiles for themes and responses nobody decided on in time, and for words that wait to be published."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from feedback_app.people.models import Person
from feedback_app.people.roles import May, reach
from feedback_app.telling.left import left_lying
from feedback_app.telling.queries import to_publish
from feedback_app.telling.waiting import undecided
from feedback_app.web.signed_in import settings
from feedback_app.web.team.tile import Tile
from feedback_app.web.telling.door import WHOLE


def told_back_tiles(person: Person) -> Iterator[Tile]:
    """Each only while something waits."""
    decides, publishes = reach(person.holdings, May.tell_back), reach(person.holdings, May.publish_told)
    if decides:
        days = settings().decide_within_days
        waiting = undecided(decides, days)
        if waiting.oldest:
            yield Tile(
                waiting.count,
                _("Themes to decide on"),
                _("People spoke of them, and nobody has decided what will be done."),
                _("Overdue: more than %(days)s days after the quarter", days=days),
                "late",
                url_for("telling.listed", period=waiting.oldest, service=waiting.service or WHOLE),
            )
        yield from _responses(person)
    if publishes:
        count, oldest = to_publish(person, publishes)
        if oldest is not None:
            place = oldest.service_area.slug if oldest.service_area else WHOLE
            yield Tile(
                count,
                _("You said, we did: to publish"),
                _("Written by somebody else. Read it, then let everybody read it."),
                "",
                "waiting",
                url_for("telling.theme", period=oldest.quarter, place=place, slug=oldest.theme),
            )


def _responses(person: Person) -> Iterator[Tile]:
    """Single responses of which nothing came in time (LI-78)."""
    days = settings().answer_within_days
    waiting = left_lying(person, days)
    if waiting.oldest is None:
        return
    yield Tile(
        waiting.count,
        _("Responses to decide on"),
        _("A thousand or more: nothing has come of them, and nobody has decided.")
        if waiting.is_more
        else _("Nothing has come of them, and nobody has decided."),
        _("Overdue: the oldest came in on %(day)s", day=format_date(waiting.oldest, "d MMM yyyy")),
        "late",
        url_for("deciding.listed"),
    )
