"""The pages of second reading: blind until both are done, then side by side, then agreed; and the figures."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.safeguarding.models import Concern
from feedback_app.second_reading.draw_sample import draw_sample
from feedback_app.second_reading.models import ReadingCode, SampleDraw, SecondReading, Whose
from feedback_app.themes.models import Coding
from tests import factories
from tests.counting import counting
from tests.page import CheckedClient, Page
from tests.second_reading.factories import CODER, QUARTER, SAID_AT, coded
from tests.themes.factories import suggestions

START = "/second-reading?quarter=2026-27-Q1"
AGREEMENT = "/second-reading/agreement?quarter=2026-27-Q1"


@pytest.fixture
def ada(session: Session) -> Person:
    return factories.person(CODER, name="Ada Obi")


@pytest.fixture
def sam(client: CheckedClient) -> CheckedClient:
    return client.sign_in(factories.person(CODER, name="Sam Reed").email)


def another(client: CheckedClient, person: Person) -> CheckedClient:
    return CheckedClient(client.flask.application).sign_in(person.email)


def drawn(ada: Person, *slugs: str, answers: int = 1) -> None:
    for _ in range(answers):
        coded(ada, *slugs)
    draw_sample(QUARTER, factories.person(Role.quality_analyst))


def next_one(client: CheckedClient) -> Page:
    return client.send(client.get(START), {}, to="/second-reading/next")


def give(client: CheckedClient, page: Page, slug: str, words: str = "kind") -> Page:
    return client.send(page, {"exactly": words, "code": slug}, to="/add")


def test_an_analyst_draws_once_and_can_check_the_draw(client: CheckedClient, ada: Person) -> None:
    for _ in range(3):
        coded(ada)
    client.sign_in(factories.person(Role.quality_analyst, name="Kim Lee").email)
    page = client.send(client.get(START), {}, to="/draw")
    assert "3 answers are drawn to be read again." in page.text
    assert "3 of 3, by Kim Lee" in page.text
    assert "Every answer of it belongs to it" in page.text
    assert not [form for form in page.forms() if form.get("action", "").endswith("/draw")]
    again = client.post("/second-reading/draw", {"quarter": "2026-27-Q1"}, expect=200)
    assert "nothing new to draw from" in again.text


def test_a_role_in_one_place_reads_but_does_not_draw(client: CheckedClient, ada: Person) -> None:
    coded(ada)
    local = factories.person(CODER, place=Place(factories.service_area().id))
    client.sign_in(local.email)
    assert "whose role reaches the whole council" in client.get(START).text
    refused = client.post("/second-reading/draw", {"quarter": "2026-27-Q1"}, expect=200)
    assert "A draw is over everything coded." in refused.text


@pytest.mark.requirement("R-48")
def test_the_second_reader_sees_nothing_of_the_first_nor_of_the_machine(
    sam: CheckedClient, ada: Person, session: Session
) -> None:
    drawn(ada, "REL.kind")
    reading = session.scalars(select(SecondReading)).one()
    suggestions(session.get_one(Answer, reading.answer_id))
    page = next_one(sam)
    assert "Ada" not in page.text
    assert not page.find_all("mark")
    assert "None yet." in page.text
    assert "It says" not in page.text
    assert page.form_values("/add")["code"] == [""]


def test_the_coding_page_of_that_answer_leads_back_to_the_blind_one(
    sam: CheckedClient, ada: Person, session: Session
) -> None:
    address = f"/coding/{coded(ada, 'REL.kind').response.public_ref}/LA3/words"
    draw_sample(QUARTER, factories.person(Role.quality_analyst))
    blind = next_one(sam)
    assert sam.get(address).path == blind.path
    assert sam.post(f"{address}/add", {"exactly": "kind", "code": "REL.kind"}).path == blind.path
    assert len(session.scalars(select(Coding)).all()) == 1


def test_the_first_reader_cannot_open_the_second_reading(
    sam: CheckedClient, ada: Person, session: Session
) -> None:
    drawn(ada, "REL.kind")
    page = next_one(sam)
    first = another(sam, ada)
    first.get(page.path, expect=404)
    assert "Nothing waits for you to read again" in first.get(START).text
    assert session.scalars(select(SecondReading.finished_at)).one() is None


def test_reading_again_and_finding_the_same(sam: CheckedClient, ada: Person) -> None:
    drawn(ada, "REL.kind")
    page = give(sam, next_one(sam), "REL.kind", "She is kind")
    assert [mark.text for mark in page.find_all("mark")] == ["She is kind"]
    done = sam.send(page, {"then": "stop"}, to="/finish")
    assert "You both gave the same codes." in done.text
    assert "Nothing is coded differently" in sam.get("/second-reading/differences").text


def test_a_code_given_by_mistake_is_taken_away_and_a_mistake_keeps_what_was_typed(
    sam: CheckedClient, ada: Person, session: Session
) -> None:
    drawn(ada)
    page = next_one(sam)
    wrong = sam.send(page, {"exactly": "never said 🙂", "code": "REL.kind"}, to="/add")
    assert wrong.form_values("/add")["exactly"] == ["never said 🙂"]
    assert len(wrong.problems_shown()) == 1
    gone = sam.send(give(sam, page, "REL.kind"), {}, to="/take-back")
    assert "None yet." in gone.text
    assert session.scalars(select(ReadingCode)).all() == []


def test_one_after_another_until_nothing_waits(sam: CheckedClient, ada: Person) -> None:
    drawn(ada, answers=2)
    page = next_one(sam)
    page = sam.send(page, {"then": "next"}, to="/finish")
    assert page.heading
    last = sam.send(page, {"then": "next"}, to="/finish")
    assert "Nothing waits for you to read again. Thank you." in last.text


def test_what_is_left_for_somebody_else_waits_again(sam: CheckedClient, ada: Person) -> None:
    drawn(ada)
    page = sam.send(next_one(sam), {}, to="/give-back")
    assert "Left for somebody else to read." in page.text
    assert "1 answer waits for you to read again." in page.text


def test_a_second_reader_who_is_worried_tells_triage(
    sam: CheckedClient, ada: Person, session: Session
) -> None:
    drawn(ada)
    page = sam.send(next_one(sam), {"severity": "S2"}, to="/worried")
    assert "Safeguarding triage has been told." in page.text
    assert session.scalars(select(Concern.severity)).one().value == "S2"
    sam.post(f"{page.path}/worried", {"severity": "S9"}, expect=400)


def differing(sam: CheckedClient, ada: Person) -> None:
    drawn(ada, "REL.kind")
    page = give(sam, next_one(sam), "REL.reliable", "always late")
    sam.send(page, {"then": "stop"}, to="/finish")


def open_difference(client: CheckedClient) -> Page:
    page = client.get("/second-reading/differences")
    return client.get(next(href for href in page.links().values() if "/differences/" in href))


def test_a_third_person_sees_both_side_by_side_and_settles_it(
    sam: CheckedClient, ada: Person, session: Session
) -> None:
    differing(sam, ada)
    kim = another(sam, factories.person(CODER, name="Kim Lee"))
    page = open_difference(kim)
    assert "First reading: Ada Obi" in page.text
    assert "Second reading: Sam Reed" in page.text
    assert [mark.text for mark in page.find_all("mark")] == ["kind", "always late"]
    assert not [box for box in page.find_all("input", type="checkbox") if box.get("checked") is not None]
    late = [box.get("value") for box in page.find_all("input", name="keep")][1]
    settled = kim.send(page, {"keep": late, "reason": "Late is about time."}, to=page.path)
    assert "Settled." in settled.text
    counted = session.scalars(select(Coding).where(Coding.counts)).one()
    assert (counted.starts_at, counted.ends_at) == (24, 35)
    shown = kim.get(page.path)
    assert "Settled by Kim Lee" in shown.text
    assert "Late is about time." in shown.text


def test_both_readers_settle_it_together(sam: CheckedClient, ada: Person, session: Session) -> None:
    differing(sam, ada)
    page = open_difference(sam)
    both = [box.get("value") or "" for box in page.find_all("input", name="keep")]
    proposed = sam.send(page, {"keep": both, "reason": "Both are there."}, to=page.path)
    assert "You proposed something" in proposed.text
    first = another(sam, ada)
    waits = open_difference(first)
    assert "Sam Reed proposed what is ticked" in waits.text
    assert "Both are there." in waits.text
    assert sorted(waits.form_values(page.path)["keep"]) == sorted(both)
    done = first.send(waits, {"reason": "Yes."}, to=page.path)
    assert "Settled." in done.text
    assert len(session.scalars(select(Coding).where(Coding.counts)).all()) == 2


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"reason": "Why not."}, "Tick what should count, or say that no code fits."),
        ({"none": "yes", "reason": "  "}, "Write a sentence on why."),
        ({"none": "yes", "reason": "x" * 20_001}, "This is too long."),
        ({"keep": "9-9-9-well", "reason": "🙂"}, "Tick what should count, or say that no code fits."),
        ({"code": "REL.kind", "exactly": "مرحبا", "reason": "ok"}, "Choose the words"),
        ({"code": "\0", "exactly": "kind", "reason": "ok\0"}, "Choose a code from the list."),
    ],
)
def test_a_mistake_when_settling_is_explained_and_the_words_stay(
    fields: dict[str, str], says: str, sam: CheckedClient, ada: Person, session: Session
) -> None:
    differing(sam, ada)
    kim = another(sam, factories.person(CODER))
    page = open_difference(kim)
    wrong = kim.send(page, dict(fields), to=page.path)
    assert any(shown.startswith(says) for shown in wrong.problems_shown())
    typed = wrong.form_values(page.path)["reason"][0].strip()
    assert typed == fields["reason"].replace("\0", "").strip()
    assert session.scalars(select(SecondReading.agreed_at)).one() is None


def test_two_who_settle_at_once_lose_nothing(sam: CheckedClient, ada: Person) -> None:
    differing(sam, ada)
    kim, lee = (another(sam, factories.person(CODER)) for _ in range(2))
    by_kim, by_lee = open_difference(kim), open_difference(lee)
    kim.send(by_kim, {"none": "yes", "reason": "Nothing there."}, to=by_kim.path)
    late = lee.send(by_lee, {"none": "yes", "reason": "I think so too."}, to=by_lee.path, expect=409)
    assert "Somebody changed this while you were here." in late.text


def test_the_coding_page_says_that_codes_are_agreed_and_changes_nothing(
    sam: CheckedClient, ada: Person, session: Session
) -> None:
    address = f"/coding/{coded(ada, 'REL.kind').response.public_ref}/LA3/words"
    draw_sample(QUARTER, factories.person(Role.quality_analyst))
    sam.send(next_one(sam), {"then": "stop"}, to="/finish")
    kim = another(sam, factories.person(CODER, name="Kim Lee"))
    page = open_difference(kim)
    kim.send(page, {"none": "yes", "reason": "Nothing there."}, to=page.path)
    first = another(sam, ada)
    shown = first.get(address)
    assert "Settled by Kim Lee after a second reading" in shown.text
    assert "not counted since it was settled" in shown.text
    after = first.post(f"{address}/add", {"exactly": "kind", "code": "REL.kind"})
    assert "Nothing was changed." in after.text
    assert session.scalars(select(Coding).where(Coding.counts)).all() == []


@pytest.mark.requirement("R-48")
def test_the_figures_have_percent_kappa_alpha_and_what_became_of_suggestions(
    sam: CheckedClient, ada: Person, session: Session
) -> None:
    for number in range(24):
        coded(ada, *(["REL.kind"] if number % 2 else []))
    draw_sample(QUARTER, factories.person(Role.quality_analyst))
    carrying = select(ReadingCode.second_reading_id).where(ReadingCode.whose == Whose.first)
    firsts = set(session.scalars(carrying))
    page = next_one(sam)
    for _ in range(20):
        reference = page.path.rsplit("/", 1)[-1]
        reading = session.scalars(select(SecondReading).filter_by(public_ref=reference)).one()
        if reading.id in firsts:
            page = give(sam, page, "REL.kind")
        page = sam.send(page, {"then": "next"}, to="/finish")
    shown = sam.get(AGREEMENT)
    assert "20 of 24 coded" in shown.text
    assert re.search(r"20 of 20: 100% \(84 to 100\)", shown.text)
    assert "1.00 (they never differed)" in shown.text
    assert shown.find_all("figure", class_="chart")
    assert "Ada" not in shown.text, "no figure is by person"
    assert "None decided about yet" in shown.text


def test_before_anything_is_read_twice_the_figures_say_so(sam: CheckedClient, ada: Person) -> None:
    assert "Nothing has been read twice yet" in sam.get(AGREEMENT).text
    drawn(ada, "REL.kind", answers=3)
    for _ in range(3):
        sam.send(next_one(sam), {"then": "stop"}, to="/finish")
    page = sam.get(AGREEMENT)
    assert "Too few to say" in page.text
    assert not page.find_all("figure")


@pytest.mark.parametrize(
    "path",
    [
        "/second-reading?quarter=%00", "/second-reading?quarter=2026-99-Q9", "/second-reading?quarter=🙂",
        "/second-reading/agreement?quarter=" + "9" * 500,
    ],
)  # fmt: skip
def test_a_quarter_that_cannot_be_shows_this_one(path: str, sam: CheckedClient) -> None:
    with clock.stopped_at(SAID_AT):
        sam.sign_in(factories.person(CODER).email)
        assert "2026-27 Q1" in sam.get(path).text


@pytest.mark.parametrize("path", ["/second-reading/none", "/second-reading/differences/🙂"])
def test_a_reading_that_is_not_there_says_so(path: str, sam: CheckedClient) -> None:
    sam.get(path, expect=404)


def test_the_list_of_differences_costs_the_same_however_long_it_is(
    sam: CheckedClient, ada: Person, session: Session
) -> None:
    coded(ada, "REL.kind")
    draw_sample(QUARTER, factories.person(Role.quality_analyst))
    sam.send(next_one(sam), {"then": "stop"}, to="/finish")
    with counting() as few:
        sam.get("/second-reading/differences")
    for _ in range(8):
        coded(ada, "REL.kind")
    draw_sample(QUARTER, factories.person(Role.quality_analyst))
    page = next_one(sam)
    for _ in range(8):
        page = sam.send(page, {"then": "next"}, to="/finish")
    with counting() as many:
        shown = sam.get("/second-reading/differences")
    assert len(shown.find_all("li", class_="card-row")) == 9
    assert len(many) <= len(few) + 1
    assert session.scalars(select(SampleDraw.number)).all() == [1, 2]
