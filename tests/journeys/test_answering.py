"""Children, young people and parents answer in a real browser, on a phone, with and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.safeguarding.models import Concern
from surveys.definition import Reader, RespondentGroup
from tests import factories
from tests.journeys.conftest import Site
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.timeout(400)]
Visit = Callable[..., Visitor]


def link_to(site: Site, survey: str, group: RespondentGroup, reader: Reader, code: str | None = None) -> str:
    with site.set_up():
        _made, token = factories.invitation(survey, group=group, reader=reader, code=code)
    return f"/s/{token}"


def stored(site: Site) -> dict[str, str]:
    """The words and choices of the only response, by question (and box)."""
    with site.set_up():
        assert db.session.scalar(select(func.count()).select_from(Response)) == 1
        rows = db.session.scalars(select(Answer)).all()
        return {f"{row.question} {row.box}".strip(): row.words or row.choice or "" for row in rows}


def skip_to(person: Visitor, heading: str) -> None:
    """Press Skip until this question is asked."""
    for _ in range(30):
        if person.heading().inner_text() == heading:
            return
        person.press("Skip")
    raise AssertionError(f"never asked: {heading}")


def answer_as_a_child(person: Visitor, start: str) -> None:
    person.go(start).look("child-welcome")
    person.press("Start: I am under 12").look("child-first-question")
    person.choose("My carer").press("Next")
    person.write("Going well", "She listens to me").write("Not so good", "She is late").press("Next")
    person.look("child-scale").choose("Good").press("Next")
    skip_to(person, "Things I am worried about or struggling with.")
    person.page.get_by_label("Things I am worried about or struggling with.").fill("The dark")
    person.press("Back").press("Skip").sees("The dark").press("Next")
    skip_to(person, "Would you like to send a Message in a Bottle to Alex Morgan?")
    person.choose("Yes").press("Next")
    person.page.get_by_label("Write your message.").fill("Hello Alex")
    person.press("Next")
    skip_to(person, "Do you feel safe at the moment?")
    person.choose("Yes").press("Next")
    skip_to(person, "Look at your answers")
    person.look("child-check").sees("She listens to me").sees("Hello Alex")
    person.press("Send my answers").look("child-thanks")
    expect(person.heading()).to_have_text("Thank you")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_child_answers_the_learning_audit_on_a_phone(site: Site, visit: Visit, scripts: bool) -> None:
    start = link_to(site, "learning-audit-child", RespondentGroup.CHILD, Reader.CHILD)
    person = visit(phone=True, scripts=scripts)
    answer_as_a_child(person, start)
    person.press("Ask for an advocate").sees("An advocate is a person who is on your side.")
    said = stored(site)
    assert said["LA1 well"] == "She listens to me"
    assert said["LA1 not_so_good"] == "She is late"
    assert said["LA3"] == "The dark"
    assert said["MB1"] == "Hello Alex"


def test_enter_in_a_box_goes_on_and_never_changes_the_language(site: Site, visit: Visit) -> None:
    person = visit(phone=True)
    person.go("/advocate").press("Start: I am under 12")
    person.page.get_by_label("What shall we call you?").fill("Star")
    person.page.keyboard.press("Enter")
    expect(person.heading()).to_have_text("How can the advocate reach you safely?")
    expect(person.page.locator("html")).to_have_attribute("lang", "en-GB")


def test_switching_to_arabic_half_way_mirrors_the_page_and_keeps_every_word(site: Site, visit: Visit) -> None:
    start = link_to(site, "learning-audit-child", RespondentGroup.CHILD, Reader.CHILD)
    person = visit(phone=True)
    person.go(start).press("Start: I am under 12").choose("My carer").press("Next")
    person.write("Going well", "She is kind").press("العربية").look("child-arabic")
    html = person.page.locator("html")
    expect(html).to_have_attribute("dir", "rtl")
    expect(html).to_have_attribute("lang", "ar")
    boxes = person.page.locator("textarea")
    expect(boxes.first).to_have_value("She is kind")
    boxes.last.fill("تتأخر دائمًا")
    buttons = person.page.locator("form#answers .pair button")
    for _ in range(30):
        buttons.first.click()
        person.page.wait_for_load_state("load")
        person.check()
        if person.page.url.endswith("/answer/check"):
            break
    person.page.locator("form[action='/answer/send'] button").click()
    person.page.wait_for_url(re.compile("/answer/thanks$"))
    person.check().look("child-arabic-thanks")
    said = stored(site)
    assert said["LA1 well"] == "She is kind"
    assert said["LA1 not_so_good"] == "تتأخر دائمًا"


def test_a_message_in_a_bottle_needs_no_code(site: Site, visit: Visit) -> None:
    person = visit(phone=True)
    person.go("/").look("front").press("Send a Message in a Bottle").look("bottle-welcome")
    person.press("Start: I am 12 or older")
    person.page.get_by_label("Write your message.").fill("Please keep the youth club open 😀")
    person.press("Next")
    skip_to(person, "Look at your answers")
    person.press("Send my answers").look("bottle-thanks").sees("Your answers are sent.")
    assert stored(site)["MB1"] == "Please keep the youth club open 😀"


def test_a_parent_answers_with_a_code_section_by_section(site: Site, visit: Visit) -> None:
    link_to(site, "learning-audit-parent-carer", RespondentGroup.PARENT_OR_CARER, Reader.ADULT, code="K7M2QX")
    person = visit()
    person.go("/").write("Type your code", "k7m 2qq").press("Open")
    person.sees("No survey opens with that code")
    person.write("Type your code", "k7m 2qx").press("Open").look("parent-welcome")
    person.press("Start")
    for _ in range(12):
        if person.heading().inner_text() == "Look at your answers":
            break
        wish = person.page.get_by_label("If I had one wish, it would be...")
        if wish.count():
            wish.fill("One worker who stays")
            person.look("parent-section")
        person.press("Next")
    person.press("If I had one wish, it would be...", exact=False).look("parent-change")
    person.page.get_by_label("If I had one wish, it would be...").fill("One worker who stays for years")
    person.press("Next").sees("One worker who stays for years").press("Send my answers")
    expect(person.heading()).to_have_text("Thank you")
    assert stored(site)["LA5"] == "One worker who stays for years"


def test_pressing_i_dont_feel_safe_is_heard_at_once_and_loses_nothing(site: Site, visit: Visit) -> None:
    start = link_to(site, "learning-audit-young-person", RespondentGroup.YOUNG_PERSON, Reader.YOUNG_PERSON)
    person = visit(phone=True)
    person.go(start).press("Start").press("Skip").write("Going well", "My football coach")
    person.press("I don't feel safe").look("not-safe")
    with site.set_up():
        assert db.session.scalar(select(func.count()).select_from(Concern)) == 1
    person.write("What is happening?", "Someone is outside").choose("I am not sure").press("Send")
    person.sees("Thank you for telling us").press("Go back to where I was")
    expect(person.page.get_by_label("Going well")).to_have_value("My football coach")
