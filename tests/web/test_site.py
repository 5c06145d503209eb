"""What we changed in how Flask signs cookies and calls views."""

import inspect

import pytest
from flask import Flask, session
from itsdangerous import URLSafeTimedSerializer

from feedback_app.web.site import SignedSessions, Site


@pytest.fixture
def site() -> Flask:
    made = Site(__name__)
    made.secret_key = "the secret of this site"
    made.add_url_rule("/keep", view_func=_keep)
    made.add_url_rule("/kept", view_func=_kept)
    return made


def _keep() -> str:
    session["kept"] = "a secret 🦊"
    return ""


def _kept() -> str:
    return str(session.get("kept", "nothing"))


def cookie_of(site: Flask) -> str:
    client = site.test_client()
    client.get("/keep")
    kept = client.get_cookie("session")
    assert kept is not None
    return kept.value


def read_with(site: Flask, cookie: str) -> str:
    client = site.test_client()
    client.set_cookie("session", cookie)
    return client.get("/kept").get_data(as_text=True)


def test_what_a_session_holds_comes_back(site: Flask) -> None:
    assert read_with(site, cookie_of(site)) == "a secret 🦊"


@pytest.mark.parametrize("at", [0, 5, -1, -20])
def test_a_cookie_with_one_sign_changed_counts_for_nothing(at: int, site: Flask) -> None:
    signs = list(cookie_of(site))
    signs[at] = "A" if signs[at] != "A" else "Q"
    assert read_with(site, "".join(signs)) == "nothing"


def test_a_cookie_signed_with_another_secret_counts_for_nothing(site: Flask) -> None:
    cookie = cookie_of(site)
    assert read_with(site, cookie) == "a secret 🦊"
    site.secret_key = "another secret"
    assert read_with(site, cookie) == "nothing"
    assert read_with(site, cookie_of(site)) == "a secret 🦊"


def test_what_was_signed_for_another_purpose_with_the_same_secret_counts_for_nothing(site: Flask) -> None:
    other = URLSafeTimedSerializer(str(site.secret_key), salt="wtf-csrf-token")
    assert read_with(site, str(other.dumps({"kept": "forged"}))) == "nothing"


def test_a_site_without_a_secret_signs_nothing() -> None:
    assert SignedSessions().get_signing_serializer(Flask(__name__)) is None


def test_no_view_is_a_coroutine_because_the_site_does_not_look(app: Flask) -> None:
    assert len(app.view_functions) > 100
    assert [name for name, view in app.view_functions.items() if inspect.iscoroutinefunction(view)] == []
