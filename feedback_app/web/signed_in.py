"""Who is signed in: a token in a cookie, its digest in the database, and an end that comes by itself."""

from datetime import timedelta

from flask import current_app, g, request
from sqlalchemy import select
from werkzeug.wrappers import Response as Reply

from feedback_app import clock
from feedback_app.database import db
from feedback_app.people.models import Person, SignIn
from feedback_app.people.tokens import digest, new_token
from feedback_app.settings import Settings

COOKIE = "signed-in"
SEEN_EVERY = timedelta(minutes=1)


def settings() -> Settings:
    """The settings this site runs with."""
    found = current_app.extensions["feedback-settings"]
    assert isinstance(found, Settings)
    return found


def current_sign_in() -> SignIn | None:
    """The sign-in of this browser while it lasts; looked up once a request, never without a cookie."""
    if "sign_in" not in g:
        g.sign_in = _found(request.cookies.get(COOKIE, ""))
    found: SignIn | None = g.sign_in
    return found


def signed_in_person() -> Person | None:
    """The person signed in on this browser, or None."""
    sign_in = current_sign_in()
    return sign_in.person if sign_in else None


def _found(token: str) -> SignIn | None:
    if not token:
        return None
    sign_in = db.session.scalar(
        select(SignIn).where(SignIn.token_hash == digest(token), SignIn.ended_at.is_(None))
    )
    now = clock.now()
    limits = settings()
    if (
        sign_in is None
        or not sign_in.person.active
        or now - sign_in.seen_at > timedelta(minutes=limits.session_idle_minutes)
        or now - sign_in.started_at > timedelta(hours=limits.session_longest_hours)
    ):
        return None
    if now - sign_in.seen_at > SEEN_EVERY:
        sign_in.seen_at = now
        g.remember_seen = True
    return sign_in


def start_sign_in(person: Person) -> str:
    """Begin a sign-in; the token returned belongs in the cookie and nowhere else."""
    token = new_token()
    now = clock.now()
    sign_in = SignIn(token_hash=digest(token), person_id=person.id, started_at=now, seen_at=now)
    db.session.add(sign_in)
    return token


def end_sign_in() -> None:
    """End the sign-in of this browser, if there is one."""
    sign_in = current_sign_in()
    if sign_in is not None:
        sign_in.ended_at = clock.now()


def set_token(reply: Reply, token: str) -> None:
    """Give the browser its token, in a cookie no script can read."""
    reply.set_cookie(COOKIE, token, httponly=True, samesite="Lax", secure=settings().is_production)
