"""A participation officer reads and codes with the keyboard alone; and by selecting words with the mouse."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from feedback_app.database import db
from feedback_app.people.roles import Place, Role
from feedback_app.themes.models import CodedAnswer, Coding, Outcome, Suggestion
from surveys.answers import Answer
from tests import factories
from tests.journeys.conftest import Site
from tests.journeys.visitor import Visitor
from tests.themes.factories import LATE, answer
from tests.translated.factories import ARABIC

pytestmark = pytest.mark.journey
WHEN = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)


@pytest.fixture
def email(site: Site) -> str:
    with site.set_up():
        place = Place(factories.service_area("Fostering").id, factories.locality("North").id)
        answer(LATE, place=place, said_at=WHEN)
        answer("هي لطيفة معي دائما.", place=place, said_at=WHEN + timedelta(days=1))
        answer("Nobody asks me what I think in my review.", place=place, said_at=WHEN + timedelta(days=2))
        factories.response(
            answers={
                "LA1": Answer(
                    words={"well": "She rings me back.", "not_so_good": "Too many meetings at school."}
                ),
                "LA3": Answer(words={"": "I miss my brother."}),
            },
            place=place,
            said_at=WHEN + timedelta(days=3),
        )
        return factories.person(Role.participation_officer, name="Sam Reed").email


def press(visitor: Visitor, keys: str) -> None:
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press(keys)
    visitor.page.wait_for_load_state("load")
    visitor.check()


def select_words(visitor: Visitor, selector: str, wanted: str) -> None:
    """Select these words inside an element, as a person would with the mouse."""
    visitor.page.evaluate(
        """([selector, wanted]) => {
            const words = document.querySelector(selector);
            const walk = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
            const nodes = [];
            let text = '';
            while (walk.nextNode()) {
                nodes.push([walk.currentNode, text.length]);
                text += walk.currentNode.data;
            }
            const place = at => nodes.findLast(([, from]) => from <= at);
            const start = text.indexOf(wanted), end = start + wanted.length;
            const range = document.createRange();
            range.setStart(place(start)[0], start - place(start)[1]);
            range.setEnd(place(end - 1)[0], end - place(end - 1)[1]);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        [selector, wanted],
    )


def test_a_reviewer_codes_with_the_keyboard_only(
    site: Site, visit: Callable[..., Visitor], email: str
) -> None:
    officer = visit().sign_in(email, factories.PASSWORD)
    officer.sees("Answers to read").look("team-home-desktop")
    officer.go("/coding").look("coding-queue-desktop")
    officer.go("/coding/next").look("coding-desktop")
    expect(officer.page.locator("#words")).to_contain_text("always late")
    press(officer, "1")
    officer.sees("Suggestion accepted.")
    press(officer, "Shift+Digit2")
    officer.sees("Suggestion declined.")
    press(officer, "u")
    officer.sees("Undone.")
    officer.page.keyboard.press("/")
    officer.page.keyboard.type("kind")
    expect(officer.page.get_by_text(re.compile(r"Codes found: \d"))).to_be_attached()
    officer.page.locator("body").press("Escape")
    officer.page.locator("input[name=segment]").first.press("Space")
    officer.page.locator("#code-search").press("Enter")
    officer.page.wait_for_load_state("load")
    officer.check().sees("Code added.")
    officer.look("coding-done-desktop")
    press(officer, "Enter")
    officer.sees("Finished. Here is the next one.")
    expect(officer.page.locator("#words")).to_contain_text("هي لطيفة")
    press(officer, "j")
    expect(officer.page.locator("#words")).to_contain_text("Nobody asks me")
    press(officer, "k")
    expect(officer.page.locator("#words")).to_contain_text("هي لطيفة")
    officer.page.keyboard.press("Shift+Slash")
    officer.sees("Accept that suggestion").check()
    with site.set_up():
        outcomes = [outcome for outcome in db.session.scalars(select(Suggestion.outcome)) if outcome]
        assert outcomes == [Outcome.accepted]
        assert len(db.session.scalars(select(CodedAnswer)).all()) == 1
        assert len(db.session.scalars(select(Coding)).all()) == 2


def test_shortcuts_are_turned_off_and_stay_off(visit: Callable[..., Visitor], email: str) -> None:
    officer = visit().sign_in(email, factories.PASSWORD).go("/coding/next")
    officer.page.keyboard.press("Shift+Slash")
    officer.page.get_by_role("button", name="Turn keyboard shortcuts off").click()
    officer.go("/coding/next")
    before = officer.page.url
    for key in ("1", "j", "Enter", "u"):
        officer.page.keyboard.press(key)
    officer.page.wait_for_timeout(300)
    assert officer.page.url == before
    expect(officer.page.get_by_text("None yet.")).to_be_visible()


def test_words_selected_after_an_emoji_are_the_words_coded(
    site: Site, visit: Callable[..., Visitor], email: str
) -> None:
    officer = visit().sign_in(email, factories.PASSWORD).go("/coding/next")
    select_words(officer, "#words", "always late")
    officer.sees("You have selected: always late")
    officer.page.get_by_label("Code", exact=True).select_option("REL.reliable")
    expect(officer.page.locator("[data-part=include]")).to_have_text(
        re.compile("^lateness, cancelled visits")
    )
    officer.press("Add this code").sees("Code added.")
    with site.set_up():
        coding = db.session.scalars(select(Coding)).one()
        assert LATE[coding.starts_at : coding.ends_at] == "always late"


def test_it_all_works_on_a_phone_without_a_script(
    site: Site, visit: Callable[..., Visitor], email: str
) -> None:
    officer = visit(phone=True, scripts=False)
    officer.page.goto(site.address + "/sign-in")
    officer.write("E-mail address", email).write("Password", factories.PASSWORD)
    officer.page.get_by_role("button", name="Sign in").click()
    officer.page.goto(site.address + "/coding")
    officer.look("coding-queue-phone")
    officer.page.get_by_role("link", name="Start with the oldest").click()
    officer.look("coding-phone")
    wide = officer.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    officer.page.get_by_role("button", name="Accept").first.click()
    officer.sees("Suggestion accepted.")
    officer.page.get_by_role("button", name="Undo").click()
    officer.sees("None yet.")
    officer.page.get_by_role("button", name="Finish and go to the next").click()
    officer.sees("Finished. Here is the next one.")


def test_colleagues_meet_at_an_answer_ask_and_accept_what_is_alike(
    site: Site, visit: Callable[..., Visitor], email: str
) -> None:
    with site.set_up():
        for whom in ("me", "us", "my mum"):
            answer(f"She is kind to {whom}.", said_at=WHEN + timedelta(days=4))
        colleague = factories.person(Role.quality_analyst, name="Kim Lee").email
    officer = visit().sign_in(email, factories.PASSWORD).go("/coding/next")
    place = officer.page.url
    other = visit().sign_in(colleague, factories.PASSWORD).go(place)
    other.sees("Sam Reed has it open now")
    officer.page.keyboard.press("a")
    officer.page.get_by_label("Who to ask").select_option(label="Kim Lee")
    officer.write("Your question", "Late, or unreliable?").press("Ask").sees("Question sent.")
    officer.sees("Kim Lee has it open now")
    officer.page.keyboard.press("m")
    expect(officer.page.get_by_label("Your note")).to_be_focused()
    officer.page.keyboard.type("Compare with last week.")
    officer.press("Keep the note").sees("Note kept.").look("coding-remarks-desktop")
    other.go("/team").sees("Questions to you").go(place).sees("Sam Reed asks you:")
    other.write("Your answer", "Both.").press("Send the answer").sees("Compare with last week.")
    officer.go("/coding/questions").sees("Both.")

    officer.page.set_viewport_size({"width": 1280, "height": 300})
    officer.go("/coding/alike").page.get_by_role("link", name="Kind, respectful, easy to talk to").click()
    everything = officer.page.get_by_role("button", name="Tick all shown")
    expect(everything).to_be_disabled()
    everything.scroll_into_view_if_needed()
    expect(everything).to_be_enabled()
    officer.page.set_viewport_size({"width": 1280, "height": 900})
    everything.click()
    officer.check().look("coding-alike-desktop").press("Accept for the ticked answers")
    officer.sees(re.compile(r"[34] suggestions accepted"))
    officer.press("Undo all of these").sees(re.compile(r"[34] undone"))
    with site.set_up():
        assert db.session.scalars(select(Coding)).all() == []


def test_a_reviewer_translates_and_codes_in_both_languages_with_the_keyboard(
    site: Site, visit: Callable[..., Visitor]
) -> None:
    with site.set_up():
        answer(ARABIC, said_at=WHEN)
        email = factories.person(Role.participation_officer, name="Sam Reed").email
    officer = visit().sign_in(email, factories.PASSWORD).go("/coding/next")
    expect(officer.page.locator("#words")).to_have_attribute("dir", "rtl")
    officer.sees("Arabic, recognised by machine")
    officer.page.keyboard.press("t")
    expect(officer.page.locator("#translation")).to_be_focused()
    officer.page.keyboard.type("She is kind and she is always late.")
    officer.page.locator("input[value=person]").check()
    officer.page.locator("#translator").fill("Amal Haddad")
    press(officer, "Enter")
    officer.sees("Translation kept.").sees("Translated from Arabic by Amal Haddad")
    press(officer, "1")
    officer.sees("Suggestion accepted.").sees("in the translation; it stands for the whole answer")
    select_words(officer, "#words", "لطيفة جدا")
    officer.page.locator("#code").select_option("REL.reliable")
    officer.press("Add this code").sees("Code added.")
    with site.set_up():
        first, second = db.session.scalars(select(Coding).order_by(Coding.id))
        assert first.translation_id is not None
        assert (first.starts_at, first.ends_at) == (0, len(ARABIC))
        assert second.translation_id is None
        assert ARABIC[second.starts_at : second.ends_at] == "لطيفة جدا"
