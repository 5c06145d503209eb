"""Whatever is sent to any form: a clear page, what was typed still there, and never a fault of ours."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from flask import Flask

from feedback_app.people.roles import Role
from tests import factories
from tests.page import CheckedClient, check_page
from tests.whole.hostile import CALM, TOO_LONG, TYPED, WRONG, forms_of, not_lost, send, still_there, undone
from tests.whole.scenes import SCENES, Opening

IN_ADDRESSES = ("none", "🙂", "أختي", "9" * 30, "-1", "%00", "%FF%FE", "..%2F", "x" * 2_000)


@pytest.fixture
def time() -> Iterator[ExitStack]:
    """Where a scene stops the clock for the whole test."""
    with ExitStack() as stopped:
        yield stopped


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_whatever_is_typed_is_answered_calmly_and_still_there_after_a_mistake(
    scene: Opening, client: CheckedClient, time: ExitStack
) -> None:
    here = scene(client, time)
    assert forms_of(here)
    for form in forms_of(here):
        for typed in TYPED.values():
            with undone():
                page = send(client, form, **dict.fromkeys(form.words, typed))
                if isinstance(typed, str):
                    still_there(page, form, typed)
                if typed == TOO_LONG:
                    not_lost(client, page, form, here.path)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_a_wrong_choice_number_date_or_code_is_answered_calmly(
    scene: Opening, on_sqlite: Flask, time: ExitStack
) -> None:
    client = CheckedClient(on_sqlite)
    for form in forms_of(scene(client, time)):
        for name in form.others:
            for wrong in WRONG:
                with undone():
                    send(client, form, **{name: wrong})


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_sending_a_form_twice_is_answered_calmly(scene: Opening, on_sqlite: Flask, time: ExitStack) -> None:
    client = CheckedClient(on_sqlite)
    for form in forms_of(scene(client, time)):
        with undone():
            send(client, form)
            send(client, form)


@pytest.mark.parametrize("strange", IN_ADDRESSES, ids=lambda typed: typed[:10])
def test_an_address_nobody_gave_out_leads_to_a_calm_page(strange: str, client: CheckedClient) -> None:
    client.sign_in(factories.person(*Role).email)
    proof = client.get("/audits/plan").find_all("input", name="csrf_token")[0].get("value", "")
    for rule in client.flask.application.url_map.iter_rules():
        if not rule.arguments or rule.endpoint == "static":
            continue
        path = rule.rule
        for name in rule.arguments:
            start = path.rfind("<", 0, path.index(f"{name}>"))
            path = path[:start] + strange + path[path.index(">", start) + 1 :]
        for method in (rule.methods or set()) & {"GET", "POST"}:
            reply = client.open(path, method=method, data={"csrf_token": proof} if method == "POST" else None)
            assert reply.status_code in CALM, f"{method} {path[:80]} answered {reply.status_code}"


@pytest.mark.parametrize("strange", [*IN_ADDRESSES, "99999999999"], ids=lambda typed: typed[:10])
def test_strange_words_after_the_question_mark_do_no_harm(strange: str, client: CheckedClient) -> None:
    client.sign_in(factories.person(*Role).email)
    asked = "page survey group service locality quarter status sort order area next back then theme text"
    question = "&".join(f"{name}={strange}" for name in asked.split())
    for rule in client.flask.application.url_map.iter_rules():
        if rule.arguments or "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        reply = client.open(f"{rule.rule}?{question}", follow=False)
        assert reply.status_code < 400 or reply.status_code == 410, (
            f"{rule.rule} answered {reply.status_code}"
        )
        if reply.status_code == 200 and reply.mimetype == "text/html":
            check_page(reply)


@pytest.mark.parametrize("body", [b"", b"\xff" * 40, b"csrf_token=%FF&a=%00", b"&&==%%%", b"a" * 3_000_000])
def test_a_body_that_is_no_form_is_refused_kindly(body: bytes, on_sqlite: Flask) -> None:
    client = CheckedClient(on_sqlite)
    for path in ("/open", "/sign-in", "/answer/LA3", "/answer/send", "/not-safe/more", "/display"):
        for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"):
            reply = client.open(path, method="POST", data=body, content_type=kind)
            assert reply.status_code in CALM, f"{path} answered {reply.status_code}"
            check_page(reply)
