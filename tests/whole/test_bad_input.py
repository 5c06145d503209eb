"""Whatever is sent to any form: a clear page, what was typed still there, and never a fault of ours."""

from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO

import pytest
from flask import Flask

from feedback_app.people.roles import Role
from feedback_app.themes.load_codebook import load_codebook
from tests import factories
from tests.intake_files.files import MAP
from tests.page import CheckedClient, check_page
from tests.whole import (
    scenes,
    scenes_analysis,
    scenes_codebook,
    scenes_concerns,
    scenes_improvement,
    scenes_reading,
    scenes_telling,
    scenes_together,
)
from tests.whole.hostile import (
    CALM,
    FILES,
    TYPED,
    WRONG,
    Form,
    forms_of,
    nothing_lost,
    rows_stored,
    send,
    undone,
    with_fields,
)

FORMS = (
    scenes.FORMS
    | scenes_reading.READING
    | scenes_codebook.CHANGING
    | scenes_together.TOGETHER
    | scenes_improvement.FOLLOWING
    | scenes_telling.TELLING
    | scenes_analysis.ANALYSIS
    | scenes_concerns.CONCERNS
)
IN_ADDRESSES = (
    "none",
    "🙂",
    "أختي",
    "9" * 30,
    "-1",
    "%00",
    "%FF%FE",
    "..%2F",
    "x" * 2_000,
    "0123456789abcdef",
)
WITHOUT_A_PAGE = {"safety.leave"}  # sent by a script that leaves the page
NEEDS_NO_PROOF = {"safety.tell"}
NEW_EACH_TIME = {"capture.make_link"}  # a link is shown once: asking again makes another and ends the first
EACH_TIME = {"trail", "sign_in_try"}  # who did what, and guesses at a code, are counted each time


@pytest.fixture
def time() -> Iterator[ExitStack]:
    """Where a scene stops the clock for the whole test."""
    with ExitStack() as stopped:
        yield stopped


def test_every_form_there_is_is_tried(on_sqlite: Flask) -> None:
    posting = {rule.endpoint for rule in on_sqlite.url_map.iter_rules() if "POST" in (rule.methods or ())}
    tried = {endpoint for endpoints in FORMS.values() for endpoint in endpoints}
    new = posting - tried - WITHOUT_A_PAGE
    assert new == set(), "add the page with this form to tests/whole/scenes.py"
    assert (tried | WITHOUT_A_PAGE) - posting == set()


@pytest.mark.parametrize("opening", FORMS, ids=lambda scene: scene.__name__)
def test_a_form_takes_anything_calmly_loses_nothing_and_stores_nothing_twice(
    opening: scenes.Opening, client: CheckedClient, time: ExitStack
) -> None:
    forms = [form for form in forms_of(client, opening(client, time)) if form.endpoint in FORMS[opening]]
    assert {form.endpoint for form in forms} == set(FORMS[opening]), "a form is not on its page any more"
    for form in forms:
        for filled in (*typed(form), *wrongly_chosen(form), *with_strange_files(form)):
            with undone():
                nothing_lost(send(client, filled), filled)
        with undone():
            send_after_the_sign_in_ended(client, form)
        with undone():
            send_twice(client, form)


def typed(form: Form) -> Iterator[Form]:
    for words in TYPED.values():
        if form.words:
            yield with_fields(form, dict.fromkeys(form.words, words))
        if form.others:
            yield with_fields(form, dict.fromkeys(form.others, words))
    yield with_fields(form, dict.fromkeys((*form.words, *form.others), None))


def wrongly_chosen(form: Form) -> Iterator[Form]:
    for name in form.others:
        for wrong in WRONG:
            yield with_fields(form, {name: wrong})


def with_strange_files(form: Form) -> Iterator[Form]:
    for name in form.files:
        for content in FILES.values():
            for called in ("said.csv", "", "../أختي🙂.exe"):
                files = {other: (BytesIO(MAP.encode()), "map.yaml") for other in form.files}
                yield with_fields(form, {**files, name: (BytesIO(content), called)})


def send_after_the_sign_in_ended(client: CheckedClient, form: Form) -> None:
    page = send(CheckedClient(client.flask.application), form)
    assert page.status == 400 or form.endpoint in NEEDS_NO_PROOF
    nothing_lost(page, form)


def send_twice(client: CheckedClient, form: Form) -> None:
    nothing_lost(send(client, form), form)
    once = rows_stored()
    nothing_lost(send(client, form), form)
    twice = rows_stored()
    grown = {name for name in twice if twice[name] > once[name]} - EACH_TIME
    assert not grown or form.endpoint in NEW_EACH_TIME, f"{form.action} sent twice added to {grown}"


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
    load_codebook()
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
