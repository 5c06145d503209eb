"""Where the machine may be believed: what people made of its suggestions, and which engine makes them."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.database import db
from feedback_app.learned.behind import Fate, answers_behind, number_of
from feedback_app.learned.believed import Within, by_code
from feedback_app.learned.in_use import chosen_now
from feedback_app.learned.models import LearnedModel, SuggestionRun, Verdict
from feedback_app.learned.teach import teach_from_decisions
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.themes.book import engine_name
from feedback_app.themes.code import accept, add, decline
from feedback_app.themes.models import Code, Valence
from feedback_app.themes.queries import suggestions_of
from feedback_app.themes.read import finish
from feedback_app.themes.rules import Span
from feedback_app.themes.suggest import suggest_for
from feedback_app.trail import Did, Trail, note
from tests import factories
from tests.counting import counting
from tests.learned.factories import BEGAN, heard, two_topics
from tests.page import CheckedClient, text_of
from tests.themes.factories import answer, code

SAID = "She is kind. But she is always late."


@pytest.fixture
def analyst(app: object) -> Person:
    return factories.person(Role.quality_analyst, name="Tom")


def finished(by: Person, *, place: Place | None = None) -> Answer:
    """One answer: one suggestion accepted, one declined, one code added that the machine missed."""
    said = answer(SAID, place=place)
    suggest_for(said)
    guesses = {each.suggestion.code.slug: each.suggestion for each in suggestions_of(said)}
    accept(guesses["REL.kind"], said, by)
    decline(guesses["REL.reliable"], by)
    add(said, code("HOME.place").id, Span(0, 3), Valence.unsaid, by)
    finish(said, by)
    return said


def test_what_was_suggested_is_counted_as_agreed_with_declined_left_or_missed(analyst: Person) -> None:
    for _n in range(3):
        finished(analyst)
    late = code("HOME.place").id
    after_all = finished(analyst)
    db.session.flush()
    found = {each.slug: each for each in by_code(analyst, Within())}
    kind, reliable, home = found["REL.kind"], found["REL.reliable"], found["HOME.place"]
    assert (kind.suggested, kind.accepted, kind.declined, kind.missed) == (4, 4, 0, 0)
    assert (reliable.suggested, reliable.accepted, reliable.declined, reliable.left) == (4, 0, 4, 0)
    assert (home.suggested, home.missed, home.found.base) == (0, 4, 4)
    assert late
    assert after_all


def test_answers_finished_before_the_machine_looked_do_not_count(analyst: Person, session: Session) -> None:
    said = answer(SAID)
    add(said, code("REL.kind").id, Span(0, 3), Valence.unsaid, analyst)
    with clock.stopped_at(clock.now() - timedelta(days=1)):
        finish(said, analyst)
    session.flush()
    suggest_for(said)
    assert by_code(analyst, Within()) == []


def test_a_reader_of_one_service_sees_figures_of_their_own_answers_only(analyst: Person) -> None:
    here, there = Place(factories.service_area().id, None), Place(factories.service_area().id, None)
    finished(analyst, place=here)
    finished(analyst, place=there)
    local = factories.person(Role.participation_officer, place=here)
    assert {each.suggested for each in by_code(local, Within()) if each.slug == "REL.kind"} == {1}
    assert {each.suggested for each in by_code(analyst, Within()) if each.slug == "REL.kind"} == {2}


def test_narrowed_by_engine_and_time(analyst: Person) -> None:
    finished(analyst)
    db.session.flush()
    assert by_code(analyst, Within(engine=engine_name())) != []
    assert by_code(analyst, Within(engine="another")) == []
    assert by_code(analyst, Within(since=clock.now() + timedelta(days=1))) == []
    assert by_code(analyst, Within(before=clock.now() - timedelta(days=1))) == []


def test_the_page_says_too_few_until_ten_and_sorts_without_a_script(
    analyst: Person, client: CheckedClient
) -> None:
    client.sign_in(analyst.email)
    assert "Nothing to compare yet" in client.get("/suggestions").text
    for _n in range(11):
        finished(analyst)
    db.session.flush()
    page = client.get("/suggestions")
    assert "People agreed with 11 of" in page.text
    statuses = [text_of(each) for each in page.find_all("span", class_="status--note")]
    assert statuses == ["More often right than wrong"]
    assert "Code by code" in page.text
    links = page.links()
    first = client.get(next(href for words, href in links.items() if words.startswith("Code")))
    rows = [text_of(row) for row in first.find_all("tr") if row.find(".//td") is not None]
    assert rows[0].startswith(db.session.scalars(select(Code.name).where(Code.slug == "HOME.place")).one())


def test_the_page_takes_the_same_few_statements_for_one_answer_and_for_many(
    analyst: Person, client: CheckedClient
) -> None:
    client.sign_in(analyst.email)
    finished(analyst)
    db.session.flush()
    with counting() as one:
        client.get("/suggestions")
    for _n in range(12):
        finished(analyst)
    db.session.flush()
    with counting() as many:
        client.get("/suggestions")
    assert len(many) == len(one) <= 14


def test_every_figure_opens_to_exactly_the_answers_it_counts(analyst: Person, client: CheckedClient) -> None:
    for _n in range(3):
        finished(analyst)
    elsewhere = factories.person(Role.participation_officer, place=Place(locality_id=factories.locality().id))
    db.session.flush()
    for found in by_code(analyst, Within()):
        one = code(found.slug)
        for fate in Fate:
            behind = answers_behind(analyst, Within(), one, fate, at_most=50)
            assert len(behind) == number_of(found, fate), (found.slug, fate)
            assert all((each.guess is None) is (fate is Fate.missed) for each in behind)
            assert answers_behind(elsewhere, Within(), one, fate, at_most=50) == []
    client.sign_in(analyst.email)
    page = client.get("/suggestions")
    missed = client.get(page.links()["3 answers: " + code("HOME.place").name])
    assert "Missed (3)" in missed.text
    assert missed.text.count("She is kind. But she is always late.") == 3
    declined = client.get("/suggestions/codes/REL.reliable?what=declined")
    assert "somebody said no" in declined.text
    assert "Open it" in declined.text
    assert "No answer is here" in client.get("/suggestions/codes/REL.reliable?what=agreed").text


def test_the_answers_behind_a_figure_cost_the_same_few_statements_however_many(
    analyst: Person, client: CheckedClient
) -> None:
    client.sign_in(analyst.email)
    finished(analyst)
    with counting() as one:
        client.get("/suggestions/codes/REL.kind")
    for _n in range(27):
        finished(analyst)
    with counting() as many:
        page = client.get("/suggestions/codes/REL.kind")
    assert len(many) == len(one)
    assert "Page 1 of 2" in page.text
    assert "Page 2 of 2" in client.get("/suggestions/codes/REL.kind?page=99").text


@pytest.mark.parametrize("address", ["nothing", "REL.kind?what=%00&page=x", "%00", "x" * 200])
def test_a_code_nobody_knows_is_not_there(analyst: Person, client: CheckedClient, address: str) -> None:
    code("REL.kind")
    client.sign_in(analyst.email)
    is_known = address.startswith("REL.kind")
    client.get(f"/suggestions/codes/{address}", expect=200 if is_known else 404)


def test_the_page_says_when_it_last_learned_and_why_an_engine_was_refused(
    analyst: Person, client: CheckedClient
) -> None:
    client.sign_in(analyst.email)
    assert "Never yet." in client.get("/suggestions").text
    two_topics(analyst, many=40)
    with clock.stopped_at(datetime(2026, 7, 2, 1, 0, tzinfo=UTC)):
        teach_from_decisions()
    for address in ("/suggestions", "/suggestions/engines"):
        assert "2 July 2026, 02:00. Too few answers were finished" in client.get(address).text
    db.session.add(worse_model())
    note(Did.engine_taught, "engine", "1", detail="not_better")
    db.session.flush()
    page = client.get("/suggestions/engines").text
    assert "The new engine was worse, so the one in use stayed." in page
    assert "it was right less often: 0.400 against 0.600" in page
    assert "With every code weighing alike" not in page


def worse_model() -> LearnedModel:
    """An engine that was measured and refused: less right over all, as good with rare codes."""
    now = clock.now()
    return LearnedModel(
        made_at=now, decided_until=now, examples=80, unseen=30, languages="en", taught_from="x", digest="y",
        content=None, micro_f1=0.4, macro_f1=0.5, recall_at_5=0.5, calibration_error=0.1,
        compared_with=engine_name(), compared_micro_f1=0.6, compared_macro_f1=0.5, seconds=1.0,
        verdict=Verdict.not_better,
    )  # fmt: skip


def test_made_up_addresses_show_the_page_all_the_same(analyst: Person, client: CheckedClient) -> None:
    client.sign_in(analyst.email)
    for query in ("?quarter=2026-27-Q9", "?engine=%00", "?sort=x&order=y", "?quarter=" + "9" * 500):
        client.get(f"/suggestions{query}")


def test_an_analyst_goes_back_to_an_earlier_engine_and_it_is_kept_who_did(
    on_sqlite: Flask, sqlite_app: Flask
) -> None:
    client = CheckedClient(sqlite_app)
    tom = factories.person(Role.quality_analyst, name="Tom")
    two_topics(tom)
    model = teach_from_decisions(BEGAN + timedelta(days=30)).model
    assert model is not None
    client.sign_in(tom.email)
    page = client.get("/suggestions/engines")
    assert "Suggests now" in page.text
    assert "no worse than the one before" in page.text
    page = client.post("/suggestions/engines", {"engine": "codebook"})
    assert "This engine suggests from now on" in page.text
    assert "chosen by Tom" in page.text
    chosen = chosen_now()
    assert chosen is not None
    assert (chosen.model_id, chosen.by_id) == (None, tom.id)
    again = client.post("/suggestions/engines", {"engine": "codebook"})
    assert "This engine suggests already" in again.text
    for typed in ("999", "x", "", "9" * 30):
        assert "There is no such engine" in client.post("/suggestions/engines", {"engine": typed}).text
    noted = db.session.scalars(select(Trail).where(Trail.did == Did.engine_chosen, Trail.person_id == tom.id))
    assert len(noted.all()) == 1


def test_a_participation_officer_sees_the_engines_and_may_not_change_them(client: CheckedClient) -> None:
    heard(["x"])
    client.sign_in(factories.person(Role.participation_officer).email)
    assert "Use this one again" not in client.get("/suggestions/engines").text
    client.post("/suggestions/engines", {"engine": "codebook"}, expect=403)


def test_how_far_suggesting_again_is_stands_on_the_page(analyst: Person, client: CheckedClient) -> None:
    now = clock.now()
    kinds = (
        ("Finished", now, now, 10), ("Going on now", now, None, 4),
        ("Partly finished", now - timedelta(hours=1), None, 4),
    )  # fmt: skip
    for _words, seen, ended, done in kinds:
        db.session.add(
            SuggestionRun(
                engine="codebook words 1.0", workers="1", survey="", started_at=now - timedelta(hours=2),
                seen_at=seen, total=10, done=done, suggested=3, ended_at=ended,
            )
        )  # fmt: skip
    db.session.flush()
    client.sign_in(analyst.email)
    text = client.get("/suggestions/engines").text
    for words, *_rest in kinds:
        assert words in text
    assert "4 of 10 answers (40%)" in text


def test_the_coding_page_names_the_language_and_the_engine(analyst: Person, client: CheckedClient) -> None:
    answer("Zawsze przychodzi na czas, lubię to i jest dobrze.")
    client.sign_in(analyst.email)
    polish = client.get("/coding/next").text
    assert "Polish, recognised by machine" in polish
    assert "The machine does not suggest for Polish" in polish
    finished(analyst)
    db.session.flush()
    english = client.get("/coding?show=finished")
    page = client.get(
        next(href for words, href in english.links().items() if words.startswith("She is kind"))
    )
    assert "Suggested from the codebook's own words." in page.text
    assert "recognised by machine" not in page.text
