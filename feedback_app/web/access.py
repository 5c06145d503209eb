"""Default-deny: a view nobody declared open is open to nobody."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as Reply

from feedback_app.people.models import Person
from feedback_app.people.roles import May, Place, may
from feedback_app.web.signed_in import signed_in_person

View = TypeVar("View", bound=Callable[..., object])


class Everyone(StrEnum):
    """Open without signing in."""

    everyone = "everyone"


EVERYONE = Everyone.everyone
OPEN_TO = "open_to"


def open_to(who: Everyone | May, *others: May) -> Callable[[View], View]:
    """Declare who a view is open to: everyone, or people who may do any one of these."""

    def mark(view: View) -> View:
        setattr(view, OPEN_TO, (who, *others))
        return view

    return mark


def declared(view: Callable[..., object] | None) -> tuple[Everyone | May, ...]:
    """Who a view says it is open to; empty means nobody."""
    found = getattr(view, OPEN_TO, ())
    return found if isinstance(found, tuple) else ()


def refuse_if_in_place_denied(deed: May, place: Place) -> None:
    """Stop with a "not yours" page unless the signed-in person may do this in that place."""
    if not may(here().holdings, deed, place):
        abort(403)


def here() -> Person:
    """The person signed in; only for views that are not open to everyone."""
    person = signed_in_person()
    if person is None:
        abort(401)
    return person


def check_access(app: Flask) -> None:
    """Check every request before its view runs."""

    @app.before_request
    def refuse_unless_open() -> Reply | None:
        if request.endpoint is None or request.endpoint == "static":
            return None
        allowed = declared(current_app.view_functions.get(request.endpoint))
        if EVERYONE in allowed:
            return None
        person = signed_in_person()
        if person is None:
            if not allowed:
                abort(403)
            back = request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for("account.sign_in", next=back))
        if not any(isinstance(deed, May) and may(person.holdings, deed) for deed in allowed):
            abort(403)
        g.person_was_needed = True
        return None
