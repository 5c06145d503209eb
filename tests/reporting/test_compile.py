"""What a report counts, and what it leaves out."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from feedback_app import clock
from feedback_app.audits.requests import AttemptOutcome
from feedback_app.database import db
from feedback_app.notices import Notice
from feedback_app.people.roles import Place, Role
from feedback_app.reporting import words
from feedback_app.reporting.compile import compile_again, compile_learning_audits, compiled
from feedback_app.reporting.count_themes import valence_of
from feedback_app.reporting.document import Compiled, FigureKey, canonical
from feedback_app.reporting.draft import document_of
from feedback_app.reporting.find import took_part
from feedback_app.reporting.lay_out import lay_out
from feedback_app.reporting.models import ReportKind
from feedback_app.reporting.refusals import (
    AlreadyUnderWay,
    NeedsWholeCouncil,
    QuarterHasNotBegun,
    UnknownQuarter,
)
from feedback_app.reporting.rules import due_on, quarter_to_report
from feedback_app.themes.models import Code, Suggestion, Valence
from surveys.definition import RespondentGroup
from tests import factories
from tests.counting import counting
from tests.reporting import factories as make

REL = "My worker and our relationship"
MEET = "Meetings, reviews and conferences"


@pytest.fixture(autouse=True)
def after_the_quarter() -> Iterator[None]:
    with clock.stopped_at(make.WHEN):
        yield


@pytest.fixture
def people(app: object) -> make.People:
    return make.people()


def of_quarter() -> Compiled:
    return compiled(ReportKind.learning_audits, quarter_to_report(make.QUARTER, clock.today()))


@pytest.mark.parametrize(
    "quarter", ["", "2026", "2026-27-Q5", "2026-28-Q1", "Q1", "x" * 20_000, "٢٠٢٦", "🎈", "\0"]
)
def test_something_that_is_no_quarter_is_refused(people: make.People, quarter: str) -> None:
    with pytest.raises(UnknownQuarter):
        compile_learning_audits(quarter, people.analyst)


def test_a_quarter_to_come_is_refused(people: make.People) -> None:
    with pytest.raises(QuarterHasNotBegun):
        compile_learning_audits("2027-28-Q1", people.analyst)


def test_an_empty_quarter_still_makes_a_report_that_says_so(people: make.People) -> None:
    report = compile_learning_audits("2025-26-Q3", people.analyst)

    laid = lay_out(document_of(report))

    assert any("Too few people gave feedback" in str(block) for block in laid.blocks)
    assert any("led to no actions" in str(block) for block in laid.blocks)


def test_a_report_is_due_by_the_end_of_the_quarter_after_its_own() -> None:
    assert (
        str(due_on(quarter_to_report("2026-27-Q3", datetime(2027, 1, 5, tzinfo=UTC).date()))) == "2027-03-31"
    )


def test_somebody_who_reaches_one_place_only_cannot_compile(people: make.People) -> None:
    local = factories.person(Role.quality_analyst, place=Place(factories.service_area().id))

    with pytest.raises(NeedsWholeCouncil):
        compile_learning_audits(make.QUARTER, local)


def test_one_report_a_quarter_is_written_at_a_time(people: make.People) -> None:
    report = compile_learning_audits(make.QUARTER, people.analyst)

    with pytest.raises(AlreadyUnderWay) as refused:
        compile_learning_audits(make.QUARTER, people.analyst)

    assert refused.value.public_ref == report.public_ref
    assert took_part(report, people.analyst)


@pytest.mark.requirement("LI-81")
def test_themes_are_counted_by_locality_with_their_base(people: make.People) -> None:
    make.full_quarter(people.coder)

    figure = of_quarter().figure(FigureKey.localities)

    assert figure is not None
    assert figure.counts.cell(REL, "North") == 16
    assert figure.counts.cell(MEET, "South") == 8
    assert figure.counts.column_totals == (24, 16)


def test_the_box_the_words_were_in_says_whether_it_is_going_well(people: make.People) -> None:
    make.full_quarter(people.coder)

    figure = of_quarter().figure(FigureKey.themes)

    assert figure is not None
    assert figure.counts.cell(REL, words.WELL) == 16
    assert figure.counts.cell(REL, words.NOT_SO_GOOD) == 8
    assert figure.counts.cell(MEET, words.NOT_SO_GOOD) == 16


def test_words_that_do_not_say_how_it_is_going_do_not_blur_those_that_do() -> None:
    assert valence_of({Valence.well, Valence.unsaid}) == words.WELL
    assert valence_of({Valence.well, Valence.not_so_good}) == words.MIXED
    assert valence_of({Valence.unsaid}) == words.MIXED


def test_a_suggestion_nobody_accepted_is_never_counted(people: make.People) -> None:
    make.full_quarter(people.coder)
    before = canonical(of_quarter())
    code = db.session.scalar(select(Code).where(Code.slug == make.LATE))
    assert code is not None
    for number in range(6):
        response = factories.response(said_at=make.IN_QUARTER)
        answer = make.answer_of(response)
        make.coded(response, make.MEETINGS, people.coder)
        db.session.add(
            Suggestion(
                answer_id=answer.id, code_id=code.id, starts_at=0, ends_at=3, score=0.9,
                because=f"word {number}", engine="keywords",
            )
        )  # fmt: skip
    db.session.flush()
    figure = of_quarter().figure(FigureKey.themes)

    assert figure is not None
    assert figure.counts.row_totals == (24, 22)
    assert '"column_totals":[24]' in before


def test_what_people_took_back_is_not_counted(people: make.People) -> None:
    make.full_quarter(people.coder)
    for _ in range(6):
        make.said("Please forget this.", coder=people.coder).withdrawn_at = clock.now()
    db.session.flush()

    figure = of_quarter().figure(FigureKey.said_by)

    assert figure is not None
    assert figure.counts.base == 40


def test_two_coders_of_one_answer_make_one_mention(people: make.People) -> None:
    make.full_quarter(people.coder)
    twice = [make.said("Kind.", coder=people.coder) for _ in range(6)]
    for response in twice:
        make.coded(response, make.KIND, people.analyst)

    figure = of_quarter().figure(FigureKey.themes)

    assert figure is not None
    assert figure.counts.row_totals == (30, 16)


@pytest.mark.requirement("R-47")
def test_a_child_who_answers_twice_is_one_person_and_two_responses(people: make.People) -> None:
    """R-47, for people asked by name before an audit."""
    for number in range(12):
        audit = make.held_audit()
        audit.family_ref = f"F-{number % 6}"
        request = factories.feedback_request(audit, group=RespondentGroup.CHILD)
        request.response_id = make.said("She is kind.", coder=people.coder).id
    db.session.flush()

    figure = of_quarter().figure(FigureKey.people)

    assert figure is not None
    assert figure.counts.base == 12
    assert figure.counts.cell(words.ONCE, "Responses") == 6
    assert figure.counts.cell(words.AGAIN, "Responses") == 6


def test_feedback_requests_are_counted_by_what_came_of_them(people: make.People) -> None:
    audit = make.held_audit()
    before, after = datetime(2026, 5, 10, tzinfo=UTC), datetime(2026, 5, 20, tzinfo=UTC)
    for number in range(30):
        request = factories.feedback_request(audit)
        request.who = f"Child {number}"
        match number % 5:
            case 0:
                request.response_id = make.said("Kind.", coder=people.coder).id
            case 1:
                make.tried(request, people.coder, AttemptOutcome.declined, at=before)
            case 2:
                request.appropriate, request.why_not, request.decided_by = False, "Too upset", "Case holder"
            case 3:
                make.tried(request, people.coder, AttemptOutcome.no_answer, at=before)
            case _:
                make.tried(request, people.coder, AttemptOutcome.no_answer, at=after)
        db.session.flush()

    figure = of_quarter().figure(FigureKey.requests)

    assert figure is not None
    assert figure.counts.columns == words.OUTCOMES
    assert figure.counts.cells == ((6, 6, 6, 6, 6),)


def test_an_audit_that_was_not_held_in_the_quarter_is_left_out(people: make.People) -> None:
    factories.audit(quarter=make.QUARTER)
    make.action(make.held_audit(on=datetime(2026, 7, 1, tzinfo=UTC).date()))

    found = of_quarter()

    assert found.actions == ()
    assert found.figure(FigureKey.audits) is None


@pytest.mark.requirement("NB-05", "R-49")
def test_no_worker_is_named_or_counted_in_a_report(people: make.People) -> None:
    """The owner of an action is a job title; who coded, captured or chaired appears nowhere (R-49)."""
    make.full_quarter(people.coder)
    audit = make.held_audit()
    make.action(audit)
    report = compile_learning_audits(make.QUARTER, people.analyst)

    document = canonical(document_of(report))

    assert "Service manager" in document
    for name in ("Olly Owner", people.coder.name):
        assert name not in document
    assert {key.value for key in FigureKey} == {
        "audits-by-service-area-and-locality", "requests-by-who-and-outcome", "responses-by-who",
        "responses-by-channel", "responses-by-language", "people-and-responses", "themes-by-how-it-is-going",
        "themes-by-locality", "themes-by-service-area", "answers-read-twice", "suggestions-by-outcome",
            "themes-heard-in-a-month", "themes-partners-speak-of",
    }  # fmt: skip


@pytest.mark.requirement("R-46")
def test_a_change_is_only_called_one_when_enough_people_spoke(people: make.People) -> None:
    make.full_quarter(people.coder)
    few = dict(of_quarter().trend.verdicts)
    assert few["REL"] == "too_few"

    for _ in range(30):
        make.said("Meetings again.", make.MEETINGS, coder=people.coder, said_at=make.THE_QUARTER_BEFORE)
    many = dict(of_quarter().trend.verdicts)

    assert many["REL"] == "up"
    assert many["MEET"] == "down"


def test_answers_nobody_coded_are_owned_up_to(people: make.People) -> None:
    make.full_quarter(people.coder)
    assert of_quarter().notes == ()

    factories.response(said_at=make.IN_QUARTER)

    assert of_quarter().notes == (words.NOT_ALL_CODED,)


def test_compiling_again_takes_what_came_since_and_keeps_the_words(people: make.People) -> None:
    report = compile_learning_audits(make.QUARTER, people.analyst)
    report.themes_words = "Kind."
    make.full_quarter(people.coder)

    compile_again(report, people.analyst)

    assert Compiled.model_validate_json(report.compiled).themes
    assert report.themes_words == "Kind."


def test_the_same_quarter_gives_the_same_figures(people: make.People) -> None:
    make.full_quarter(people.coder)

    assert canonical(of_quarter()) == canonical(of_quarter())


def test_compiling_asks_the_same_few_questions_however_much_was_said(people: make.People) -> None:
    make.full_quarter(people.coder, each=2)
    with counting() as few:
        of_quarter()
    make.full_quarter(people.coder, each=6)
    with counting() as many:
        of_quarter()

    assert len(few) == len(many) <= 19
    assert db.session.scalar(select(Notice.id).where(Notice.kind == "report_to_approve")) is None
