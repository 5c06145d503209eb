"""Every page anybody can open without knowing a reference: read strictly, in every language."""

import pytest
from flask import Flask

from feedback_app.people.roles import Role
from feedback_app.web.access import EVERYONE, declared
from feedback_app.web.languages import OFFERED
from feedback_app.web.security import HEADERS
from tests import factories
from tests.page import CheckedClient, check_page

ASIDE = {"static", "front.small_picture", "front.health"}


@pytest.mark.parametrize("language", OFFERED)
def test_every_page_is_sound_in_every_language(language: str, on_sqlite: Flask) -> None:
    client = CheckedClient(on_sqlite)
    client.sign_in(factories.person(*Role).email)
    client.open(f"/language/{language}")
    seen = []
    for rule in on_sqlite.url_map.iter_rules():
        if rule.arguments or "GET" not in (rule.methods or ()) or rule.endpoint in ASIDE:
            continue
        reply = client.open(rule.rule, follow=False)
        assert reply.status_code < 500, rule.rule
        if reply.mimetype == "text/html" and reply.status_code == 200:
            page = check_page(reply)
            html = page.find_all("html")[0]
            assert html.get("lang") == language.replace("_", "-")
            assert html.get("dir") == ("rtl" if language == "ar" else "ltr")
            seen.append(rule.rule)
    assert len(seen) >= 5


def test_every_reply_carries_the_security_headers(on_sqlite: Flask) -> None:
    client = CheckedClient(on_sqlite)
    for path in ("/", "/sign-in", "/no-such-page", "/healthz", "/favicon.ico"):
        reply = client.open(path)
        for name, value in HEADERS.items():
            assert reply.headers.get(name) == value, f"{path} lacks {name}"


def test_pages_open_to_everyone_set_no_cookie_until_something_is_sent(on_sqlite: Flask) -> None:
    client = CheckedClient(on_sqlite)
    for rule in on_sqlite.url_map.iter_rules():
        if EVERYONE in declared(on_sqlite.view_functions[rule.endpoint]) and not rule.arguments:
            if rule.endpoint in ASIDE or "GET" not in (rule.methods or ()):
                continue
            cookies = client.open(rule.rule, follow=False).headers.getlist("Set-Cookie")
            for cookie in (cookie for cookie in cookies if "Max-Age=0" not in cookie):
                assert "HttpOnly" in cookie or cookie.startswith(("display=", "language=")), cookie
                assert "SameSite=Lax" in cookie, cookie
