"""Going through all waiting answers again: part by part, nothing twice, nothing left out."""

from concurrent.futures import Executor, Future
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.commands.workers import each_done
from feedback_app.database import db
from feedback_app.learned.again import (
    Done,
    Part,
    begin_or_go_on,
    end,
    is_silent,
    keep_part,
    look_at_part,
    note_progress,
    parts_for,
)
from feedback_app.learned.in_use import engine_in_use
from feedback_app.learned.models import SuggestionRun
from feedback_app.listening.store import Answer
from feedback_app.people.roles import Role
from feedback_app.themes.machine import MachineReading
from feedback_app.themes.models import Suggestion
from feedback_app.themes.read import finish, note_opening
from feedback_app.themes.suggest import suggest_for
from tests import factories
from tests.learned.factories import SURVEY, heard
from tests.themes.factories import LATE, code

SAID = [f"She is always late and cancels, {n} times." for n in range(25)]


def parts(size: int = 10, survey: str = "") -> list[Part]:
    return parts_for(None, engine_in_use().name, survey, size)


def go_through(part: Part) -> int:
    return keep_part(part, look_at_part(part))


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_parts_have_every_waiting_answer_once(session: Session) -> None:
    code()
    ids = heard(SAID)
    cut = parts()
    assert [part.answers for part in cut] == [10, 10, 5]
    assert (cut[0].first, cut[-1].last) == (min(ids), max(ids))
    assert all(before.last < after.first for before, after in pairwise(cut))


def test_gone_through_twice_is_gone_through_once_and_what_broke_off_goes_on(session: Session) -> None:
    code()
    heard(SAID)
    cut = parts()
    first = go_through(cut[0])
    assert first >= 10
    assert go_through(cut[0]) == 0
    assert [part.answers for part in parts()] == [10, 5]
    for part in parts():
        go_through(part)
    assert parts() == []
    assert count(session, MachineReading) == 25
    pairs = session.execute(select(Suggestion.answer_id, Suggestion.code_id)).all()
    assert len(pairs) == len(set(pairs)) == count(session, Suggestion)


def test_two_who_go_through_the_same_part_at_once_keep_it_once(session: Session) -> None:
    code()
    heard(SAID[:5])
    [part] = parts()
    mine, theirs = look_at_part(part), look_at_part(part)
    kept = keep_part(part, mine)
    assert keep_part(part, theirs) == 0
    assert count(session, Suggestion) == kept


def test_finished_and_open_answers_are_left_alone_and_other_surveys_when_asked(session: Session) -> None:
    code()
    ada = factories.person(Role.quality_analyst)
    done, opened, waits = (session.get_one(Answer, each) for each in heard(SAID[:3]))
    finish(done, ada)
    note_opening(opened, ada)
    session.flush()
    assert [(part.first, part.answers) for part in parts(survey=SURVEY)] == [(waits.id, 1)]
    assert parts(survey="staff-pulse") == []
    [part] = parts()
    note_opening(waits, ada)
    session.flush()
    assert go_through(part) == 0
    with clock.stopped_at(clock.now() + timedelta(days=2)):
        assert sum(part.answers for part in parts()) == 2


def test_a_run_that_broke_off_goes_on_as_the_same_run(on_sqlite: object) -> None:
    run = begin_or_go_on("codebook words 1.0", "", "2 on this-machine", 25)
    note_progress(run, 10, 12)
    assert not is_silent(run)
    with clock.stopped_at(clock.now() + timedelta(minutes=3)):
        assert is_silent(run)
        again = begin_or_go_on("codebook words 1.0", "", "1 on this-machine", 15)
        assert (again.id, again.total, again.done) == (run.id, 25, 10)
        assert not is_silent(again)
        assert begin_or_go_on("learned 2026-07-01 no. 1", "", "1", 15).id != run.id
        note_progress(again, 15, 3)
        end(again)
        assert (again.done, again.suggested, is_silent(again)) == (25, 15, False)
    assert len(db.session.scalars(select(SuggestionRun)).all()) == 2


@pytest.mark.parametrize(
    "words", ["🙂🙂", "…", "\u202eمرحبا late", "late " * 4_000, "ok", "\u00e9\u0301 late"]
)
def test_whatever_somebody_wrote_is_looked_at_and_spans_lie_in_it(words: str, on_sqlite: object) -> None:
    code()
    [answer_id] = heard([words])
    for part in parts():
        go_through(part)
    assert db.session.get_one(MachineReading, answer_id)
    for found in db.session.scalars(select(Suggestion)):
        assert 0 <= found.starts_at < found.ends_at <= len(words)
        assert len(found.because) <= 400


def test_the_batch_and_the_coding_page_suggest_the_same(on_sqlite: object) -> None:
    code()
    first, second = (db.session.get_one(Answer, each) for each in heard([LATE, LATE]))
    db.session.refresh(first, ["response"])
    suggest_for(first)
    for part in parts():
        go_through(part)
    by_answer = [
        db.session.execute(
            select(Suggestion.code_id, Suggestion.starts_at, Suggestion.score, Suggestion.because)
            .where(Suggestion.answer_id == each.id)
            .order_by(Suggestion.id)
        ).all()
        for each in (first, second)
    ]
    assert by_answer[0] == by_answer[1] != []


class AtOnce(Executor):
    """Does what it is given at once, and remembers it."""

    def __init__(self) -> None:
        self.given: list[Part] = []

    def submit(self, _work: object, /, *parts: Part, **_named: object) -> "Future[Done]":
        (part,) = parts
        self.given.append(part)
        done: Future[Done] = Future()
        done.set_result(Done(part, 1))
        return done


def test_once_stopped_no_part_is_handed_out_and_those_in_hand_are_awaited() -> None:
    pool, seen = AtOnce(), []
    all_parts = [Part(None, "x", "", n, n, 1) for n in range(100)]
    for done in each_done(pool, all_parts, 4, lambda: len(seen) >= 10):
        seen.append(done.part.first)
    assert sorted(seen) == list(range(len(pool.given)))
    assert 10 <= len(seen) <= 14
