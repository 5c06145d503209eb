"""What may be sent to us, and what happens to the rest."""

import pytest

from feedback_app.people.roles import Role
from tests import factories
from tests.page import CheckedClient


@pytest.mark.parametrize(
    "address",
    ["/coding/%00/x/y", "/concerns/%00", "/s/%00", "/answer/%00", "/reports/%00"],
)
def test_an_address_with_a_nul_is_a_page_that_does_not_exist(address: str, client: CheckedClient) -> None:
    client.sign_in(factories.person(*Role).email)
    assert client.get(address, expect=404).heading == "We cannot find that page"


@pytest.mark.parametrize(
    "address", ["/concerns/سلام", "/s/🦊", "/audits/%ff", "/reports/" + "x" * 3000, "/bottles/';--"]
)
def test_a_reference_that_does_not_exist_is_said_kindly(address: str, client: CheckedClient) -> None:
    client.sign_in(factories.person(*Role).email)
    client.get(address, expect=404)


def test_a_body_that_is_too_large_is_refused_with_a_page(client: CheckedClient) -> None:
    reply = client.open("/open", method="POST", data={"code": "x" * 600_000})
    assert reply.status_code == 413


def test_a_form_without_its_proof_shows_what_was_typed_ready_to_send_again(client: CheckedClient) -> None:
    reply = client.open("/open", method="POST", data={"code": "ABC DEF"})
    assert reply.status_code == 400
    assert "ABC DEF" in reply.get_data(as_text=True)


@pytest.mark.parametrize(
    "strange", ["%00", "%F0%9F%A6%8A", "%D8%B3", "x" * 3000, "%ff", "'--", "-1", "99999999999999999999"]
)
def test_a_list_asked_for_with_strange_filters_is_still_a_list(strange: str, client: CheckedClient) -> None:
    client.sign_in(factories.person(*Role).email)
    for path in ("/coding", "/concerns", "/audits", "/reports", "/capture", "/bottles", "/invite", "/team"):
        names = (
            "page",
            "sort",
            "survey",
            "service",
            "quarter",
            "status",
            "locality",
            "group",
            "show",
            "next",
        )
        client.get(f"{path}?" + "&".join(f"{name}={strange}" for name in names))
