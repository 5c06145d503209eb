"""Signing in: proof, lock-out, and an end that comes by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import extract_parameters
from flask import Flask
from sqlalchemy import func, select

from feedback_app import clock
from feedback_app.database import db
from feedback_app.people.models import SignIn
from feedback_app.people.roles import Role
from feedback_app.people.sign_in import TRIES_FOR_ONE_NAME, hashed
from feedback_app.people.tokens import digest
from tests import factories
from tests.page import CheckedClient, Page, check_page

MORNING = datetime(2026, 5, 11, 8, 0, tzinfo=UTC)
WRONG = "That e-mail address and password do not belong together."


def try_to_sign_in(client: CheckedClient, email: object, password: object) -> Page:
    return client.send(client.get("/sign-in"), {"email": email, "password": password}, to="/sign-in")


def test_a_person_signs_in_and_out_again(client: CheckedClient) -> None:
    somebody = factories.person(Role.quality_analyst)
    client.sign_in(somebody.email)
    page = client.get("/team")
    assert client.send(page, {}, to="/sign-out").path == "/"
    assert client.get("/team").path == "/sign-in"


def test_the_site_s_own_hashes_let_the_password_in_and_are_slow_to_guess(client: CheckedClient) -> None:
    somebody = factories.person(Role.quality_analyst)
    somebody.password_hash = hashed(factories.PASSWORD)
    assert somebody.password_hash.startswith("$argon2id$")
    cost = extract_parameters(somebody.password_hash)
    assert (cost.memory_cost >= 65_536, cost.time_cost >= 3) == (True, True)
    assert try_to_sign_in(client, somebody.email, "another password").path == "/sign-in"
    client.sign_in(somebody.email)


def test_the_secret_in_the_cookie_is_stored_only_as_its_digest(client: CheckedClient) -> None:
    client.sign_in(factories.person(Role.quality_analyst).email)
    cookie = client.flask.get_cookie("signed-in")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    kept = db.session.scalars(select(SignIn.token_hash)).all()
    assert kept == [digest(cookie.value)]


def test_a_wrong_password_and_an_unknown_name_are_told_the_same(client: CheckedClient) -> None:
    somebody = factories.person(Role.quality_analyst)
    for email in (somebody.email, "nobody@example.invalid"):
        page = try_to_sign_in(client, email, "wrong")
        assert page.problems_shown() == [WRONG]
        assert page.form_values("/sign-in")["email"] == [email]


def test_after_five_failures_even_the_right_password_waits(client: CheckedClient) -> None:
    somebody = factories.person(Role.quality_analyst)
    with clock.stopped_at(MORNING):
        for _try in range(TRIES_FOR_ONE_NAME):
            try_to_sign_in(client, somebody.email, "wrong")
        page = client.get("/sign-in")
        refused = client.send(
            page, {"email": somebody.email, "password": factories.PASSWORD}, to="/sign-in", expect=429
        )
        assert "wait" in refused.text
    with clock.stopped_at(MORNING + timedelta(minutes=16)):
        client.sign_in(somebody.email)


@pytest.mark.parametrize(
    ("later", "still_in"),
    [(timedelta(minutes=29), True), (timedelta(minutes=31), False), (timedelta(hours=11), False)],
)
def test_a_sign_in_ends_after_half_an_hour_unused(
    later: timedelta, still_in: bool, client: CheckedClient
) -> None:
    with clock.stopped_at(MORNING):
        client.sign_in(factories.person(Role.quality_analyst).email)
    with clock.stopped_at(MORNING + later):
        assert (client.get("/team").path == "/team") is still_in


def test_somebody_who_left_is_signed_out_at_once(client: CheckedClient) -> None:
    somebody = factories.person(Role.quality_analyst)
    client.sign_in(somebody.email)
    somebody.active = False
    assert client.get("/team").path == "/sign-in"


def test_after_signing_in_a_person_is_where_they_wanted_to_be_and_never_elsewhere(
    client: CheckedClient,
) -> None:
    somebody = factories.person(Role.quality_analyst)
    asked = client.get("/reports?quarter=2026-27-Q1")
    assert asked.path == "/sign-in"
    after = client.send(asked, {"email": somebody.email, "password": factories.PASSWORD}, to="/sign-in")
    assert after.path == "/reports"
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        fresh = CheckedClient(client.flask.application)
        page = fresh.get("/sign-in")
        fields = {"email": somebody.email, "password": factories.PASSWORD, "next": elsewhere}
        proof = page.form_values("/sign-in")
        reply = fresh.open("/sign-in", method="POST", data={**proof, **fields}, follow=False)
        assert reply.status_code == 302
        assert reply.headers["Location"] == "/"


@pytest.mark.parametrize("strange", ["", " ", "x" * 20_000, "🦊" * 50, "سلام", "a\x00b", "\udcff"])
def test_strange_input_is_refused_kindly(strange: str, on_sqlite: Flask) -> None:
    client = CheckedClient(on_sqlite)
    page = client.get("/sign-in")
    fields = {
        **page.form_values("/sign-in"),
        "email": strange.encode("utf-8", "surrogateescape"),
        "password": "x",
    }
    reply = client.open("/sign-in", method="POST", data=fields)
    assert reply.status_code == 200
    assert check_page(reply).problems_shown()
    assert db.session.scalar(select(func.count()).select_from(SignIn)) == 0
