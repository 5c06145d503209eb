"""An analyst finds what people said, keeps the way there, and gathers excerpts on a board."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from feedback_app import clock
from feedback_app.database import db
from feedback_app.finding.models import Board, Pin, Search
from feedback_app.finding.pin import start_board
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.trail import Trail
from tests import factories
from tests.counting import counting
from tests.finding.factories import said
from tests.page import CheckedClient, Page
from tests.whole.hostile import TYPED

FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def analyst(client: CheckedClient) -> Person:
    somebody = factories.person(Role.quality_analyst, name="Ana")
    client.sign_in(somebody.email)
    return somebody


def look(client: CheckedClient, words: str | bytes, **narrowed: object) -> Page:
    return client.send(client.get("/find"), {"words": words, **narrowed}, to="/find")


def pinned(client: CheckedClient, words: str, **fields: object) -> Page:
    """The board after the whole of an answer was pinned to it."""
    page = look(client, words)
    link = next(href for name, href in page.links().items() if name.startswith("Use in a report"))
    return client.send(client.get(link), {"go": "pin", "name": "Annual report", **fields}, to=link)


def test_words_are_found_and_marked_and_never_stand_in_the_address(
    client: CheckedClient, analyst: Person
) -> None:
    said("She always visits late.")

    page = look(client, "visiting")

    assert "1 answer" in page.text
    assert [mark.text for mark in page.find_all("mark")] == ["visits"]
    assert "visit" not in page.reply.request.url
    assert page.reply.request.path.startswith("/find/")


def test_what_people_wrote_is_never_read_as_code(client: CheckedClient, analyst: Person) -> None:
    said("late <b onclick=x>&amp; bold</b>")

    assert "late <b onclick=x>&amp; bold</b>" in look(client, "late").text


def test_somebody_elses_search_cannot_be_opened(client: CheckedClient, analyst: Person) -> None:
    said("She always visits late.")
    page = look(client, "late")
    client.post("/sign-out", {})
    client.sign_in(factories.person(Role.quality_analyst).email)

    client.get(page.path, expect=404)


def test_a_search_is_noted_without_its_words(client: CheckedClient, analyst: Person) -> None:
    said("She always visits late.")
    look(client, "visits")

    lines = db.session.scalars(select(Trail).where(Trail.subject == "search")).all()
    assert [line.person_id for line in lines] == [analyst.id]
    assert "visits" not in "".join(f"{line.subject_ref}{line.detail}" for line in lines)


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_whatever_is_typed_is_answered_calmly_and_stays_in_its_box(
    client: CheckedClient, analyst: Person, typed: str | bytes
) -> None:
    page = look(client, typed)

    if isinstance(typed, str) and typed:
        assert typed.replace("\0", "") in {box.get("value") for box in page.find_all("input", name="words")}


@FEW
@given(typed=st.text(max_size=60))
def test_no_search_at_all_breaks_the_page(client: CheckedClient, analyst: Person, typed: str) -> None:
    look(client, typed)


@pytest.mark.parametrize(
    "address",
    ["?service=x&from=yesterday&valence=no&order=up", "?after=9999999999", "?after=a.b.c",
     "?code=" + "x" * 999, "?service=99999999999&to=0001-01-01", "?after=%00.%00.%00", "?group=%F0%9F%99%82"],
)  # fmt: skip
def test_an_address_nobody_wrote_is_read_as_far_as_it_can_be(
    client: CheckedClient, analyst: Person, address: str
) -> None:
    client.get("/find" + address)


def test_narrowing_stays_in_the_address_and_lists_without_words(
    client: CheckedClient, analyst: Person
) -> None:
    place = Place(factories.service_area("Fostering").id, factories.locality().id)
    said("Here it is late", place=place)
    said("Elsewhere it is late")

    page = look(client, "", service=place.service_area_id)

    assert f"service={place.service_area_id}" in page.reply.request.url
    assert "Here it is late" in page.text
    assert "Elsewhere" not in page.text


def test_days_that_cannot_be_are_said_and_nothing_typed_is_lost(
    client: CheckedClient, analyst: Person
) -> None:
    said("Here it is late")

    page = look(client, "late", **{"from": "31 February", "to": "2026-05-18"})
    assert "“31 February” is no day" in page.text
    assert "Here it is late" not in page.text
    kept = page.form_values("/find")
    assert (kept["words"], kept["from"], kept["to"]) == (["late"], ["31 February"], ["2026-05-18"])

    backwards = look(client, "late", **{"from": "2026-06-01", "to": "2026-05-18"})
    assert "It begins after it ends" in backwards.text
    assert client.get(backwards.links()["Start again with nothing chosen"]).path == "/find"


def test_a_quarter_is_chosen_at_once_and_together_with_days_both_hold(
    client: CheckedClient, analyst: Person
) -> None:
    for day, words in ((date(2026, 4, 2), "late in spring"), (date(2026, 8, 2), "late in summer")):
        said(words, said_at=datetime.combine(day, time(12), UTC))
    with clock.stopped_at(datetime(2026, 11, 20, 9, tzinfo=UTC)):
        summer = look(client, "late", quarter="2026-27-Q2")
        both = look(client, "late", **{"quarter": "2026-27-Q1", "from": "2026-04-03"})

    assert "Narrowed to: Quarter July to September, 2026-27 Q2" in summer.text
    assert "late in summer" in summer.text
    assert "late in spring" not in summer.text
    assert "No answer says that" in both.text


def test_from_an_excerpt_and_its_board_a_way_leads_back_to_what_was_found(
    client: CheckedClient, analyst: Person
) -> None:
    said("Here it is late")
    found = look(client, "late", group="young_person")
    link = next(href for name, href in found.links().items() if name.startswith("Use in a report"))
    excerpt = client.get(link)
    assert client.get(excerpt.links()["What you found"]).heading == "Find what people said"
    board = client.send(excerpt, {"go": "pin", "name": "Annual report"}, to=link)
    assert board.links()["What you found"] == excerpt.links()["What you found"]
    again = client.get(link)
    assert "Words of it are on: Annual report" in again.text
    for bad in ("https://elsewhere.example/find", "//elsewhere.example/find", "/reports", "%00", "x" * 2_000):
        assert "What you found" not in client.get(f"{link.split('?')[0]}?back={bad}").links()


def test_a_board_is_renamed_and_removed_only_once_it_is_empty(client: CheckedClient, analyst: Person) -> None:
    said("Here it is late")
    board = pinned(client, "late")
    empty = client.send(board, {"name": " "}, to="/name")
    assert "Give the board a name" in empty.text
    long = client.send(board, {"name": "x" * 20_000}, to="/name")
    assert long.form_values("/name")["name"] == ["x" * 20_000]
    assert client.send(board, {"name": "Yearly"}, to="/name").heading == "Yearly"
    kept = client.post(f"{board.path}/remove", {}, expect=409)
    assert "Take it off first" in kept.text

    off = client.send(client.get(board.path), {}, to="/take-off")
    gone = client.send(off, {}, to="/remove")

    assert "The board is gone" in gone.text
    assert db.session.scalar(select(func.count()).select_from(Board)) == 0
    client.get(board.path, expect=404)


def test_a_colleague_may_not_rename_or_remove_a_shared_board(client: CheckedClient, analyst: Person) -> None:
    board = start_board("Shared", factories.person(Role.quality_analyst))
    board.shared = True
    for act, words in (("name", "can rename it"), ("remove", "can remove it")):
        assert words in client.post(f"/boards/{board.public_ref}/{act}", {"name": "Mine"}).text
    assert client.get(f"/boards/{board.public_ref}").heading == "Shared"


def test_the_pages_of_a_list_follow_each_other(client: CheckedClient, analyst: Person) -> None:
    for number in range(30):
        said(f"late {number:02}", said_at=datetime(2026, 5, 1 + number % 20, 9, tzinfo=UTC))
    for order in ("newest", "best"):
        first = look(client, "late", order=order)
        second = client.get(first.links()["Next page"])

        shown = [mark for page in (first, second) for mark in page.find_all("li", class_="card-row")]
        assert len(shown) == 30
        assert "Next page" not in second.links()
        assert client.get(second.links()["First page"]).text.count("late") == first.text.count("late")


def test_somebody_of_one_locality_finds_only_what_was_said_there(client: CheckedClient) -> None:
    here, there = (Place(factories.service_area().id, factories.locality().id) for _ in range(2))
    said("Here it is late", place=here)
    other = said("There it is late", place=there).response.public_ref
    client.sign_in(factories.person(Role.participation_officer, place=Place(None, here.locality_id)).email)

    page = look(client, "late")

    assert "Here it is late" in page.text
    assert "There it is late" not in page.text
    client.get(f"/excerpts/{other}/LA3/words", expect=404)


def test_those_who_do_not_read_answers_cannot_search(client: CheckedClient, app: object) -> None:
    client.sign_in(factories.person(Role.service_manager).email)

    for path in ("/find", "/views", "/boards", "/quotations"):
        client.get(path, expect=403)


def test_a_view_is_saved_shared_and_removed(client: CheckedClient, analyst: Person) -> None:
    said("She always visits late.")
    page = look(client, "late", order="oldest")
    saved = client.send(page, {"name": "Lateness", "shared": "yes"}, to="/views")
    assert saved.heading == "Lateness"
    assert "order=oldest" in saved.reply.request.url
    client.post("/sign-out", {})
    client.sign_in(factories.person(Role.participation_officer).email)

    theirs = client.get(client.get("/views").links()["Lateness"])
    assert "She always visits" in theirs.text
    client.post(f"{saved.path.replace('/find/', '/views/')}/remove", {})
    assert db.session.scalar(select(func.count()).where(Search.name == "Lateness")) == 1

    client.post("/sign-out", {})
    client.sign_in(analyst.email)
    client.send(client.get("/views"), {}, to="/share")
    gone = client.send(client.get("/views"), {}, to="/remove")
    assert "No view is saved yet" in gone.text


def test_a_view_without_a_name_is_not_saved(client: CheckedClient, analyst: Person) -> None:
    said("late")

    page = client.send(look(client, "late"), {"name": " "}, to="/views")

    assert "Give the view a name" in page.text
    assert db.session.scalar(select(func.count()).where(Search.name.is_not(None))) == 0


def test_passing_searches_are_forgotten_after_a_day(client: CheckedClient, analyst: Person) -> None:
    with clock.stopped_at(datetime(2026, 5, 1, 9, tzinfo=UTC)):
        client.sign_in(analyst.email)
        look(client, "one")
    client.sign_in(analyst.email)
    look(client, "two")

    assert list(db.session.scalars(select(Search.words))) == ["two"]


def test_a_part_of_an_answer_is_pinned_to_a_new_board(client: CheckedClient, analyst: Person) -> None:
    said("She is kind. But she is always late. I like her.")
    page = look(client, "late")
    link = next(href for name, href in page.links().items() if name.startswith("Use in a report"))
    chosen = client.get(link)
    parts = [box.get("value") for box in chosen.find_all("input", name="segment")]

    board = client.send(
        chosen, {"segment": [parts[1]], "go": "pin", "name": "Annual report", "heading": "Visits"}, to=link
    )

    assert board.heading == "Annual report"
    assert [text.text for text in board.find_all("div", class_="words--quote")] == ["But she is always late."]
    assert "Visits" in board.text
    assert "No permission to quote" in board.text


def test_what_is_taken_off_a_board_can_be_put_back(client: CheckedClient, analyst: Person) -> None:
    said("She is always late.")
    board = pinned(client, "late")

    off = client.send(board, {}, to="/take-off")
    assert "Taken off the board" in off.text
    assert "Nothing is pinned here yet" in off.text

    assert "Nothing is pinned here yet" not in client.send(off, {}, to="/put-back").text


def test_excerpts_are_put_in_order_without_a_script(client: CheckedClient, analyst: Person) -> None:
    for words in ("first late", "second late"):
        said(words)
    pinned(client, "first")
    board_id = db.session.scalars(select(Board.public_ref)).one()
    pinned(client, "second", board=board_id)

    page = client.send(client.get(f"/boards/{board_id}"), {}, to="/earlier")

    assert [words.text for words in page.find_all("div", class_="words--quote")] == [
        "second late",
        "first late",
    ]


def test_two_people_writing_one_note_lose_nothing(client: CheckedClient, analyst: Person) -> None:
    said("She is always late.")
    board = pinned(client, "late")
    link = next(href for name, href in board.links().items() if name.startswith("Heading and note"))
    opened_first = client.get(link)
    client.send(client.get(link), {"heading": "Visits", "note": "Theirs"}, to=link)

    after = client.send(opened_first, {"note": "Mine"}, to=link, expect=409)

    assert "Theirs" in after.text
    assert after.form_values(link)["note"] == ["Mine"]
    client.send(after, {}, to=link)
    assert db.session.scalars(select(Pin.note)).one() == "Mine"


def test_a_private_board_is_not_there_for_others_until_it_is_shared(
    client: CheckedClient, analyst: Person
) -> None:
    said("She is always late.")
    board = pinned(client, "late")
    colleague = factories.person(Role.participation_officer)
    client.post("/sign-out", {})
    client.sign_in(colleague.email)
    client.get(board.path, expect=404)
    client.post("/sign-out", {})
    client.sign_in(analyst.email)
    client.send(client.get(board.path), {}, to="/share")
    client.post("/sign-out", {})
    client.sign_in(colleague.email)

    assert "She is always late." in client.get(board.path).text


def test_a_board_hides_what_its_reader_does_not_reach(client: CheckedClient, analyst: Person) -> None:
    place = Place(factories.service_area().id, factories.locality().id)
    said("There it is late", place=place)
    board = pinned(client, "late")
    client.send(board, {}, to="/share")
    client.post("/sign-out", {})
    elsewhere = Place(None, factories.locality().id)
    client.sign_in(factories.person(Role.participation_officer, place=elsewhere).email)

    page = client.get(board.path)

    assert "There it is late" not in page.text
    assert "1 excerpt on this board is from a place you do not read" in page.text


@pytest.mark.parametrize("name", ["", "   ", "x" * 20_000])
def test_a_board_needs_a_name(client: CheckedClient, analyst: Person, name: str) -> None:
    page = client.send(client.get("/boards"), {"name": name}, to="/boards")

    assert "Give the board a name" in page.text
    assert name.strip() in page.form_values("/boards")["name"][0]


def test_a_long_list_and_a_long_board_ask_a_fixed_number_of_questions(
    client: CheckedClient, analyst: Person
) -> None:
    counts = []
    for number in range(2):
        for more in range(2 + 8 * number):
            said(f"late {number} {more}")
        page = look(client, "late")
        with counting() as statements:
            client.get(page.path)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] < 22
