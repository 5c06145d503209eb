"""Topics nobody asked about: looked at, kept or dismissed by people who read."""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.dashboards.evidence import de_identified
from feedback_app.dashboards.models import Standing
from feedback_app.dashboards.topics import (
    MOST_ANSWERS,
    NoSuchTopic,
    Offered,
    settle,
    topic_called,
    topics_of,
)
from feedback_app.people.roles import May, Place, may
from feedback_app.themes.queries import themes_with_codes
from feedback_app.themes.queue import Narrowed
from feedback_app.web.access import here, open_to
from feedback_app.web.codebooks.door import may_keep
from feedback_app.web.coding.addresses import address_of
from feedback_app.web.dashboards.door import choices, dashboards, nothing_drawn, view_here

LONGEST = 200


@dataclass(frozen=True)
class Example:
    words: str
    href: str


@dataclass(frozen=True)
class TopicShown:
    """A topic: its words, whether they are new, its examples, and what a person decided."""

    id: int
    words: str
    is_new: bool
    standing: Standing
    found_on: str
    examples: tuple[Example, ...]


@dashboards.get("/new-topics")
@open_to(May.read_answers)
def topics() -> str:
    view = view_here()
    if view is None:
        return nothing_drawn()
    person = here()
    may_code = may(person.holdings, May.code)
    shown = [
        topic_shown(offered, may_code=may_code)
        for offered in topics_of(view.quarter, person)
        if offered.examples
    ]
    return render_template(
        "dashboards/topics.html",
        view=view,
        choices=choices(view)[:1],
        offered=[topic for topic in shown if topic.standing is not Standing.dismissed],
        dismissed=[topic for topic in shown if topic.standing is Standing.dismissed],
        may_settle=may(person.holdings, May.code, Place()),
        themes=_themes() if may_keep(person) else [],
        undo=request.args.get("undo", 0, type=int),
        unchosen=request.args.get("unchosen", 0, type=int),
        most=f"{MOST_ANSWERS:,}",
    )


def topic_shown(offered: Offered, *, may_code: bool) -> TopicShown:
    topic = offered.topic
    examples = tuple(
        Example(
            de_identified((answer.words or "")[:LONGEST]), address_of(answer, Narrowed()) if may_code else ""
        )
        for answer in offered.examples
    )
    words, found_on = ", ".join(topic.words), format_date(topic.found_at, "d MMMM yyyy")
    return TopicShown(topic.id, words, topic.is_new, topic.standing, found_on, examples)


def _themes() -> list[tuple[str, str]]:
    """The themes a new code may go into, by slug."""
    return [(theme.slug, theme.name) for theme in themes_with_codes()]


@dashboards.get("/new-topics/<int(max=2147483647):topic_id>/code")
@open_to(May.change_codebook)
def topic_to_code(topic_id: int) -> Reply:
    """On to a new code in the theme chosen, which begins with the words of the topic."""
    try:
        topic = topic_called(topic_id)
    except NoSuchTopic:
        return _taken_away()
    theme = request.args.get("theme", "")
    if theme not in dict(_themes()):
        return redirect(url_for("dashboards.topics", period=topic.quarter, unchosen=topic.id))
    return redirect(url_for("codebooks.new_code", slug=theme, topic=topic.id))


def _taken_away() -> Reply:
    flash(_("That topic was taken away since: the topics were looked for anew."))
    return redirect(url_for("dashboards.topics"))


@dashboards.post("/new-topics/<int(max=2147483647):topic_id>/<any(kept, dismissed, offered):standing>")
@open_to(May.code)
def decide(topic_id: int, standing: str) -> Reply:
    """Keep, dismiss, or take that back; only for those who code for the whole council."""
    person = here()
    if not may(person.holdings, May.code, Place()):
        abort(403)
    try:
        topic = settle(topic_id, Standing(standing), person)
    except NoSuchTopic:
        return _taken_away()
    undo = None if topic.standing is Standing.offered else topic.id
    return redirect(url_for("dashboards.topics", period=topic.quarter, undo=undo))
