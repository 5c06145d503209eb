"""An analyst who reads no Polish finds what was said in Polish, and sees what it says wherever it is used."""

import pytest

from feedback_app.database import db
from feedback_app.finding.keep import save_view
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.translated.models import TranslatedBy
from tests import factories
from tests.finding.factories import said
from tests.page import CheckedClient, Page, text_of
from tests.translated.factories import translated
from tests.web.finding.test_finding import look

POLISH = "Pani Łucja jest miła i słucha"
ENGLISH = "Mrs Lucja is kind and she listens to the children"
FOUND_THERE = "Found in the translation"


@pytest.fixture
def analyst(client: CheckedClient) -> Person:
    somebody = factories.person(Role.quality_analyst, name="Ana")
    client.sign_in(somebody.email)
    return somebody


@pytest.fixture
def answer(analyst: Person) -> Answer:
    one = said(POLISH, language="pl")
    one.response.may_quote = True
    translated(one, ENGLISH, translated_by=TranslatedBy.machine, translator="Made-up Ltd")
    return one


def marked(page: Page) -> list[str]:
    return [text_of(mark) for mark in page.find_all("mark")]


def test_words_of_the_translation_are_shown_marked_and_said_to_be_found_there(
    client: CheckedClient, answer: Answer
) -> None:
    page = look(client, "listening")

    assert "1 answer" in page.text
    assert marked(page) == ["listens"]
    texts = [(text_of(words), words.get("lang")) for words in page.find_all("div", class_="words")]
    assert texts == [(POLISH, "pl"), (ENGLISH, "en")]
    assert FOUND_THERE in page.text
    assert "Machine translation" in page.text
    assert "Translated from Polish by a machine: Made-up Ltd" in page.text


def test_what_was_said_in_the_words_looked_for_is_not_said_to_be_found_in_the_translation(
    client: CheckedClient, answer: Answer
) -> None:
    page = look(client, "lucja")

    assert marked(page) == ["Łucja", "Lucja"]
    assert FOUND_THERE not in page.text


def test_a_long_translation_is_cut_around_what_was_found(client: CheckedClient, analyst: Person) -> None:
    translated(said(POLISH, language="pl"), "before " * 200 + "the ferry was late " + "after " * 200)

    page = look(client, "ferry")
    english = text_of(page.find_all("div", class_="words")[1])

    assert "the ferry was late" in english
    assert english.startswith("…")
    assert english.endswith("…")


def test_a_saved_view_finds_a_translation_that_came_later(client: CheckedClient, analyst: Person) -> None:
    view = save_view("children", "", "Children", shared=False, by=analyst)
    one = said(POLISH, language="pl")
    db.session.flush()
    assert "Nothing found" in client.get(f"/find/{view.public_ref}").text

    translated(one, ENGLISH)
    assert ENGLISH in client.get(f"/find/{view.public_ref}").text.replace("\n", " ")


def test_the_translation_stands_beside_the_words_where_they_are_chosen_and_on_the_board(
    client: CheckedClient, answer: Answer
) -> None:
    page = look(client, "children")
    link = next(href for name, href in page.links().items() if name.startswith("Use in a report"))
    choosing = client.get(link)
    assert ENGLISH in choosing.text
    assert any("translation=" in href for href in choosing.links().values())

    board = client.send(choosing, {"go": "pin", "name": "Annual report"}, to=link)
    assert POLISH in board.text
    assert ENGLISH in board.text
    assert "Translated from Polish by a machine: Made-up Ltd" in board.text


def test_a_translation_proposed_as_a_quote_from_what_was_found_is_quoted_from_its_own_words(
    client: CheckedClient, answer: Answer
) -> None:
    page = look(client, "children")
    link = next(href for name, href in page.links().items() if name.startswith("Use in a report"))
    choosing = client.get(link)

    proposing = client.get(choosing.links()["Propose the translation as a quote"])
    assert ENGLISH in proposing.text
