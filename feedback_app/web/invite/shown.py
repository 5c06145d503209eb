"""Invitations as the list shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from sqlalchemy import func, select

from feedback_app import clock
from feedback_app.database import db
from feedback_app.listening.models import Draft, Invitation
from feedback_app.listening.open_invitation import Closed, why_closed
from feedback_app.places.models import Locality, ServiceArea
from feedback_app.web.said import group_name, place_words, survey_title


@dataclass(frozen=True)
class Row:
    """One invitation in the list: no secret among it, for none is kept."""

    ref: str
    label: str
    survey: str
    group: str
    place: str
    made: str
    used: str
    state: str
    kind: str
    is_open: bool


@dataclass(frozen=True)
class PlaceNames:
    """The council's places by their numbers."""

    areas: Mapping[int, str]
    localities: Mapping[int, str]


def place_names() -> PlaceNames:
    areas = db.session.execute(select(ServiceArea.id, ServiceArea.name).order_by(ServiceArea.name))
    localities = db.session.execute(select(Locality.id, Locality.name).order_by(Locality.name))
    return PlaceNames(dict(areas.all()), dict(localities.all()))


def rows(invitations: Sequence[Invitation]) -> list[Row]:
    """These invitations, with how often each was used; three statements however many there are."""
    wanted = [invitation.id for invitation in invitations]
    used = select(Draft.invitation_id, func.count()).where(
        Draft.invitation_id.in_(wanted), Draft.sent_on.is_not(None)
    )
    times = dict(db.session.execute(used.group_by(Draft.invitation_id)).all())
    names = place_names()
    return [_row(invitation, times.get(invitation.id, 0), names) for invitation in invitations]


def _row(invitation: Invitation, times: int, names: PlaceNames) -> Row:
    closed = why_closed(invitation, times, clock.now())
    state, kind = _state(closed)
    allowed = invitation.uses_allowed
    place = (
        names.areas.get(invitation.service_area_id or 0, ""),
        names.localities.get(invitation.locality_id or 0, ""),
    )
    return Row(
        ref=invitation.public_ref,
        label=invitation.label or survey_title(invitation.survey),
        survey=survey_title(invitation.survey),
        group=group_name(invitation.respondent_group),
        place=place_words(place) if any(place) else _("The whole council"),
        made=format_date(invitation.made_at.astimezone(clock.LONDON), "d MMM y"),
        used=_times_used(times, allowed),
        state=state,
        kind=kind,
        is_open=closed is None,
    )


def _times_used(times: int, allowed: int | None) -> str:
    if allowed is not None:
        return str(_("%(times)s of %(allowed)s", times=times, allowed=allowed))
    return str(ngettext("Once", "%(num)s times", times) if times else _("Not yet"))


def _state(closed: Closed | None) -> tuple[str, str]:
    match closed:
        case None:
            return _("Open"), "good"
        case Closed.expired:
            return _("Its last day is over"), "stopped"
        case Closed.used_up:
            return _("Used up"), "stopped"
        case _:
            return _("Taken back"), "stopped"
