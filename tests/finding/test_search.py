"""Nothing said is missing from search, whatever the database, the language or the way it is typed."""

import itertools
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, text

from feedback_app.database import db
from feedback_app.finding.asked import understood
from feedback_app.finding.fold import is_letter, pieces
from feedback_app.finding.narrowed import Narrowed, Order
from feedback_app.finding.search import Place as End
from feedback_app.finding.search import counted, found
from feedback_app.listening.models import Channel
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.themes.code import add
from feedback_app.themes.models import Valence
from feedback_app.themes.rules import Span
from tests import factories
from tests.counting import counting
from tests.finding.factories import said, words_found
from tests.themes.factories import code

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def analyst(app: object) -> Person:
    return factories.person(Role.quality_analyst)


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("She is always late for visits.", "late"),
        ("She is always late for visits.", "visiting"),
        ("She is always late for visits.", '"late for visits"'),
        ("She is always late for visits.", "promises OR visit"),
        ("She is always late for visits.", "alw*"),
        ("She was listening to me", "listeni*"),
        ("She was studying", "studyi*"),
        ("She is always late for visits.", "LATE -school"),
        ("Not one of them. I do not.", "not"),
        ("ask mum/dad, or (both)", "dad"),
        ("she's kind🙂really", "kind"),
        ("it’s like that", "it's"),
        ("see www.example.org/me", "example"),
        ("Pani Łucja jest miła i słucha", "lucja"),
        ("Pani Łucja jest miła i słucha", "słucha"),
        ("Była z nami w żłobku", "zlobku"),
        ("المُعَلِّمَة لطيفة جداً", "المعلمة"),
        ("أحب المدرسة", "احب"),
        ("नमस्ते मेरे दोस्त", "दोस्त"),
        ("Мне нравится школа", "ШКОЛА"),
        ("in room 12b at 10.30", "12b"),
        ("in room 12b at 10.30", '"10 30"'),
        ("AND OR NOT NEAR", "near"),
    ],
)
def test_it_is_found(analyst: Person, words: str, typed: str) -> None:
    said(words)
    said("Something else altogether.")

    assert words_found(analyst, typed) == [words]


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("She is always late for visits.", "early"),
        ("She is always late for visits.", '"visits late"'),
        ("She is always late for visits.", "late -visits"),
        ("She is always late for visits.", "late early"),
        ("She is always late for visits.", "ate"),
    ],
)
def test_it_is_not_found(analyst: Person, words: str, typed: str) -> None:
    said(words)

    assert words_found(analyst, typed) == []


@SLOW
@given(typed=st.text(max_size=80) | st.from_regex(r'[-"*()|&!:\'\\ aOR]{1,40}', fullmatch=True))
def test_whatever_is_typed_is_never_a_mistake(analyst: Person, typed: str) -> None:
    asked = understood(typed)

    for order in Order:
        found(analyst, asked, Narrowed(order=order), at_most=2)
    assert counted(analyst, asked, Narrowed()) == 0


SCRIPTS = st.text(
    alphabet=st.characters(codec="utf-8", categories=("L", "Nd", "Zs", "Po", "So"), max_codepoint=0x0700)
    | st.sampled_from("🙂👍🏽 .,’-/&'\"\n\u200d"),
    min_size=1,
    max_size=60,
)


@SLOW
@given(words=SCRIPTS)
def test_every_word_that_was_said_finds_its_answer(analyst: Person, words: str) -> None:
    spaced = "".join(sign if is_letter(sign) else " " for sign in words)
    wanted = [word for word in spaced.split() if pieces(word) and word != "OR"][:3]
    if not wanted:
        return
    said(words)
    for word in wanted:
        assert words in words_found(analyst, word), word
    db.session.rollback()


def test_words_that_are_changed_or_deleted_leave_the_search_with_them(analyst: Person) -> None:
    answer, gone = said("The łódź was late"), said("The ferry was late")
    answer.words = "The train was late"
    db.session.flush()
    db.session.execute(delete(Answer).where(Answer.id == gone.id))

    assert words_found(analyst, "late") == ["The train was late"]
    assert words_found(analyst, "lodz OR ferry") == []


def test_words_taken_back_are_not_found(analyst: Person) -> None:
    answer = said("The ferry was late")
    answer.response.withdrawn_at = datetime(2026, 5, 1, tzinfo=UTC)
    db.session.flush()

    assert words_found(analyst, "ferry") == []
    assert words_found(analyst, "") == []


def test_a_person_finds_only_what_their_role_reaches(app: object) -> None:
    north = Place(factories.service_area().id, factories.locality().id)
    south = Place(north.service_area_id, factories.locality().id)
    said("North is late", place=north)
    said("South is late", place=south)
    said("Somewhere is late")
    local = factories.person(Role.quality_analyst, place=Place(None, north.locality_id))
    lead = factories.person(Role.practice_lead)

    assert words_found(local, "late") == ["North is late"]
    assert words_found(lead, "late") == []
    assert counted(local, understood("late"), Narrowed()) == 1


def test_a_place_that_is_put_right_is_followed(analyst: Person) -> None:
    answer, locality = said("It is late"), factories.locality()
    answer.response.locality_id = locality.id
    db.session.flush()

    assert words_found(analyst, "late", Narrowed(locality_id=locality.id)) == ["It is late"]


def test_filters_narrow_with_words_and_without(analyst: Person) -> None:
    place = Place(factories.service_area().id, factories.locality().id)
    early = said("late in spring", place=place, said_at=datetime(2026, 4, 3, 9, tzinfo=UTC))
    said("late in summer", said_at=datetime(2026, 7, 3, 9, tzinfo=UTC), language="pl")
    coding = add(early, code().id, Span(0, 4), Valence.not_so_good, analyst)
    assert coding.id

    for narrowed in (
        Narrowed(service_area_id=place.service_area_id),
        Narrowed(locality_id=place.locality_id),
        Narrowed(ends=date(2026, 6, 30)),
        Narrowed(begins=date(2026, 4, 3), ends=date(2026, 4, 3)),
        Narrowed(code="REL.kind"),
        Narrowed(code="REL.kind", valence=Valence.not_so_good),
        Narrowed(language="en_GB"),
    ):
        for typed in ("late", ""):
            assert words_found(analyst, typed, narrowed) == ["late in spring"], narrowed
    assert words_found(analyst, "late", Narrowed(channel=Channel.paper)) == []
    assert words_found(analyst, "late", Narrowed(valence=Valence.well)) == []
    assert len(words_found(analyst, "late", Narrowed(group="young_person", channel=Channel.online))) == 2


def test_pages_follow_each_other_without_a_gap_or_a_repeat(analyst: Person) -> None:
    for number in range(7):
        said(f"late {number}", said_at=datetime(2026, 5, 1 + number // 3, 9, tzinfo=UTC))
    asked = understood("late")
    for order in (Order.newest, Order.oldest, Order.best):
        seen: list[str] = []
        end = End()
        for page in itertools.count(1):
            hits = found(analyst, asked, Narrowed(order=order), at_most=2, after=end)
            if not hits:
                break
            seen += [hit.answer.words or "" for hit in hits]
            end = End(hits[-1].answer.id, page * 2)
        assert len(seen) == len(set(seen)) == 7
        if order is Order.oldest:
            assert seen[0] == "late 0"
        if order is Order.newest:
            assert seen[0] == "late 6"


def test_the_best_says_it_most(analyst: Person) -> None:
    said("late late late")
    said("once late, and then a great many other words about something quite different from it")

    assert words_found(analyst, "late", Narrowed(order=Order.best))[0] == "late late late"


def test_a_page_of_results_asks_the_database_a_fixed_number_of_questions(analyst: Person) -> None:
    for number in range(12):
        said(f"late {number}")
    db.session.expire_all()
    _ = analyst.holdings
    with counting() as statements:
        hits = found(analyst, understood("late"), Narrowed(), at_most=10)
        assert [hit.answer.response.edition.survey for hit in hits]
    looked_ahead = 3 if db.session.get_bind().dialect.name == "postgresql" else 0
    assert len(statements) == 3 + looked_ahead


def test_the_index_is_asked_and_not_every_answer(analyst: Person) -> None:
    """On SQLite the plan names the full-text index; on PostgreSQL both ways are the planner's to choose."""
    if db.session.get_bind().dialect.name != "sqlite":
        assert db.session.scalar(text("SELECT count(*) FROM answer_search")) == 0
        return
    plan = db.session.execute(
        text("EXPLAIN QUERY PLAN SELECT rowid FROM answer_search WHERE answer_search MATCH 'late'")
    ).all()
    assert "VIRTUAL TABLE INDEX" in str(plan)
