"""The list of actions: one's own first, narrowed, sorted and paged by its address."""

from flask import render_template, request
from flask_babel import gettext as _

from feedback_app.audits.follow_actions import ActionsAsked, list_actions, owners_followed_by
from feedback_app.improvement.models import Origin
from feedback_app.improvement.rules import Stage
from feedback_app.people.roles import May, may
from feedback_app.web.access import here, open_to
from feedback_app.web.asked import number_in, page_here
from feedback_app.web.improvement.door import (
    Offered,
    asked_among,
    asked_word,
    improvement,
    list_shown,
)
from feedback_app.web.improvement.shown import action_shown, how_many_at, origin_words, stage_words

ALL, MINE = "all", "mine"
UNFINISHED = frozenset(Stage) - {Stage.confirmed}


@improvement.get("/actions")
@open_to(May.follow_actions)
def actions() -> str:
    person, asked = here(), _asked()
    found = list_actions(person, asked)
    return render_template(
        "improvement/actions.html",
        **list_shown(found, asked, name="stage", how_fars=Stage, in_words=how_many_at),
        lines=[action_shown(each, person) for each in found.lines],
        stage=request.args.get("stage", ""),
        whose=request.args.get("whose", ""),
        stages=_stages(),
        owners=_owners(),
        origins=[(origin.value, origin_words(origin)) for origin in Origin],
        sees_learning=may(person.holdings, May.see_audits),
    )


def _asked() -> ActionsAsked:
    """What the address asks for; without a stage, everything that is not confirmed yet."""
    stage, whose = asked_among(Stage, "stage"), request.args.get("whose", "")
    everything = frozenset() if request.args.get("stage") == ALL else UNFINISHED
    return ActionsAsked(
        how_far=frozenset({stage}) if stage else everything,
        owner_id=here().id if whose == MINE else number_in(whose),
        origin=asked_among(Origin, "origin"),
        service=asked_word("service"),
        locality=asked_word("locality"),
        audit=asked_word("audit"),
        latest_first=request.args.get("order") == "latest",
        page=page_here(),
    )


def _stages() -> Offered:
    return [*((stage.value, stage_words(stage)) for stage in Stage), (ALL, _("All, confirmed ones too"))]


def _owners() -> Offered:
    person = here()
    others = [(str(owner.id), owner.name) for owner in owners_followed_by(person) if owner.id != person.id]
    return [(MINE, _("Mine")), *others]
