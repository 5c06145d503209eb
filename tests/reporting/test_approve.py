"""A second person approves, and what they approved never changes."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from feedback_app import clock
from feedback_app.database import db
from feedback_app.improvement.models import Agreed
from feedback_app.notices import Notice, NoticeKind
from feedback_app.people.roles import Role
from feedback_app.reporting.approve import approve, send_back, send_for_approval
from feedback_app.reporting.as_html import as_html
from feedback_app.reporting.compile import compile_learning_audits
from feedback_app.reporting.document import ReportDocument, Words, digest_of
from feedback_app.reporting.draft import published
from feedback_app.reporting.models import Report, ReportStatus, SnapshotIsFrozen
from feedback_app.reporting.refusals import (
    ApproverCompiledIt,
    CompileAgain,
    NoLongerADraft,
    NotRead,
    NotWaiting,
    SectionsEmpty,
    StillProposed,
)
from feedback_app.reporting.write import write_sections
from tests import factories
from tests.reporting import factories as make

WORDS = Words(themes="Kind workers.", improvement="Fewer meetings.", plans="Later reviews.")


@pytest.fixture(autouse=True)
def after_the_quarter() -> Iterator[None]:
    with clock.stopped_at(make.WHEN):
        yield


@pytest.fixture
def people(app: object) -> make.People:
    return make.people()


def written(people: make.People, words: Words = WORDS, in_audits: tuple[str, ...] = ()) -> Report:
    report = compile_learning_audits(make.QUARTER, people.analyst)
    write_sections(report, words, in_audits, by=people.analyst, seen=report.changes)
    return report


def sent(people: make.People) -> Report:
    report = written(people)
    send_for_approval(report, people.analyst)
    return report


@pytest.mark.requirement("NA-48", "R-53")
@pytest.mark.parametrize("empty", ["themes", "improvement", "plans"])
def test_none_of_the_three_sections_may_be_empty(people: make.People, empty: str) -> None:
    report = written(people, WORDS.model_copy(update={empty: "  \n "}))

    with pytest.raises(SectionsEmpty) as refused:
        send_for_approval(report, people.analyst)

    assert [section.value for section in refused.value.sections] == [empty]


@pytest.mark.requirement("NB-49", "R-54")
def test_a_report_goes_on_only_once_every_action_and_learning_is_agreed(people: make.People) -> None:
    audit = make.held_audit()
    action = make.action(audit, "Ring back within a day", agreed=False)
    learning = make.learning(audit, "Children notice who rings back", agreed=False)
    report = written(people)

    with pytest.raises(StillProposed) as refused:
        send_for_approval(report, people.analyst)
    assert [(b.what, b.is_action, b.audit_ref) for b in refused.value.blockers] == [
        ("Ring back within a day", True, audit.public_ref),
        ("Children notice who rings back", False, audit.public_ref),
    ]

    action.state = learning.state = Agreed.agreed
    db.session.flush()
    send_for_approval(report, people.analyst)
    assert report.status is ReportStatus.waiting


def test_an_action_proposed_after_it_was_sent_stops_the_approval(people: make.People) -> None:
    report = sent(people)
    make.action(make.held_audit(), agreed=False)

    with pytest.raises(StillProposed):
        approve(report, by=people.director, quotes_checked=(), nobody_recognised=True)


def test_an_action_agreed_after_it_was_sent_must_be_in_the_report(people: make.People) -> None:
    report = sent(people)
    make.action(make.held_audit())

    with pytest.raises(CompileAgain):
        approve(report, by=people.director, quotes_checked=(), nobody_recognised=True)


def test_those_who_may_approve_are_told_with_a_reference_only(people: make.People) -> None:
    report = sent(people)

    told = db.session.scalars(select(Notice).where(Notice.kind == NoticeKind.report_to_approve)).all()

    assert {notice.to_role for notice in told} == {Role.quality_analyst, Role.director}
    assert {notice.subject_ref for notice in told} == {report.public_ref}


def test_whoever_compiled_it_cannot_approve_it(people: make.People) -> None:
    report = sent(people)

    with pytest.raises(ApproverCompiledIt):
        approve(report, by=people.analyst, quotes_checked=(), nobody_recognised=True)


def test_whoever_wrote_in_it_cannot_approve_it(people: make.People) -> None:
    other = factories.person(Role.quality_analyst)
    report = written(people)
    write_sections(report, WORDS, (), by=other, seen=report.changes)
    send_for_approval(report, people.analyst)

    with pytest.raises(ApproverCompiledIt):
        approve(report, by=other, quotes_checked=(), nobody_recognised=True)


def test_the_database_too_refuses_an_approval_by_whoever_compiled_it(people: make.People) -> None:
    report = sent(people)
    report.approved_by_id, report.approved_at = people.analyst.id, clock.now()

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_whoever_sent_it_back_may_approve_it_afterwards(people: make.People) -> None:
    report = sent(people)
    send_back(report, "Say more.", by=people.director)
    send_for_approval(report, people.analyst)

    approve(report, by=people.director, quotes_checked=(), nobody_recognised=True)

    assert report.status is ReportStatus.approved


def test_the_approver_says_that_nobody_can_be_recognised(people: make.People) -> None:
    with pytest.raises(NotRead):
        approve(sent(people), by=people.director, quotes_checked=(), nobody_recognised=False)


def test_a_report_is_approved_once(people: make.People) -> None:
    report = sent(people)
    approve(report, by=people.director, quotes_checked=(), nobody_recognised=True)

    with pytest.raises(NotWaiting):
        approve(report, by=people.director, quotes_checked=(), nobody_recognised=True)
    with pytest.raises(NoLongerADraft):
        write_sections(report, WORDS, (), by=people.analyst, seen=report.changes)


@pytest.mark.requirement("NB-20")
def test_the_audits_own_themes_stand_beside_those_of_children_and_families(people: make.People) -> None:
    make.full_quarter(people.coder)
    report = written(people, in_audits=("MEET", "not-a-theme"))

    html = as_html(published(report))

    assert "Also raised in the audits" in html
    table = html.split("Also raised in the audits")[1].split("</table>")[0]
    rows = {row.split("</th>")[0]: row for row in table.split('<th scope="row">')}
    assert "<td>Yes</td>" in rows["Meetings, reviews and conferences"]
    assert "<td>No</td>" in rows["My worker and our relationship"]


def test_an_approved_report_holds_everything_and_stays_as_it_was(people: make.People) -> None:
    make.full_quarter(people.coder)
    audit = make.held_audit()
    make.action(audit)
    make.learning(audit)
    report = sent(people)
    snapshot = approve(report, by=people.director, quotes_checked=(), nobody_recognised=True)
    frozen, html = snapshot.document, as_html(published(report))

    make.full_quarter(people.coder)
    people.director.name = "Somebody Else"
    db.session.flush()

    assert snapshot.digest == digest_of(frozen)
    assert as_html(published(report)) == html
    kept = ReportDocument.model_validate_json(frozen)
    assert kept.approved_by is not None
    assert kept.approved_by.name == "Alex Morgan"
    assert kept.framework_version == "2019"
    assert kept.words == WORDS
    assert [line.owner for line in kept.compiled.actions] == ["Service manager"]
    assert [line.reach for line in kept.compiled.learning] == ["service"]


@pytest.mark.requirement("R-52")
def test_a_snapshot_cannot_be_changed(people: make.People) -> None:
    snapshot = approve(sent(people), by=people.director, quotes_checked=(), nobody_recognised=True)
    snapshot.document = "{}"

    with pytest.raises(SnapshotIsFrozen):
        db.session.flush()


@pytest.mark.requirement("R-52")
def test_a_correction_is_another_version(people: make.People) -> None:
    first = sent(people)
    approve(first, by=people.director, quotes_checked=(), nobody_recognised=True)

    second = compile_learning_audits(make.QUARTER, people.analyst)

    assert (first.version, second.version) == (1, 2)
