"""An analysis of a quarter: what is known beside what people make of it, approved, frozen, and acted on."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from analysis.periods import parse_quarter
from feedback_app import clock
from feedback_app.dashboards.draw import draw_figures
from feedback_app.database import db
from feedback_app.improvement.models import Action, Agreed, Origin, Reach
from feedback_app.notices import Notice, NoticeKind
from feedback_app.people.roles import Role
from feedback_app.reporting.act_on import leave_point, make_action
from feedback_app.reporting.analyse import add_point, take_out_point, write_part
from feedback_app.reporting.approve import approve, send_for_approval, still_empty
from feedback_app.reporting.as_html import as_html
from feedback_app.reporting.blocks import Bars, Block, Grid, Heading, Items, Paragraphs, Quotes
from feedback_app.reporting.compile import compile_again, compile_analysis, compile_learning_audits
from feedback_app.reporting.digests import digests
from feedback_app.reporting.document import Beside, ReportDocument, Words, digest_of
from feedback_app.reporting.draft import document_of, published
from feedback_app.reporting.find import snapshot_of
from feedback_app.reporting.lay_out import lay_out
from feedback_app.reporting.lay_out_analysis import known_of
from feedback_app.reporting.models import Report, ReportPart, ReportStatus, SnapshotIsFrozen
from feedback_app.reporting.parts import part_of, parts_of, points_of
from feedback_app.reporting.refusals import (
    AlreadyUnderWay,
    ApproverCompiledIt,
    ChangedMeanwhile,
    CompileAgain,
    NeitherWordsNorReason,
    NoAnalysisHere,
    NoLongerADraft,
    NotApprovedYet,
    Part,
    PointIsEmpty,
    QuarterIsReported,
    SectionsEmpty,
    SettledAlready,
    SomethingWritten,
)
from feedback_app.reporting.write import choose_quote, throw_away, write_sections
from surveys.definition import RespondentGroup
from tests import factories
from tests.dashboards import factories as drawn
from tests.reporting import analyses
from tests.reporting import factories as make

QUARTER = parse_quarter(make.QUARTER)


@pytest.fixture(autouse=True)
def after_the_quarter() -> Iterator[None]:
    with clock.stopped_at(make.WHEN):
        yield


@pytest.fixture
def people(app: Flask) -> Iterator[make.People]:
    with analyses.asked_for(app):
        yield make.people()


def words_in(blocks: list[Block]) -> str:
    """Everything these pieces say."""
    said: list[str] = []
    for block in blocks:
        match block:
            case Heading():
                said.append(block.words)
            case Paragraphs():
                said += block.words
            case Grid():
                said += [block.title, *(" | ".join(row) for row in block.rows)]
            case Quotes():
                said += [words for words, _who in block.said]
            case Items():
                said += [block.title, *block.items]
            case Bars():
                said.append(block.title)
            case _:
                pass
    return "\n".join(said)


def known(report: Report, part: Part) -> str:
    return words_in(known_of(document_of(report), part))


@pytest.mark.requirement("WS-45")
def test_an_analysis_has_its_five_parts_written_by_the_quality_team_and_development_leads(
    people: make.People,
) -> None:
    make.full_quarter(people.coder, each=12)
    report, lead = analyses.begun(people), analyses.lead()
    assert [row.part.value for row in parts_of(report)] == [
        "themes", "strengths", "barriers", "partners", "impact",
    ]  # fmt: skip

    analyses.wrote(report, Part.themes, "Kindness.", people.analyst)
    analyses.wrote(report, Part.partners, "Schools join reviews more often.", lead)
    analyses.wrote(report, Part.partners, "Schools join reviews; health less so.", people.analyst)

    analysis = document_of(report).analysis
    assert analysis is not None
    assert analysis.name == "Stage 3 analysis"
    by = {part.part: [(each.name, each.at) for each in part.by] for part in analysis.parts}
    assert by[Part.themes] == [("Ana Analyst", make.WHEN)]
    assert sorted(by[Part.partners]) == [("Ana Analyst", make.WHEN), ("Dev Lead", make.WHEN)]
    assert by[Part.impact] == []
    page = as_html(published(report))
    assert "Written by Ana Analyst, Quality and improvement analyst, 8 July 2026" in page


@pytest.mark.requirement("WS-45")
def test_each_part_is_brought_what_is_known_of_it(people: make.People) -> None:
    places = make.full_quarter(people.coder, each=12)
    audit = make.held_audit(places[0])
    waiting = make.action(audit, "Offer reviews after school")
    done = make.action(audit, "Ring back within a day")
    done.done_on, done.impact, done.confirmed_by_id = date(2026, 6, 20), "Nobody waits.", people.director.id
    make.learning(audit, "Say who will ring").reach = Reach.partners
    db.session.flush()
    report = analyses.begun(people)
    quotable = make.answer_of(make.said("She is kind and rings back.", coder=people.coder, place=places[0]))
    choose_quote(report, quotable.id, "REL", "She is kind and rings back.", by=people.analyst)

    themes, strengths = known(report, Part.themes), known(report, Part.strengths)
    barriers, impact = known(report, Part.barriers), known(report, Part.impact)

    assert "Themes quarter by quarter" in themes
    assert "My worker and our relationship | 24 | 12 | 0 | 36 | 60%" in themes
    assert "She is kind and rings back." in strengths
    assert "What is going well" in strengths
    assert "What is not so good" in barriers
    assert "She is kind and rings back." not in barriers
    assert waiting.what in barriers
    assert done.what not in barriers
    assert "Ring back within a day | Nobody waits. | 20 June 2026" in impact
    assert "Say who will ring" in known(report, Part.partners)


@pytest.mark.requirement("WS-45")
def test_partners_and_what_is_said_together_come_from_the_drawn_tables_and_nothing_small(
    people: make.People,
) -> None:
    at = drawn.council()
    drawn.said(at, drawn.KIND, times=14, group=RespondentGroup.PARTNER)
    drawn.said(at, drawn.LATE, times=15, box="not_so_good")
    drawn.said(at, drawn.SCHOOL, times=3, group=RespondentGroup.PARTNER)
    drawn.said(at, None, times=12, group=RespondentGroup.PARTNER)
    report = analyses.begun(people)
    assert "not drawn yet" in known(report, Part.partners)

    draw_figures(quarters=[QUARTER])
    compile_again(report, people.analyst)

    partners = known(report, Part.partners)
    assert "My worker and our relationship | 14 | c\nAll responses received | 29 | c" in partners
    assert "School" not in partners
    beside = document_of(report).compiled.beside
    assert beside is not None
    assert beside.partners is not None
    told = [cell for row in beside.partners.counts.cells for cell in row if isinstance(cell, int)]
    assert all(cell == 0 or cell >= 5 for cell in told)


@pytest.mark.requirement("WS-45")
def test_two_people_who_write_different_parts_at_once_both_keep_their_words(people: make.People) -> None:
    report, lead = analyses.begun(people), analyses.lead()
    seen = {part: part_of(report, part).changes for part in Part}

    write_part(report, Part.strengths, "Ringing back.", "", by=people.analyst, seen=seen[Part.strengths])
    write_part(report, Part.barriers, "Lesson time.", "", by=lead, seen=seen[Part.barriers])

    assert (part_of(report, Part.strengths).words, part_of(report, Part.barriers).words) == (
        "Ringing back.",
        "Lesson time.",
    )


@pytest.mark.requirement("WS-45")
def test_of_two_people_who_write_the_same_part_at_once_the_second_overwrites_nothing(
    people: make.People,
) -> None:
    report, lead = analyses.begun(people), analyses.lead()
    seen = part_of(report, Part.impact).changes
    write_part(report, Part.impact, "Fewer missed reviews.", "", by=people.analyst, seen=seen)

    with pytest.raises(ChangedMeanwhile):
        write_part(report, Part.impact, "More laughter.", "", by=lead, seen=seen)

    assert part_of(report, Part.impact).words == "Fewer missed reviews."
    write_part(report, Part.impact, "Fewer missed reviews.", "", by=people.analyst, seen=seen)
    assert part_of(report, Part.impact).changes == seen + 1


@pytest.mark.requirement("WS-45")
@pytest.mark.parametrize("left", list(Part))
def test_no_part_may_be_left_empty_without_saying_why(people: make.People, left: Part) -> None:
    report = analyses.begun(people)
    for part in set(Part) - {left}:
        analyses.wrote(report, part, "Words.", people.analyst)
    with pytest.raises(SectionsEmpty) as refused:
        send_for_approval(report, people.analyst)
    assert refused.value.sections == (left,) == still_empty(report)
    for words, why in (("", ""), (" \n", "\t"), ("Words.", "And a reason.")):
        with pytest.raises(NeitherWordsNorReason):
            write_part(report, left, words, why, by=people.analyst, seen=0)

    write_part(report, left, "", "No partner was asked this quarter.", by=people.analyst, seen=0)
    send_for_approval(report, people.analyst)

    assert report.status is ReportStatus.waiting
    page = as_html(published(report))
    assert "There is nothing to say here this quarter, because:" in page
    assert "No partner was asked this quarter." in page


@pytest.mark.requirement("WS-45")
def test_it_is_approved_by_somebody_who_wrote_none_of_it_and_then_frozen(people: make.People) -> None:
    make.full_quarter(people.coder, each=12)
    other = factories.person(Role.quality_analyst, name="Other Analyst")
    report = analyses.written(people)
    analyses.wrote(report, Part.themes, "Kindness, and being told the truth.", other)
    send_for_approval(report, people.analyst)
    for wrote in (people.analyst, other):
        with pytest.raises(ApproverCompiledIt):
            approve(report, by=wrote, quotes_checked=(), nobody_recognised=True)

    snapshot = approve(report, by=people.director, quotes_checked=(), nobody_recognised=True)

    page = as_html(published(report))
    document = ReportDocument.model_validate_json(snapshot.document)
    assert document.approved_by is not None
    assert document.approved_by.name == "Alex Morgan"
    assert snapshot.digest == digest_of(snapshot.document)
    assert snapshot.digest in page
    with pytest.raises(NoLongerADraft):
        write_part(report, Part.themes, "Something else.", "", by=people.analyst, seen=2)
    with pytest.raises(NoLongerADraft):
        add_point(report, Part.themes, "Something else.", by=people.analyst)
    with pytest.raises(NoLongerADraft):
        take_out_point(report, points_of(report)[0].id, by=people.analyst)
    db.session.query(ReportPart).update({"words": "Changed behind its back."})
    assert as_html(published(report)) == page
    snapshot.document = "{}"
    with pytest.raises(SnapshotIsFrozen):
        db.session.flush()
    db.session.rollback()


def test_what_actions_changed_must_be_as_it_was_read_when_it_is_approved(people: make.People) -> None:
    done = make.action(make.held_audit(), "Ring back within a day")
    done.done_on, done.impact = date(2026, 6, 20), "Nobody waits."
    report = analyses.sent(people)
    done.confirmed_by_id = people.director.id
    db.session.flush()

    with pytest.raises(CompileAgain):
        approve(report, by=people.director, quotes_checked=(), nobody_recognised=True)


def test_a_part_that_is_written_and_empty_at_once_is_refused_by_the_database(people: make.People) -> None:
    row = part_of(analyses.begun(people), Part.themes)
    row.words, row.why_empty, row.written_by_id = "Words.", "A reason.", people.analyst.id
    row.written_at = clock.now()
    with pytest.raises(IntegrityError, match="written_or_empty_with_a_reason"), db.session.begin_nested():
        db.session.flush()


@pytest.mark.requirement("WS-46")
def test_the_report_of_the_quarter_carries_the_approved_analysis_or_says_there_is_none(
    people: make.People,
) -> None:
    make.full_quarter(people.coder, each=12)
    report = compile_learning_audits(make.QUARTER, people.analyst)
    assert "No analysis of this quarter was approved" in as_html(published(report))

    analysis = analyses.sent(people)
    assert "Lesson time" not in as_html(published(report))
    assert analyses.WORDS[Part.barriers] not in as_html(published(report))
    approve(analysis, by=people.director, quotes_checked=(), nobody_recognised=True)

    page = as_html(published(report))
    assert "No analysis of this quarter was approved" not in page
    for words in (*analyses.WORDS.values(), analyses.POINT, "Stage 3 analysis"):
        assert words in page
    write_sections(
        report, Words(themes="a", improvement="b", plans="c"), (), by=people.analyst, seen=report.changes
    )
    send_for_approval(report, people.analyst)
    approve(report, by=people.director, quotes_checked=(), nobody_recognised=True)
    frozen = snapshot_of(report)
    assert frozen is not None
    assert analyses.WORDS[Part.impact] in frozen.document


@pytest.mark.requirement("WS-46")
def test_another_quarter_s_analysis_is_not_carried(people: make.People) -> None:
    analyses.approved(people)
    page = as_html(published(compile_learning_audits("2025-26-Q4", people.analyst)))
    assert "No analysis of this quarter was approved" in page
    assert analyses.WORDS[Part.themes] not in page


@pytest.mark.requirement("WS-46")
def test_the_steering_group_is_told_when_it_is_approved_and_finds_it_among_the_digests(
    people: make.People,
) -> None:
    report = analyses.sent(people)
    told = select(Notice.to_role).where(
        Notice.kind == NoticeKind.digest_ready, Notice.subject_ref == report.public_ref
    )
    assert db.session.scalars(told).all() == []

    approve(report, by=people.director, quotes_checked=(), nobody_recognised=True)

    assert set(db.session.scalars(told)) == {Role.director, Role.service_manager}
    assert report in digests()
    laid = lay_out(published(report))
    assert "Policy and Practice Steering Group" in laid.title


@pytest.mark.requirement("WS-46")
def test_each_point_becomes_an_action_for_practice_development_or_says_why_not(people: make.People) -> None:
    report = analyses.written(people)
    add_point(report, Part.impact, "Ask children again in autumn.", by=people.analyst)
    owner = factories.person(Role.service_manager, name="Olly Owner")
    first, second = points_of(report)
    with pytest.raises(NotApprovedYet):
        make_action(report, first, what="x", owner=owner, due_on=date(2026, 9, 1), by=people.director)
    send_for_approval(report, people.analyst)
    approve(report, by=people.director, quotes_checked=(), nobody_recognised=True)

    made = make_action(
        report, first, what="Move reviews", owner=owner, due_on=date(2026, 9, 1), by=people.director
    )
    leave_point(report, second, "It is planned already.", by=people.director)

    assert (made.origin, made.state, made.owner_id) == (Origin.report, Agreed.agreed, owner.id)
    first, second = points_of(report)
    assert first.action is made
    assert first.settled_by is people.director
    assert second.no_action_because == "It is planned already."
    with pytest.raises(SettledAlready):
        make_action(report, second, what="x", owner=owner, due_on=date(2026, 9, 1), by=people.director)
    with pytest.raises(SettledAlready):
        leave_point(report, first, "No.", by=people.director)
    assert db.session.scalars(select(Action.what)).all() == ["Move reviews"]


def test_a_point_says_something_once_and_can_be_taken_out_of_a_draft(people: make.People) -> None:
    report = analyses.begun(people)
    with pytest.raises(PointIsEmpty):
        add_point(report, Part.themes, " \n ", by=people.analyst)
    add_point(report, Part.themes, "Ring back.", by=people.analyst)
    add_point(report, Part.themes, "Ring back.", by=people.analyst)
    assert [point.words for point in points_of(report)] == ["Ring back."]
    with pytest.raises(SomethingWritten):
        throw_away(report, by=people.analyst)

    take_out_point(report, points_of(report)[0].id, by=people.analyst)
    throw_away(report, by=people.analyst)

    assert db.session.scalars(select(ReportPart)).all() == []


def test_one_analysis_of_a_quarter_is_written_at_a_time_beside_its_report(people: make.People) -> None:
    report = analyses.begun(people)
    compile_learning_audits(make.QUARTER, people.analyst)
    with pytest.raises(AlreadyUnderWay) as refused:
        analyses.begun(people)
    assert refused.value.public_ref == report.public_ref


def test_a_month_of_a_quarter_whose_analysis_is_approved_is_not_issued_any_more(people: make.People) -> None:
    analyses.approved(people)
    with pytest.raises(QuarterIsReported):
        compile_learning_audits("2026-05", people.analyst)


def test_a_council_whose_framework_does_not_ask_for_it_has_none(app: Flask) -> None:
    analyst = make.people().analyst
    with pytest.raises(NoAnalysisHere):
        compile_analysis(make.QUARTER, analyst)
    page = as_html(published(compile_learning_audits(make.QUARTER, analyst)))
    assert "analysis" not in page.lower()


def test_reports_made_before_there_were_analyses_keep_their_fingerprints(app: Flask) -> None:
    report = compile_learning_audits(make.QUARTER, make.people().analyst)
    plain = document_of(report).model_dump(mode="json")
    assert "analysis" not in plain
    assert "beside" not in plain["compiled"]
    assert Beside().partners is None
