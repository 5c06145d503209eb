"""A theme goes from heard to told back one step at a time, and nobody can skip one."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from feedback_app import clock
from feedback_app.database import db
from feedback_app.telling.act import link_action, mark_acted, take_acted_back, take_action_off
from feedback_app.telling.decide import analyse, analyse_again, decide
from feedback_app.telling.models import ENGLISH, ToldWords, YouSaid
from feedback_app.telling.queries import cycle_of, history_of
from feedback_app.telling.refusals import (
    ActionsUnfinished,
    ChangedMeanwhile,
    EnglishFirst,
    NoActionLinked,
    NothingWritten,
    NotNext,
    TooFewToTell,
    WriterCannotPublish,
)
from feedback_app.telling.rules import Decision, Stage, Step, stage_of
from feedback_app.telling.tell import publish, take_back, write_words
from tests.improvement.factories import done
from tests.telling import factories as made
from tests.telling.factories import DID, FOUND, IN_TIME, REASON, SAID, SPOKEN_OF, WHEN, figures, officer


@pytest.fixture(autouse=True)
def in_july() -> Iterator[None]:
    with clock.stopped_at(IN_TIME):
        yield


@pytest.mark.requirement("LI-02")
@pytest.mark.usefixtures("app")
def test_a_theme_is_heard_analysed_decided_acted_on_and_told_back_in_this_order_and_each_move_is_kept() -> (
    None
):
    made.heard()
    one, other = officer(), officer()
    assert stage_of(cycle_of(WHEN, SPOKEN_OF, None)) is Stage.heard
    it = analyse(WHEN, SPOKEN_OF, None, found=FOUND, by=one)
    assert stage_of(it) is Stage.analysed
    action = made.confirmed_action()
    for too_early in (
        lambda: link_action(it, action, by=one),
        lambda: mark_acted(it, by=one, seen=it.changes),
        lambda: write_words(it, ENGLISH, said=SAID, did=DID, by=one, seen=it.changes),
        lambda: publish(it, ENGLISH, figures(), by=other, seen=it.changes),
    ):
        _refuses(NotNext, too_early)
    decide(it, Decision.act, reason=REASON, by=one, seen=it.changes)
    assert stage_of(it) is Stage.decided
    _refuses(NoActionLinked, lambda: mark_acted(it, by=one, seen=it.changes))
    _refuses(NotNext, lambda: write_words(it, ENGLISH, said=SAID, did=DID, by=one, seen=it.changes))
    link_action(it, action, by=one)
    mark_acted(it, by=one, seen=it.changes)
    assert stage_of(it) is Stage.acted
    _refuses(NotNext, lambda: decide(it, Decision.cannot, reason="No.", by=one, seen=it.changes))
    _refuses(NotNext, lambda: publish(it, ENGLISH, figures(), by=other, seen=it.changes))
    write_words(it, ENGLISH, said=SAID, did=DID, by=one, seen=it.changes)
    publish(it, ENGLISH, figures(), by=other, seen=it.changes)
    assert stage_of(it) is Stage.told
    _refuses(NotNext, lambda: take_acted_back(it, by=one, seen=it.changes))
    assert [(step.step, step.by_name) for step in history_of(it)] == [
        (Step.analysed, one.name),
        (Step.decided_to_act, one.name),
        (Step.action_linked, one.name),
        (Step.acted, one.name),
        (Step.written, one.name),
        (Step.published, other.name),
    ]


def _refuses(refusal: type[Exception], deed: Callable[[], object]) -> None:
    with pytest.raises(refusal):
        deed()


@pytest.mark.usefixtures("app")
def test_it_is_done_only_when_every_linked_action_is_confirmed() -> None:
    it, one = made.decided(), officer()
    link_action(it, made.confirmed_action(), by=one)
    unfinished = done()
    link_action(it, unfinished, by=one)
    with pytest.raises(ActionsUnfinished):
        mark_acted(it, by=one, seen=it.changes)
    take_action_off(it, unfinished, by=one)
    mark_acted(it, by=one, seen=it.changes)
    assert stage_of(it) is Stage.acted
    with pytest.raises(NotNext):
        link_action(it, unfinished, by=one)


@pytest.mark.usefixtures("app")
def test_what_cannot_be_done_is_told_with_its_reason_and_needs_no_action() -> None:
    made.heard()
    it = made.analysed()
    with pytest.raises(NothingWritten):
        decide(it, Decision.cannot, reason=" \n", by=officer(), seen=it.changes)
    decide(it, Decision.cannot, reason=REASON, by=officer(), seen=it.changes)
    with pytest.raises(NotNext):
        link_action(it, made.confirmed_action(), by=officer())
    assert stage_of(made.told(it=it)) is Stage.told


@pytest.mark.usefixtures("app")
def test_a_second_person_publishes_and_english_comes_first() -> None:
    made.heard()
    one, other = officer(), officer()
    it = made.written(one)
    made.written(other, it, "pl")
    with pytest.raises(WriterCannotPublish):
        publish(it, ENGLISH, figures(), by=one, seen=it.changes)
    with pytest.raises(EnglishFirst):
        publish(it, "pl", figures(), by=one, seen=it.changes)
    publish(it, ENGLISH, figures(), by=other, seen=it.changes)
    with pytest.raises(WriterCannotPublish):
        publish(it, "pl", figures(), by=other, seen=it.changes)
    publish(it, "pl", figures(), by=one, seen=it.changes)
    with pytest.raises(NotNext):
        write_words(it, ENGLISH, said="Other", did=DID, by=one, seen=it.changes)
    take_back(it, by=one, seen=it.changes)
    assert stage_of(it) is Stage.acted
    words = db.session.scalars(select(ToldWords)).all()
    assert [(each.language, each.said, each.published_at) for each in words] == [
        (ENGLISH, SAID, None),
        ("pl", SAID, None),
    ]


@pytest.mark.usefixtures("app")
def test_what_few_people_said_is_never_told_in_public() -> None:
    made.heard()
    it = made.decided(theme=made.HARDLY_SPOKEN_OF, decision=Decision.cannot)
    made.written(it=it)
    with pytest.raises(TooFewToTell):
        publish(it, ENGLISH, figures(), by=officer(), seen=it.changes)
    assert it.told_at is None


@pytest.mark.usefixtures("app")
def test_of_two_people_at_once_the_second_hears_of_it_and_the_same_twice_is_one_step() -> None:
    it, one = made.analysed(), officer()
    seen = it.changes
    for _press in range(2):
        decide(it, Decision.act, reason=REASON, by=one, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        decide(it, Decision.cannot, reason="No money.", by=officer(), seen=seen)
    assert (it.decision, it.reason) == (Decision.act, REASON)
    assert analyse(WHEN, SPOKEN_OF, None, found=FOUND, by=one).id == it.id
    with pytest.raises(ChangedMeanwhile):
        analyse(WHEN, SPOKEN_OF, None, found="Something else.", by=one)
    with pytest.raises(NotNext):
        analyse_again(it, found="Something else.", by=one, seen=it.changes)
    assert [step.step for step in history_of(it)] == [Step.analysed, Step.decided_to_act]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    "untrue",
    [
        {"decision": "cannot"},
        {"decision": "cannot", "decided_at": IN_TIME, "decided_by_id": 1, "reason": ""},
        {"acted_at": IN_TIME},
        {"told_at": IN_TIME},
        {"found": ""},
    ],
)
def test_the_database_itself_keeps_a_step_from_being_skipped(untrue: dict[str, object]) -> None:
    it = made.analysed()
    if "decided_by_id" in untrue:
        untrue = {**untrue, "decided_by_id": it.analysed_by_id}
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(update(YouSaid).where(YouSaid.id == it.id).values(**untrue))


@pytest.mark.usefixtures("app")
def test_the_database_itself_keeps_writers_from_publishing_their_own_words() -> None:
    it = made.written()
    own = {"published_at": IN_TIME, "published_by_id": ToldWords.written_by_id}
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(update(ToldWords).where(ToldWords.you_said_id == it.id).values(**own))
