"""Saved views: keep a search under a name, share it, open it, forget it."""

from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.finding.keep import remove_view, save_view, share_view, views_for
from feedback_app.finding.models import Search
from feedback_app.finding.refusals import NoName, NotYours
from feedback_app.people.roles import May
from feedback_app.web.access import here, open_to
from feedback_app.web.address import address_with
from feedback_app.web.fields import as_typed
from feedback_app.web.finding.narrowing import from_text, in_address, narrowed_in
from feedback_app.web.finding.routes import Unnamed, finding, page_of, search_here

LONGEST_ADDRESS = 600


@finding.get("/views")
@open_to(May.read_answers)
def listed() -> str:
    person = here()
    views = views_for(person)
    return render_template(
        "finding/views.html",
        mine=[(view, address_of(view)) for view in views if view.owner_id == person.id],
        shared=[(view, address_of(view)) for view in views if view.owner_id != person.id],
    )


def address_of(view: Search) -> str:
    """Where a view is seen: its words by reference, the rest in the address."""
    return address_with(
        "finding.results", {"reference": view.public_ref, **in_address(from_text(view.narrowed))}
    )


@finding.get("/views/<reference>")
@open_to(May.read_answers)
def open_view(reference: str) -> Reply:
    return redirect(address_of(search_here(reference)))


@finding.post("/views")
@open_to(May.read_answers)
def save() -> Reply | str:
    reference = request.form.get("reference", "").replace("\0", "")[:40]
    kept = search_here(reference) if reference else None
    narrowed = urlencode(in_address(narrowed_in(request.form)))[:LONGEST_ADDRESS]
    name = as_typed(request.form.get("name", "")) or ""
    shared = request.form.get("shared") == "yes"
    try:
        view = save_view(kept.words if kept else "", narrowed, name, shared=shared, by=here())
    except NoName:
        return page_of(kept, narrowed=narrowed_in(request.form), unnamed=Unnamed(name, shared))
    flash(_("The view is saved."), "success")
    return redirect(address_of(view), 303)


@finding.post("/views/<reference>/share")
@open_to(May.read_answers)
def share(reference: str) -> Reply:
    view, shared = search_here(reference), request.form.get("shared") == "yes"
    try:
        share_view(view, shared=shared, by=here())
    except NotYours:
        flash(_("Only the person who saved a view can change who sees it."))
        return redirect(url_for("finding.listed"), 303)
    flash(_("Everybody who reads answers sees it now.") if shared else _("Only you see it now."), "success")
    return redirect(url_for("finding.listed"), 303)


@finding.post("/views/<reference>/remove")
@open_to(May.read_answers)
def remove(reference: str) -> Reply:
    try:
        remove_view(search_here(reference), here())
    except NotYours:
        flash(_("Only the person who saved a view can remove it."))
        return redirect(url_for("finding.listed"), 303)
    flash(_("The view is gone. The answers are where they were."), "success")
    return redirect(url_for("finding.listed"), 303)
