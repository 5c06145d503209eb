"""The made-up year looks like a real one, and a newcomer can look at every part of it."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from analysis.periods import parse_quarter, quarter_of
from feedback_app import clock
from feedback_app.audits.models import Audit, AuditStatus
from feedback_app.audits.requests import Attempt, FeedbackRequest
from feedback_app.dashboards.models import EmergingAnswer, EmergingTopic
from feedback_app.database import db
from feedback_app.example.council import PASSWORD
from feedback_app.example.load import Loaded, NotEmpty, load_example
from feedback_app.example.voices import Composer, pools
from feedback_app.improvement.models import Action, Agreed, Learning
from feedback_app.improvement.queries import sent_back_among, sharing_now, stage_now
from feedback_app.improvement.rules import Sharing, Stage
from feedback_app.listening.open_invitation import open_by_code
from feedback_app.listening.store import Answer, Response
from feedback_app.notices import Notice
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.people.sign_in import prove
from feedback_app.reporting.models import Report, Snapshot
from feedback_app.safeguarding.escalation import Escalation
from feedback_app.safeguarding.models import Concern, ConcernStatus
from feedback_app.second_reading.models import Outcome, SecondReading
from feedback_app.themes.models import Code, CodedAnswer, Coding, Suggestion, Theme
from feedback_app.themes.models import Outcome as Settled
from feedback_app.trail import Did, Trail
from feedback_app.translated.models import TranslatedBy, Translation
from feedback_app.web.signed_in import settings

QUARTERS = ("2025-26-Q3", "2025-26-Q4", "2026-27-Q1", "2026-27-Q2")
ENDED = date(2026, 9, 30)


def counted(*columns: object) -> dict[tuple[object, ...], int]:
    rows = db.session.execute(select(*columns, func.count()).group_by(*columns))  # type: ignore[call-overload]
    return {tuple(row[:-1]): row[-1] for row in rows}


def test_about_six_hundred_people_of_every_group_speak(example: Loaded) -> None:
    groups = counted(Response.respondent_group)
    assert 580 <= sum(groups.values()) <= 680
    assert {group for (group,) in groups} == {
        "child", "young_person", "parent_or_carer", "foster_carer", "staff", "partner", "young_inspector",
    }  # fmt: skip
    assert min(groups.values()) >= 20


def test_some_speak_polish_and_some_arabic(example: Loaded) -> None:
    languages = counted(Response.language)
    whole = sum(languages.values())
    assert 0.06 < languages["pl",] / whole < 0.10
    assert 0.045 < languages["ar",] / whole < 0.08


def test_some_of_what_they_say_is_translated_by_people_and_some_by_a_machine(example: Loaded) -> None:
    made = counted(Translation.from_language, Translation.translated_by)
    assert made == {
        ("pl", TranslatedBy.person): 9,
        ("pl", TranslatedBy.machine): 3,
        ("ar", TranslatedBy.person): 9,
        ("ar", TranslatedBy.machine): 3,
    }


def test_people_speak_in_every_quarter_place_and_service(example: Loaded) -> None:
    days = db.session.scalars(select(Response.received_on).where(Response.received_on <= ENDED))
    quarters = Counter(str(quarter_of(day)) for day in days)
    assert sorted(quarters) == list(QUARTERS)
    assert min(quarters.values()) >= 100
    assert len(counted(Response.service_area_id, Response.locality_id)) == 15


def test_hardly_anybody_says_what_another_has_said(example: Loaded) -> None:
    said = Counter(db.session.scalars(select(Answer.words).where(func.length(Answer.words) > 40)))
    assert sum(said.values()) - len(said) < sum(said.values()) * 0.04


def test_themes_rise_and_fall(example: Loaded) -> None:
    rows = db.session.execute(
        select(Code.slug, Response.received_on)
        .join(Coding, Coding.code_id == Code.id)
        .join(Answer, Answer.id == Coding.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(Code.slug.in_(("MEET.time", "PLAN.delay")), Response.received_on <= ENDED)
    )
    about = Counter((slug, str(quarter_of(day))) for slug, day in rows)
    assert about["MEET.time", QUARTERS[0]] > 1.2 * about["MEET.time", QUARTERS[3]]
    assert about["PLAN.delay", QUARTERS[3]] > 1.5 * about["PLAN.delay", QUARTERS[0]]


def test_everything_of_the_year_is_read_and_coded_and_the_newest_waits(example: Loaded) -> None:
    unread = select(Answer.id).where(Answer.words.is_not(None), Answer.first_read_at.is_(None))
    waiting = len(db.session.scalars(unread).all())
    assert 20 <= waiting <= 200
    last_day = clock.today() - timedelta(days=2)
    newest = select(func.count()).select_from(Response).where(Response.received_on >= last_day)
    assert (db.session.scalar(newest) or 0) >= 15
    coders = db.session.scalars(select(CodedAnswer.coder_id).distinct()).all()
    assert len(coders) == 2
    themes = db.session.scalar(
        select(func.count(Theme.id.distinct())).join(Code).join(Coding, Coding.code_id == Code.id)
    )
    assert (themes or 0) >= 12


def test_a_tenth_is_read_twice_with_some_still_to_talk_over(example: Loaded) -> None:
    outcomes = counted(SecondReading.outcome, SecondReading.agreed_at.is_(None))
    assert outcomes[Outcome.alike, True] > 100
    assert outcomes[Outcome.differs, False] > 10
    assert outcomes[Outcome.differs, True] >= 1
    assert db.session.scalar(select(func.count()).select_from(Coding).where(~Coding.counts))


def test_codings_point_at_whole_sentences(example: Loaded) -> None:
    rows = db.session.execute(
        select(Answer.words, Coding.starts_at, Coding.ends_at).join(Coding, Coding.answer_id == Answer.id)
    )
    for words, start, end in rows:
        assert words[start:end] == words[start:end].strip()
        assert start == 0 or words[start - 1] == " "


def test_worries_of_the_past_are_handled_and_those_of_now_wait(example: Loaded) -> None:
    statuses = counted(Concern.status)
    assert statuses[ConcernStatus.decided,] >= 12
    waiting = db.session.scalars(select(Concern).where(Concern.status == ConcernStatus.waiting)).all()
    assert 3 <= len(waiting) <= 8
    assert all(clock.now() - concern.raised_at < timedelta(days=3) for concern in waiting)
    assert any(concern.acknowledge_by > clock.now() for concern in waiting), "not everything is overdue"


def test_there_is_a_concern_in_every_state(example: Loaded) -> None:
    did = set(db.session.scalars(select(Trail.did).where(Trail.subject == "concern")))
    assert {Did.concern_escalated, Did.concern_reopened, Did.telling_answered} <= did
    assert counted(Concern.status)[ConcernStatus.acknowledged,] >= 2
    tellings = db.session.scalars(select(Escalation)).all()
    assert {bool(telling.answer) for telling in tellings} == {True, False}


def test_twelve_learning_audits_three_a_quarter_at_every_stage(example: Loaded) -> None:
    audits = db.session.scalars(select(Audit)).all()
    assert len(audits) == 12
    assert all(audit.overall_grade is None for audit in audits)
    assert Counter(audit.quarter for audit in audits if audit.status is not AuditStatus.planned) == dict(
        zip(QUARTERS, (3, 3, 3, 2), strict=True)
    )
    assert {audit.status for audit in audits} == set(AuditStatus)
    assert all(audit.signed_off_by_id != audit.chair_id for audit in audits)
    requests = db.session.scalars(select(FeedbackRequest)).all()
    assert any(not request.appropriate for request in requests)
    assert db.session.scalar(select(func.count()).select_from(Attempt)) >= 20  # type: ignore[operator]
    assert db.session.scalar(select(func.count()).select_from(Action)) >= 12  # type: ignore[operator]
    assert db.session.scalar(select(func.count()).select_from(Learning)) >= 11  # type: ignore[operator]


def test_actions_of_the_audits_stand_at_every_stage_and_some_learning_is_not_shared_yet(
    example: Loaded,
) -> None:
    stage, sharing = stage_now().label("stage"), sharing_now().label("sharing")
    agreed = select(stage, Action.public_ref).where(Action.state == Agreed.agreed)
    stages = Counter(Stage(found) for found, _ref in db.session.execute(agreed))
    assert set(stages) == set(Stage)
    assert stages[Stage.confirmed] > 8
    assert len(sent_back_among(db.session.scalars(select(Action.public_ref)))) == 1
    assert not db.session.scalar(select(Action.id).where(Action.done_on.is_not(None), Action.impact == ""))
    told = select(sharing).select_from(Learning).where(Learning.state == Agreed.agreed)
    assert {Sharing(found) for found in db.session.scalars(told)} == {Sharing.late, Sharing.told}


def test_past_quarters_have_approved_reports_with_quotes(example: Loaded) -> None:
    reports = db.session.scalars(select(Report)).all()
    assert reports
    for report in reports:
        assert parse_quarter(report.period).ends < ENDED
        assert report.approved_by_id not in (None, report.compiled_by_id)
    for document in db.session.scalars(select(Snapshot.document)):
        assert '"quotes":[{' in document


def test_every_role_can_be_signed_in_with_the_printed_password(example: Loaded) -> None:
    roles = {role for person in db.session.scalars(select(Person)) for role in [r.role for r in person.roles]}
    assert roles == set(Role)
    for one in example.sign_ins[::5]:
        assert prove(one.email, PASSWORD, "127.0.0.1") is not None


def test_every_printed_code_opens_its_survey(example: Loaded) -> None:
    for _title, code in example.codes:
        assert open_by_code(code, "127.0.0.1").withdrawn_at is None


def test_only_notices_of_the_last_day_wait_to_be_sent(example: Loaded) -> None:
    oldest = db.session.scalar(select(func.min(Notice.made_at)).where(Notice.sent_at.is_(None)))
    assert oldest is None or clock.now() - oldest < timedelta(days=2)


def test_the_last_quarter_holds_a_topic_no_code_covers_found_like_any_other(example: Loaded) -> None:
    topics = db.session.scalars(select(EmergingTopic)).all()
    assert {topic.quarter for topic in topics} == {QUARTERS[3]}
    telling = max(topics, key=lambda topic: topic.score)
    assert {"hot", "fan", "windows"} <= set(telling.words)
    assert telling.is_new
    about_it = (
        select(Response.respondent_group, Answer.first_read_at.is_(None))
        .join(Answer.response)
        .join(EmergingAnswer, EmergingAnswer.answer_id == Answer.id)
        .where(EmergingAnswer.topic_id == telling.id)
    )
    spoke = db.session.execute(about_it).all()
    assert len(spoke) >= 12
    assert len({group for group, _waits in spoke}) >= 5
    assert {waits for _group, waits in spoke} == {True, False}, "some are read, with no code that fits"


def test_a_second_load_is_refused(example: Loaded) -> None:
    with pytest.raises(NotEmpty):
        load_example(settings())


@pytest.mark.parametrize("voice", sorted(pools()))
def test_every_made_up_sentence_can_be_said_whole(voice: str) -> None:
    import random

    composer = Composer(random.Random(1), "Alex Morgan")
    for box in pools()[voice]:
        for quarter in range(4):
            spoken = composer.says(voice, box, quarter)
            assert spoken is not None
            assert not set("(){}|") & set(spoken.words), spoken.words
            assert "  " not in spoken.words, spoken.words


def test_the_last_quarter_shows_where_the_machine_may_be_believed(example: Loaded) -> None:
    rows = db.session.execute(select(Suggestion.outcome, func.count()).group_by(Suggestion.outcome)).all()
    settled = dict(rows)
    assert settled[Settled.accepted] > 100
    assert settled[Settled.declined] > 20
