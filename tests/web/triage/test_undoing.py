"""Whoever has a concern can give it back, another can take it over, and a decision can be opened again."""

import pytest

from feedback_app.people.roles import Role
from feedback_app.safeguarding.models import ConcernStatus, Severity
from tests import factories
from tests.page import CheckedClient
from tests.safeguarding.factories import concern

TRIAGE = Role.safeguarding_triage


@pytest.fixture
def ada(client: CheckedClient) -> CheckedClient:
    return client.sign_in(factories.person(TRIAGE, name="Ada").email)


@pytest.fixture
def sam(client: CheckedClient) -> CheckedClient:
    return CheckedClient(client.flask.application).sign_in(factories.person(TRIAGE, name="Sam").email)


def test_given_back_with_a_reason_it_waits_again_at_the_top(ada: CheckedClient) -> None:
    raised = concern()
    page = ada.send(ada.get(f"/concerns/{raised.public_ref}"), {}, to="/take")
    wrong = ada.send(page, {}, to="/give-back")
    assert wrong.problems_shown() == ["Write down why."]
    after = ada.send(wrong, {"back-reason": "I am called to court. 🙂"}, to="/give-back")
    assert "Given back" in after.text
    assert "I am called to court. 🙂" in after.text
    assert (raised.status, raised.acknowledged_by_id) == (ConcernStatus.waiting, None)
    assert "Take it by" in ada.get("/concerns").text


def test_another_may_take_it_over_and_it_is_seen_who_has_it(ada: CheckedClient, sam: CheckedClient) -> None:
    raised = concern()
    page = ada.send(ada.get(f"/concerns/{raised.public_ref}"), {}, to="/take")
    assert "I take it over" not in page.text
    theirs = sam.get(f"/concerns/{raised.public_ref}")
    assert "I take it over" in theirs.text
    assert "Sam has it" in sam.send(theirs, {}, to="/take").text


def test_a_decision_opened_again_keeps_both_decisions_and_their_reasons(ada: CheckedClient) -> None:
    raised = concern()
    page = ada.get(f"/concerns/{raised.public_ref}")
    page = ada.send(page, {"decide-decision": "no_harm", "decide-reason": "A film."}, to="/decide")
    page = ada.send(page, {"back-reason": "The school rang: not a film."}, to="/reopen")
    assert "Take it by" in page.text
    assert raised.decision is None
    page = ada.send(page, {"decide-decision": "referred", "decide-reason": "MASH knows."}, to="/decide")
    kept = [line for line in ("A film.", "The school rang: not a film.", "MASH knows.") if line in page.text]
    assert len(kept) == 3
    assert page.text.index("A film.") < page.text.index("The school rang") < page.text.index("MASH knows.")


def test_of_two_who_undo_the_second_is_told_and_keeps_what_was_typed(
    ada: CheckedClient, sam: CheckedClient
) -> None:
    raised = concern()
    decided = {"decide-decision": "no_harm", "decide-reason": "A film."}
    page = ada.send(ada.get(f"/concerns/{raised.public_ref}"), decided, to="/decide")
    theirs = sam.get(f"/concerns/{raised.public_ref}")
    ada.send(page, {"back-reason": "It was not."}, to="/reopen")
    refused = sam.send(theirs, {"back-reason": "I doubt it."}, to="/reopen", expect=409)
    assert "Somebody was first." in refused.text
    assert "I doubt it." in refused.by_id("not-kept").text
    assert raised.status is ConcernStatus.waiting


def test_nothing_is_given_back_that_nobody_has(ada: CheckedClient) -> None:
    raised = concern(Severity.S3)
    page = ada.get(f"/concerns/{raised.public_ref}")
    (token,) = page.form_values("/take")["csrf_token"]
    fields: dict[str, object] = {"csrf_token": token, "back-csrf_token": token, "back-changes": "0"}
    for deed in ("give-back", "reopen"):
        sent = ada.open(
            f"/concerns/{raised.public_ref}/{deed}", method="POST", data={**fields, "back-reason": "Why"}
        )
        assert sent.status_code == 409
        assert raised.status is ConcernStatus.waiting
        assert raised.changes == 0
