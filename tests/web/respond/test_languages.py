"""English, Polish and Arabic: switching on any page keeps what was answered and what was just typed."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_app.listening.store import Response
from tests.page import CheckedClient, Page
from tests.web.respond.walk import begin, page_id


def spoken(page: Page) -> tuple[str, str]:
    html = next(page.root.iter("html"))
    return html.get("lang", ""), html.get("dir", "")


@pytest.mark.parametrize(("code", "lang", "direction"), [("pl", "pl", "ltr"), ("ar", "ar", "rtl")])
def test_switching_keeps_the_page_the_answers_and_the_words_just_typed(
    client: CheckedClient, code: str, lang: str, direction: str
) -> None:
    walk = begin(client)
    walk.send({"LA0": ["alone"]})
    page = walk.send({"LA1--well": "She is kind"}, language=code)
    assert page_id(page) == "LA1"
    assert spoken(page) == (lang, direction)
    assert page.form_values("/answer/LA1")["LA1--well"] == ["She is kind"]
    assert "alone" in client.get("/answer/LA0").form_values("/answer/LA0")["LA0"]


def test_the_language_at_the_end_is_the_language_of_the_response(
    client: CheckedClient, session: Session
) -> None:
    walk = begin(client)
    walk.send({"LA0": ["alone"]}, language="ar")
    walk.finish({"LA3": {"LA3": "الظلام"}})
    assert session.scalars(select(Response)).one().language == "ar"


def test_each_language_is_offered_by_its_own_name(client: CheckedClient) -> None:
    page = begin(client).page
    names = {button.get("lang"): button.text for button in page.find_all("button", name="language")}
    assert names == {"pl": "polski", "ar": "العربية"}


def test_a_language_nobody_offers_changes_nothing(client: CheckedClient) -> None:
    page = begin(client).send({"LA0": ["alone"]}, language="xx'")
    assert spoken(page) == ("en-GB", "ltr")


def test_words_typed_after_i_dont_feel_safe_stay_when_the_language_changes(client: CheckedClient) -> None:
    typed = {"NS1": "Please come", "NS2": "unsure", "language": "pl"}
    page = client.send(client.get("/not-safe"), dict(typed), to="/not-safe/more")
    assert spoken(page)[0] == "pl"
    assert page.form_values("/not-safe/more")["NS1"] == ["Please come"]
    assert page.form_values("/not-safe/more")["NS2"] == ["unsure"]
