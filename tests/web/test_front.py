"""The switches every page carries."""

import pytest

from tests.page import CheckedClient


@pytest.mark.parametrize(
    ("name", "value", "shown"), [("theme", "dark", "data-theme"), ("text", "largest", "data-text")]
)
def test_a_choice_of_look_is_kept_on_every_page(
    name: str, value: str, shown: str, client: CheckedClient
) -> None:
    page = client.get("/display?back=/sign-in")
    after = client.send(page, {name: value}, to="/display")
    assert after.find_all("html")[0].get(shown) == value
    assert client.get("/sign-in").find_all("html")[0].get(shown) == value
    assert after.links()["Back to where you were"] == "/sign-in"


@pytest.mark.parametrize("strange", ["", "x" * 20_000, "🦊", "سلام", "a\x00b"])
def test_a_look_that_does_not_exist_changes_nothing(strange: str, client: CheckedClient) -> None:
    page = client.get("/display")
    after = client.send(page, {"text": strange}, to="/display")
    assert after.find_all("html")[0].get("data-text") == "normal"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "/\\evil", "javascript:alert(1)"]
)
def test_the_way_back_never_leads_to_another_site(elsewhere: str, client: CheckedClient) -> None:
    assert client.get(f"/display?back={elsewhere}").links()["Back to where you were"] == "/"
    reply = client.open(f"/language/pl?back={elsewhere}", follow=False)
    assert reply.headers["Location"] == "/"


def test_a_language_that_is_not_offered_changes_nothing(client: CheckedClient) -> None:
    client.open("/language/tlh")
    assert client.get("/sign-in").find_all("html")[0].get("lang") == "en-GB"
