"""The door to the cycle of themes: what an address asks for, where this person may see it."""

from dataclasses import dataclass

from flask import Blueprint, abort
from flask_babel import gettext as _

from analysis.periods import NotAQuarter, Quarter, parse_quarter
from analysis.safe_counts import SafeCounts
from feedback_app.dashboards.read import Names, names_and_places
from feedback_app.people.roles import May, Place, may
from feedback_app.telling.heard import count_of, heard_in, spoken_of
from feedback_app.telling.models import YouSaid
from feedback_app.telling.queries import cycle_of
from feedback_app.web.access import here, refuse_if_in_place_denied
from feedback_app.web.address import address_with
from feedback_app.web.capture.ended import keep_what_was_typed

telling = Blueprint("telling", __name__)
telling.after_request(keep_what_was_typed)
WHOLE = "whole-council"
ONE = "/telling/<period>/<place>/<slug>"


@dataclass(frozen=True)
class Asked:
    """One theme of one quarter and place, with its figures and how far it has come."""

    quarter: Quarter
    service: str
    service_area_id: int | None
    slug: str
    names: Names
    counts: SafeCounts
    it: YouSaid | None

    @property
    def name(self) -> str:
        return self.names.themes[self.slug]

    @property
    def place_name(self) -> str:
        return self.names.services[self.service] if self.service else str(_("The whole council"))

    @property
    def is_told_apart(self) -> bool:
        """Whether its number may be shown."""
        return isinstance(count_of(self.counts, self.slug), int)

    @property
    def begun(self) -> YouSaid:
        """The cycle, for steps that come after the first; "not there" before it."""
        return self.it or abort(404)

    def to(self, endpoint: str, **more: str) -> str:
        """The address of something about this theme."""
        parts = {"period": str(self.quarter), "place": self.service or WHOLE, "slug": self.slug, **more}
        return address_with(f"telling.{endpoint}", parts)

    def may(self, deed: May) -> bool:
        return may(here().holdings, deed, Place(self.service_area_id))


def asked(period: str, place: str, slug: str, deed: May = May.see_reports) -> Asked:
    """What the address names; 404 where there is no such thing, 403 where it is not this person's."""
    try:
        quarter = parse_quarter(period)
    except NotAQuarter:
        abort(404)
    names, places = names_and_places()
    ids = {service: number for number, service in places.services.items()}
    if slug not in names.themes or (place != WHOLE and place not in ids):
        abort(404)
    service = "" if place == WHOLE else place
    refuse_if_in_place_denied(deed, Place(ids.get(service)))
    counts = heard_in([quarter]).of(quarter, service, [slug])
    it = cycle_of(quarter, slug, ids.get(service))
    if it is None and slug not in spoken_of(counts):
        abort(404)
    return Asked(quarter, service, ids.get(service), slug, names, counts, it)
