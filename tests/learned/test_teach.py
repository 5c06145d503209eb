"""Learning from decisions: measured on what was set aside, used only if no worse, and gone back on."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.database import db
from feedback_app.learned.examples import decided_until
from feedback_app.learned.in_use import _read, chosen_now, engine_in_use, go_back_to, suggest_for
from feedback_app.learned.models import Came, EngineInUse, LearnedModel, Verdict
from feedback_app.learned.queries import LastTaught, last_taught
from feedback_app.learned.refusals import AlreadyInUse, NotKept
from feedback_app.learned.rules import fingerprint, is_set_aside
from feedback_app.learned.teach import teach_from_decisions
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.themes.book import codebook_in_use, engine_name
from feedback_app.themes.code import accept, decline
from feedback_app.themes.machine import MachineReading
from feedback_app.themes.models import AgreedAnswer, Code, Coding, Outcome, Suggestion
from feedback_app.themes.read import finish, note_opening
from feedback_app.trail import Did, Trail
from tests import factories
from tests.learned.factories import BEGAN, decided, heard, two_topics
from tests.themes.factories import LATE, answer, suggestions

LONG_AFTER = BEGAN + timedelta(days=30)
DUCKS = "All the ducks came to us, lush."


def reader() -> Person:
    return factories.person(Role.quality_analyst)


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def codes_of(said: Answer) -> set[str]:
    rows = db.session.scalars(select(Code.slug).join(Suggestion).where(Suggestion.answer_id == said.id))
    return set(rows)


def test_with_too_few_decisions_the_starter_stays_and_nothing_is_stored(on_sqlite: object) -> None:
    two_topics(reader(), many=40)
    taught = teach_from_decisions(LONG_AFTER)
    assert taught.came is Came.too_few
    assert taught.taught + taught.unseen == 40
    assert (engine_in_use().name, chosen_now()) == (engine_name(), None)
    assert db.session.scalar(select(LearnedModel.id)) is None
    last = last_taught()
    assert last is not None
    assert last.came is Came.too_few


def test_what_people_decided_teaches_an_engine_that_suggests_what_the_codebook_could_not(
    session: Session,
) -> None:
    answers = two_topics(reader())
    with clock.stopped_at(LONG_AFTER):
        taught = teach_from_decisions()
        assert taught.came is Came.better
        model = session.scalars(select(LearnedModel)).one()
        assert (model.verdict, model.compared_with) == (Verdict.better, engine_name())
        assert model.micro_f1 > 0.9 > model.compared_micro_f1
        refs = session.scalars(
            select(Response.public_ref).join(Response.answers).where(Answer.id.in_(answers))
        )
        aside = [ref for ref in refs if is_set_aside(ref)]
        assert (model.unseen, model.examples) == (len(aside), len(answers) - len(aside))
        assert engine_in_use().name == model.name == "learned 2026-07-01 no. " + str(model.id)
        said = answer(DUCKS)
        suggest_for(said)
        assert "REL.kind" in codes_of(said)
        assert set(session.scalars(select(Suggestion.engine))) == {model.name}
    noted = {trail.did: trail.detail for trail in session.scalars(select(Trail))}
    assert (noted[Did.engine_taught], noted[Did.engine_chosen]) == ("better", "better")


def test_an_engine_of_an_earlier_format_is_passed_over_and_taught_again(on_sqlite: object) -> None:
    session = db.session()
    two_topics(reader())
    first = teach_from_decisions(LONG_AFTER).model
    assert first is not None
    assert first.content is not None
    first.content = b"feedback-engine 2" + first.content[17:]
    codes = [code.id for code in codebook_in_use().codes]
    first.taught_from = fingerprint(decided_until(LONG_AFTER), ["feedback-engine 2\n", *codes])
    session.flush()
    _read.cache_clear()
    assert engine_in_use().name == engine_name()
    again = teach_from_decisions(LONG_AFTER)
    assert again.came is Came.better
    assert engine_in_use().name == again.in_use != engine_name()


def test_nothing_happens_when_nothing_new_was_decided_and_going_back_is_somebody_s_decision(
    on_sqlite: object,
) -> None:
    session, ada = db.session(), reader()
    two_topics(ada)
    first = teach_from_decisions(LONG_AFTER).model
    with clock.stopped_at(LONG_AFTER + timedelta(hours=2)):
        assert teach_from_decisions(LONG_AFTER).came is Came.nothing_new
        assert last_taught() == LastTaught(clock.now(), Came.nothing_new)
    assert count(session, LearnedModel) == 1
    assert first is not None
    with pytest.raises(AlreadyInUse):
        go_back_to(first, ada)
    go_back_to(None, ada)
    assert engine_in_use().name == engine_name()
    go_back_to(first, ada)
    assert engine_in_use().name == first.name
    assert [each.by_id for each in session.scalars(select(EngineInUse).order_by(EngineInUse.id))] == [
        None, ada.id, ada.id,
    ]  # fmt: skip
    by_ada = session.scalars(
        select(Trail.detail).where(Trail.person_id == ada.id, Trail.did == Did.engine_chosen)
    )
    assert list(by_ada) == [f"gone_back from {first.id}", "gone_back from codebook"]


def test_an_engine_taught_with_nonsense_never_takes_over_and_only_its_figures_are_kept(
    on_sqlite: object,
) -> None:
    session, ada = db.session(), reader()
    two_topics(ada)
    good = teach_from_decisions(LONG_AFTER).model
    assert good is not None
    later = LONG_AFTER + timedelta(days=1)
    codes = session.scalars(select(Code.slug).order_by(Code.id)).all()
    ducks = heard([f"{DUCKS} {n}" for n in range(300)], began="wrong")
    wrong = [["REL.kind"] if is_set_aside(f"wrong-{n}") else ["HOME.place", codes[n % 9]] for n in range(300)]
    decided(ducks, wrong, ada, at=later)
    taught = teach_from_decisions(later + timedelta(days=1))
    assert taught.came is Came.not_better
    assert taught.in_use == engine_in_use().name == good.name
    assert taught.model is not None
    with pytest.raises(NotKept):
        go_back_to(taught.model, ada)


def test_what_two_readers_agreed_on_teaches_and_what_was_declined_is_told(session: Session) -> None:
    ada, said = reader(), answer(LATE)
    guesses = {each.code.slug: each for each in suggestions(said)}
    accept(guesses["REL.kind"], said, ada)
    decline(guesses["REL.reliable"], ada)
    finish(said, ada)
    [example] = decided_until(clock.now())
    assert example.labelled.codes == {"REL.kind"}
    assert example.labelled.declined == {"REL.reliable"}
    [coding] = session.scalars(select(Coding))
    coding.counts = False
    sam = factories.person(Role.quality_analyst)
    agreed = accept(guesses["REL.reliable"], said, sam)
    assert agreed.coding is not None
    session.add(AgreedAnswer(answer_id=said.id, agreed_by_id=sam.id, agreed_at=clock.now()))
    session.flush()
    assert decided_until(clock.now())[0].labelled.codes == {"REL.reliable"}


def test_decisions_after_the_day_codes_retired_and_answers_withdrawn_teach_nothing(on_sqlite: object) -> None:
    session, ada = db.session(), reader()
    early, late, gone = heard(["one", "two", "three"])
    decided([early, gone], [["REL.kind", "HOME.place"], ["REL.kind"]], ada)
    decided([late], [["REL.kind"]], ada, at=LONG_AFTER)
    rows = {code.slug: code for code in session.scalars(select(Code))}
    rows["HOME.place"].merged_into_id = rows["REL.reliable"].id
    rows["REL.kind"].retired_on = BEGAN.date()
    session.get_one(Response, session.get_one(Answer, gone).response_id).withdrawn_at = BEGAN
    session.flush()
    found = decided_until(BEGAN + timedelta(days=1))
    assert [(each.answer_id, each.labelled.codes) for each in found] == [(early, {"REL.reliable"})]


def test_another_language_is_recognised_and_gets_no_suggestion_until_it_is_measured(session: Session) -> None:
    said = answer("Zawsze przychodzi na czas, lubię to i jest dobrze.")
    suggest_for(said)
    assert session.get_one(MachineReading, said.id).language == "pl"
    assert codes_of(said) == set()


def test_a_language_people_decide_about_is_measured_and_then_suggested_in(on_sqlite: object) -> None:
    session, ada = db.session(), reader()
    two_topics(ada)
    said = [
        ("Kaczki na stawie były bardzo ładne.", "REL.kind"),
        ("Dostaliśmy bardzo dobre ciastka.", "HOME.place"),
    ]
    polish = heard(
        [f"{said[n % 2][0]} {'Naprawdę. ' * (n % 7)}" for n in range(200)], began="pl", language="pl"
    )
    decided(polish, [[said[n % 2][1]] for n in range(200)], ada)
    model = teach_from_decisions(LONG_AFTER).model
    assert model is not None
    assert model.languages == "en pl"
    new = answer("Kaczki były bardzo ładne, naprawdę.")
    suggest_for(new)
    assert "REL.kind" in codes_of(new)
    assert session.get_one(MachineReading, new.id).language == "pl"


def test_a_new_engine_replaces_open_guesses_and_touches_nothing_anybody_settled(session: Session) -> None:
    ada = reader()
    two_topics(ada)
    said = answer(LATE)
    guesses = {each.code.slug: each for each in suggestions(said)}
    decline(guesses["REL.kind"], ada)
    teach_from_decisions(LONG_AFTER)
    name = engine_in_use().name
    suggest_for(said)
    session.expire_all()
    kept = {
        row.slug: (row.engine, row.outcome)
        for row in session.execute(
            select(Code.slug, Suggestion.engine, Suggestion.outcome)
            .join(Code)
            .where(Suggestion.answer_id == said.id)
        )
    }
    assert kept.pop("REL.kind") == (engine_name(), Outcome.declined)
    assert set(kept.values()) <= {(name, None)}


def test_a_guess_somebody_has_open_stays_as_they_see_it(session: Session) -> None:
    ada = reader()
    two_topics(ada)
    said = answer(LATE)
    before = [each.id for each in suggestions(said)]
    note_opening(said, ada)
    session.flush()
    teach_from_decisions(LONG_AFTER)
    suggest_for(said)
    assert [
        each.id
        for each in session.scalars(select(Suggestion).order_by(Suggestion.score.desc(), Suggestion.id))
    ] == before
    with clock.stopped_at(datetime.now(UTC) + timedelta(days=2)):
        suggest_for(said)
    assert session.get_one(MachineReading, said.id).engine == engine_in_use().name


def test_an_engine_kept_by_another_version_is_passed_over_and_reviewing_goes_on(session: Session) -> None:
    two_topics(reader())
    taught = teach_from_decisions(LONG_AFTER)
    assert taught.model is not None
    taught.model.content = b"feedback-engine 0\n"
    session.flush()
    _read.cache_clear()
    assert engine_in_use().name == engine_name()
