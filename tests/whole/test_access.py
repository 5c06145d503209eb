"""Who may open what: nothing is open by accident."""

import re

import pytest
from flask import Flask

from feedback_app.people.roles import TABLE, May, Role, may
from feedback_app.themes.load_codebook import load_codebook
from feedback_app.web.access import EVERYONE, declared
from tests import factories
from tests.page import CheckedClient

TYPED = re.compile(r"<[^>]+>")


def test_every_route_declares_who_it_is_open_to(on_sqlite: Flask) -> None:
    silent = [
        rule.rule
        for rule in on_sqlite.url_map.iter_rules()
        if rule.endpoint != "static" and not declared(on_sqlite.view_functions[rule.endpoint])
    ]
    assert silent == []


def test_addresses_are_kebab_case_and_carry_references_only(on_sqlite: Flask) -> None:
    for rule in on_sqlite.url_map.iter_rules():
        plain = TYPED.sub("", rule.rule)
        if rule.endpoint != "static":
            assert re.fullmatch(r"[a-z0-9/.-]*", plain), rule.rule


def test_a_view_nobody_declared_is_open_to_nobody(sqlite_app: Flask) -> None:
    assert declared(lambda: None) == ()


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_its_own_pages_and_is_refused_the_others(role: Role, on_sqlite: Flask) -> None:
    load_codebook()
    client = CheckedClient(on_sqlite)
    somebody = factories.person(role)
    client.sign_in(somebody.email)
    opened, refused = 0, 0
    for rule in on_sqlite.url_map.iter_rules():
        needs = declared(on_sqlite.view_functions[rule.endpoint])
        if (
            rule.arguments
            or "GET" not in (rule.methods or ())
            or EVERYONE in needs
            or rule.endpoint == "static"
        ):
            continue
        allowed = any(isinstance(deed, May) and may(somebody.holdings, deed) for deed in needs)
        status = client.open(rule.rule).status_code
        if allowed:
            assert status < 400, f"{role} cannot open {rule.rule}: {status}"
            opened += 1
        else:
            assert status == 403, f"{role} can open {rule.rule}"
            refused += 1
    assert refused > 0


def test_strangers_are_asked_to_sign_in(on_sqlite: Flask) -> None:
    client = CheckedClient(on_sqlite)
    asked = 0
    for rule in on_sqlite.url_map.iter_rules():
        needs = declared(on_sqlite.view_functions[rule.endpoint])
        if (
            rule.arguments
            or "GET" not in (rule.methods or ())
            or EVERYONE in needs
            or rule.endpoint == "static"
        ):
            continue
        assert client.get(rule.rule).path == "/sign-in", rule.rule
        asked += 1
    assert asked > 0


def test_only_triage_may_triage_and_only_two_roles_may_approve() -> None:
    assert {role for role in Role if May.triage in TABLE[role]} == {Role.safeguarding_triage}
    approvers = {role for role in Role if May.approve_reports in TABLE[role]}
    assert approvers == {Role.quality_analyst, Role.director}
