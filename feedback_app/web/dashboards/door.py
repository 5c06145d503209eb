"""The door to dashboards: what an address asks for, narrowed to what the person may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from analysis.periods import NotAQuarter, Quarter, parse_quarter
from feedback_app import clock
from feedback_app.dashboards.count import NOT_KNOWN
from feedback_app.dashboards.narrow import (
    TOGETHER,
    Narrowed,
    Pairs,
    PlaceHeld,
    places_held,
    within_reach,
    without_clashes,
)
from feedback_app.dashboards.read import Names, drawn_quarters, names_and_places
from feedback_app.people.roles import May, may, reach
from feedback_app.web.access import here
from feedback_app.web.address import address_with
from feedback_app.web.said import group_name, survey_title
from surveys.definition import RespondentGroup
from surveys.library import shipped

dashboards = Blueprint("dashboards", __name__, url_prefix="/dashboards")
EVERYWHERE = PlaceHeld()
Choices = tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class View:
    """One look at a dashboard: the quarter, what it is narrowed to, and what could not be granted."""

    quarter: Quarter
    quarters: tuple[tuple[Quarter, datetime], ...]
    narrowed: Narrowed
    left_out: tuple[str, ...]
    held: tuple[PlaceHeld, ...]
    names: Names
    may_read: bool
    may_draw: bool
    sees_equality: bool

    @property
    def sees_all(self) -> bool:
        return EVERYWHERE in self.held

    @property
    def drawn_at(self) -> datetime | None:
        return next((at for quarter, at in self.quarters if quarter == self.quarter), None)

    @property
    def drawn_on(self) -> str:
        """The day these figures were drawn, in words."""
        return str(format_date(self.drawn_at, "d MMMM yyyy")) if self.drawn_at else ""

    @property
    def in_words(self) -> str:
        """The quarter and what it is narrowed to, so that a printed page says what it is about."""
        narrowed = self.narrowed
        parts = [quarter_words(self.quarter)]
        parts += [place_name(self, slug) for slug in (narrowed.service, narrowed.locality) if slug]
        parts += [group_name(narrowed.group)] if narrowed.group else []
        return ", ".join([*parts, survey_title(narrowed.survey)] if narrowed.survey else parts)

    @property
    def address(self) -> dict[str, str]:
        """This view as parts of an address: never a word anybody said."""
        return {"period": str(self.quarter), **self.narrowed.chosen}

    def at(self, **other: str) -> str:
        """The same page, narrowed otherwise."""
        return self.to(request.endpoint or "", **(request.view_args or {}), **other)

    def to(self, endpoint: str, **more: str) -> str:
        """Another page, narrowed as this one."""
        return address_with(endpoint, {**self.address, **more})


def view_here(pairs: Pairs = TOGETHER) -> View | None:
    """What this address asks for; nothing while no figures are drawn. 403 for somebody without a place.

    `pairs` are the ways of narrowing that the page can tell of together.
    """
    person = here()
    quarters = tuple(drawn_quarters())
    if not quarters:
        return None
    names, places = names_and_places()
    held = places_held(reach(person.holdings, May.see_reports), places.services, places.localities)
    asked, left_out = without_clashes(_asked(names), pairs)
    granted = within_reach(asked, held)
    if granted is None:
        abort(403)
    return View(
        quarter=_quarter([quarter for quarter, _at in quarters]),
        quarters=quarters,
        narrowed=granted,
        left_out=left_out,
        held=held,
        names=names,
        may_read=may(person.holdings, May.read_answers),
        may_draw=may(person.holdings, May.compile_reports),
        sees_equality=may(person.holdings, May.see_equality),
    )


def nothing_drawn() -> str:
    """The page while there are no figures at all."""
    may_draw = may(here().holdings, May.compile_reports)
    return render_template("dashboards/nothing.html", may_draw=may_draw)


def elsewhere(view: View, slug: str = "") -> Reply | None:
    """Where a theme or code chosen in the address has its own page; nothing on that page itself."""
    about = request.args.get("about")
    if about is None or about == slug:
        return None
    if about in view.names.themes:
        return redirect(view.to("dashboards.theme", slug=about))
    if view.names.theme_of(about):
        return redirect(view.to("dashboards.code", slug=about))
    return redirect(view.to("dashboards.overview")) if slug else None


def _quarter(drawn: list[Quarter]) -> Quarter:
    """The quarter asked for; else the last that is over, because one that runs has little to show yet."""
    over = [quarter for quarter in drawn if quarter.ends < clock.today()]
    usual = (over or drawn)[-1]
    try:
        wanted = parse_quarter(request.args.get("period", ""))
    except NotAQuarter:
        return usual
    return wanted if wanted in drawn else usual


def _asked(names: Names) -> Narrowed:
    """What the address names, as far as there is such a thing."""
    return Narrowed(
        service=_one_of("service", {*names.services, NOT_KNOWN}),
        locality=_one_of("locality", {*names.localities, NOT_KNOWN}),
        group=_one_of("group", {group.value for group in RespondentGroup}),
        survey=_one_of("survey", set(shipped())),
    )


def _one_of(name: str, known: set[str]) -> str:
    typed = request.args.get(name, "")
    return typed if typed in known else ""


def choices(view: View, *, surveys: bool = False) -> Choices:
    """What the page can be narrowed to: a name, a label, what is chosen, and what is offered."""
    narrowed, names = view.narrowed, view.names
    periods = tuple((str(quarter), quarter_words(quarter)) for quarter, _at in reversed(view.quarters))
    groups = tuple((group.value, group_name(group.value)) for group in RespondentGroup)
    offered = (
        ("period", _("Period"), str(view.quarter), periods),
        ("service", _("Service"), narrowed.service, _held(view, names.services, "service")),
        ("locality", _("Locality"), narrowed.locality, _held(view, names.localities, "locality")),
        ("group", _("Who"), narrowed.group, groups),
    )
    titles = tuple((survey, survey_title(survey)) for survey in shipped())
    return (*offered, ("survey", _("Survey"), narrowed.survey, titles)) if surveys else offered


def _held(view: View, names: Mapping[str, str], kind: str) -> tuple[tuple[str, str], ...]:
    own = {place.service if kind == "service" else place.locality for place in view.held}
    return tuple((slug, name) for slug, name in names.items() if "" in own or slug in own)


def quarter_words(quarter: Quarter) -> str:
    """A quarter as people say it."""
    months = (
        _("April to June"),
        _("July to September"),
        _("October to December"),
        _("January to March"),
    )[quarter.number - 1]
    return str(_("%(months)s (%(quarter)s)", months=months, quarter=quarter.label))


def kind_name(kind: str) -> str:
    """What one kind of narrowing is called inside a sentence."""
    names = {"service": _("service"), "locality": _("locality"), "group": _("who"), "survey": _("survey")}
    return str(names.get(kind, kind))


def place_name(view: View, slug: str) -> str:
    """A service or locality by its slug."""
    if slug == NOT_KNOWN:
        return str(_("Not known"))
    return view.names.services.get(slug) or view.names.localities.get(slug) or slug
