"""The pages of a learning audit: plan, list, open what was said, write, and sign off."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.audits.attempt import record_attempt
from feedback_app.audits.meeting import mark_held
from feedback_app.audits.models import Audit, AuditNote, AuditStatus
from feedback_app.audits.requests import AttemptOutcome, FeedbackRequest
from feedback_app.improvement.models import Action, Learning
from feedback_app.listening.store import Reading
from feedback_app.people.involvement import note_involvement
from feedback_app.people.models import InvolvementSource, Person
from feedback_app.people.roles import Place, Role
from feedback_app.places.models import ServiceArea
from feedback_app.trail import Did, Trail
from surveys.answers import Answer
from tests import factories
from tests.audits.factories import AFTER, BEFORE, Scene, captured, scene
from tests.counting import counting
from tests.page import CheckedClient, Page, text_of

DAY = {"day": "15", "month": "6", "year": "2026"}


@pytest.fixture(autouse=True)
def _after_the_meeting():
    with clock.stopped_at(AFTER):
        yield


def signed_in(client: CheckedClient, person: Person, to: str = "/audits") -> Page:
    page = client.get(f"/sign-in?next={to}")
    return client.send(page, {"email": person.email, "password": factories.PASSWORD}, to="/sign-in")


def heard() -> Scene:
    """An audit whose child was heard in time, and whose parent said no."""
    made = scene()
    with clock.stopped_at(BEFORE):
        captured(made, made.child, {"LA3": Answer(words={"": "The bus is late."})})
        record_attempt(made.parent, made.audit, AttemptOutcome.declined, by=made.lead)
    return made


def held() -> Scene:
    made = heard()
    mark_held(made.audit, datetime(2026, 5, 18, tzinfo=UTC).date(), by=made.chair)
    return made


def on(day: dict[str, str], name: str) -> dict[str, object]:
    return {f"{name}-{part}": value for part, value in day.items()}


class PlanPage:
    """The plan form, with a service area, its people and everything else filled in."""

    def __init__(self) -> None:
        self.place = Place(factories.service_area("Family Service").id, factories.locality("North").id)
        self.chair = factories.person(Role.service_manager, place=Place(self.place.service_area_id))
        self.responsible = factories.person(Role.service_manager, place=Place(self.place.service_area_id))
        self.planner = factories.person(Role.quality_analyst)

    def filled(self, **changed: object) -> dict[str, object]:
        usual: dict[str, object] = {
            "title": "The move to a new school",
            "service_area": str(self.place.service_area_id),
            "locality": str(self.place.locality_id),
            "family_ref": "F-1001",
            **on(DAY, "meeting_on"),
            "meeting_time": "14:30",
            "why_late": "The chair was ill",
            "chair": str(self.chair.id),
            "responsible": str(self.responsible.id),
            "child_voice": "child",
            "child_who": "C, 9",
            "adult_voice": "parent-or-carer",
            "adult_who": "M",
        }
        return {**usual, **changed}

    def send(self, client: CheckedClient, **changed: object) -> Page:
        page = signed_in(client, self.planner, "/audits/plan")
        return client.send(page, self.filled(**changed), to="/plan")


@pytest.mark.requirement("NB-22")
def test_planning_raises_both_requests(session: Session, client: CheckedClient):
    page = PlanPage().send(client)
    assert page.heading == "The move to a new school"
    assert "Child: C, 9" in page.text
    assert "Parent or carer: M" in page.text
    audit = session.scalars(select(Audit)).one()
    assert audit.meeting_at == datetime(2026, 6, 15, 13, 30, tzinfo=UTC)
    assert audit.quarter == "2026-27-Q1"
    assert session.scalar(select(func.count()).select_from(FeedbackRequest)) == 2


@pytest.mark.requirement("NB-15")
def test_a_chair_who_is_responsible_is_refused_with_everything_kept(session: Session, client: CheckedClient):
    plan = PlanPage()
    page = plan.send(client, chair=str(plan.responsible.id))
    assert "cannot be the service manager responsible" in page.problems_shown()[0]
    assert page.form_values("/plan")["title"] == ["The move to a new school"]
    assert session.scalar(select(func.count()).select_from(Audit)) == 0


@pytest.mark.requirement("NB-15")
def test_a_chair_from_another_service_area_is_refused(session: Session, client: CheckedClient):
    other = factories.person(Role.service_manager, place=Place(factories.service_area().id))
    page = PlanPage().send(client, chair=str(other.id))
    assert "same service area" in page.problems_shown()[0]


@pytest.mark.requirement("NB-09")
def test_a_late_invitation_asks_for_the_reason_and_shows_it(session: Session, client: CheckedClient):
    plan = PlanPage()
    page = plan.send(client, why_late="")
    assert "less than four weeks away" in page.problems_shown()[0]
    page = client.send(page, {"why_late": "The chair was ill"}, to="/plan")
    assert "Invited late" in page.text
    assert "The chair was ill" in page.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"title": "x" * 20_000},
        {"family_ref": ""},
        {"meeting_time": "25:99"},
        {"meeting_time": "🙂"},
        {"meeting_on-month": "13"},
        {"meeting_on-year": "0026"},
        {"meeting_on-year": "9999"},
        {"meeting_on-day": ""},
        {"chair": "999999"},
        {"chair": "nobody"},
        {"service_area": "1; DROP TABLE audit"},
        {"child_voice": "grown-up"},
        {"child_who": "\0"},
        {"child_language": "xx"},
    ],
)
def test_a_mistake_in_the_plan_is_said_plainly_and_nothing_is_lost(
    session: Session, client: CheckedClient, wrong: dict[str, object]
):
    page = PlanPage().send(client, **wrong)
    assert page.problems_shown()
    assert page.form_values("/plan")["adult_who"] == ["M"]
    assert session.scalar(select(func.count()).select_from(Audit)) == 0


def test_only_those_who_plan_there_plan(session: Session, client: CheckedClient):
    plan = PlanPage()
    plan.planner = factories.person(Role.quality_analyst, place=Place(factories.service_area().id))
    page = signed_in(client, plan.planner, "/audits/plan")
    client.send(page, plan.filled(), to="/plan", expect=403)
    assert session.scalar(select(func.count()).select_from(Audit)) == 0


@pytest.mark.requirement("NB-30")
def test_giving_a_request_to_somebody_who_knows_the_family_is_refused(
    session: Session, client: CheckedClient
):
    made = scene(declared=False)
    note_involvement(made.lead, made.audit.family_ref, InvolvementSource.registered)
    signed_in(client, made.chair)
    page = client.get(f"/audits/{made.audit.public_ref}")
    end = f"/requests/{made.child.public_ref}/lead"
    page = client.send(page, {"lead": str(made.lead.id)}, to=end)
    assert "has worked with somebody in this family" in page.problems_shown()[0].replace(
        "practice lead has", "has"
    )
    assert made.child.practice_lead_id is None
    assert session.scalar(select(Trail.did).where(Trail.did == Did.refused_not_independent))


def test_giving_a_request_out_tells_the_practice_lead(session: Session, client: CheckedClient):
    made = scene(declared=False)
    signed_in(client, made.chair)
    page = client.get(f"/audits/{made.audit.public_ref}")
    page = client.send(page, {"lead": str(made.lead.id)}, to=f"/requests/{made.child.public_ref}/lead")
    assert "Priya Lead has been told." in page.text
    assert "Register not checked" in page.text
    assert made.child.practice_lead_id == made.lead.id


@pytest.mark.requirement("NB-21")
@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("childrens-social-care", "Practice Consultant"),
        ("family-service", "Unit Leader"),
        ("youth-justice-service", "Advanced Practitioner"),
        ("integrated-childrens-disability-service", "Senior Case Worker"),
    ],
)
def test_whoever_gives_a_request_out_reads_what_practice_leads_are_called_there(
    session: Session, client: CheckedClient, slug: str, title: str
):
    made = scene()
    session.get_one(ServiceArea, made.audit.service_area_id).slug = slug
    signed_in(client, made.chair)
    page = client.get(f"/audits/{made.audit.public_ref}")
    assert f"In this service area: {title}." in page.text


def test_service_managers_see_audits_of_their_area_and_those_they_chair(
    session: Session, client: CheckedClient
):
    made, other = scene(), scene()
    page = signed_in(client, made.chair)
    assert made.audit.title in page.links()
    assert other.audit.title not in page.links()
    client.get(f"/audits/{other.audit.public_ref}", expect=404)
    other.audit.responsible_id = made.chair.id
    assert other.audit.title in client.get("/audits").links()


@pytest.mark.requirement("NB-21")
def test_a_practice_lead_does_not_see_audits(session: Session, client: CheckedClient):
    made = scene()
    page = client.get("/sign-in?next=/audits")
    client.send(page, {"email": made.lead.email, "password": factories.PASSWORD}, to="/sign-in", expect=403)
    client.get(f"/audits/{made.audit.public_ref}", expect=403)


def test_the_list_is_narrowed_sorted_and_paged_by_its_address(session: Session, client: CheckedClient):
    analyst = factories.person(Role.quality_analyst)
    made = [scene() for _each in range(27)]
    made[0].audit.quarter = "2025-26-Q3"
    made[1].audit.title = "AAA first"
    page = signed_in(client, analyst)
    assert "Audits found: 27" in page.text
    assert "Page 1 of 2" in page.text
    assert "Audits found: 1" in client.get("/audits?quarter=2025-26-Q3").text
    assert "Audits found: 27" in client.get("/audits?status=planned").text
    assert "No audit found" in client.get("/audits?status=held").text
    first = client.get("/audits?sort=title&order=up").find_all("th", scope="row")[0]
    assert "".join(first.itertext()).strip() == "AAA first"


@pytest.mark.parametrize(
    "wrong",
    ["quarter=2026-27-Q9", "quarter=%00", "service=%00%F0%9F%99%82", "status=lost", "sort=secret", "page=-4",
     "page=999999999999999999999", "page=x", "order=sideways", "quarter=" + "x" * 5000],
)  # fmt: skip
def test_an_address_nobody_made_shows_a_list_and_no_fault(
    session: Session, client: CheckedClient, wrong: str
):
    signed_in(client, factories.person(Role.quality_analyst))
    assert client.get(f"/audits?{wrong}").heading == "Audits"


def test_the_list_asks_as_few_questions_of_the_database_however_long_it_is(
    session: Session, client: CheckedClient
):
    signed_in(client, factories.person(Role.quality_analyst))
    scene()
    with counting() as few:
        client.get("/audits")
    for _each in range(10):
        scene()
    with counting() as many:
        client.get("/audits")
    assert len([each for each in many if each.startswith("SELECT")]) == len(
        [each for each in few if each.startswith("SELECT")]
    )


def test_what_was_said_is_shown_once_the_reading_is_recorded(session: Session, client: CheckedClient):
    made = heard()
    signed_in(client, made.chair)
    page = client.get(f"/audits/{made.audit.public_ref}")
    assert "The bus is late." not in page.text
    page = client.send(page, {}, to="/open")
    assert "The bus is late." in page.text
    assert "Their exact words" in page.text
    assert set(session.scalars(select(Reading.person_id))) == {made.chair.id}


def test_others_who_see_the_audit_do_not_open_what_was_said(session: Session, client: CheckedClient):
    made = heard()
    other = factories.person(Role.service_manager, place=Place(made.place.service_area_id))
    signed_in(client, other)
    page = client.get(f"/audits/{made.audit.public_ref}")
    assert "The bus is late." not in page.text
    assert "Open what was said" not in page.text
    client.post(f"/audits/{made.audit.public_ref}/open", {}, expect=403)
    assert session.scalar(select(func.count()).select_from(Reading)) == 0


@pytest.mark.requirement("NB-39")
def test_the_chair_says_whether_feedback_was_reflected_and_in_which_context(
    session: Session, client: CheckedClient
):
    made = held()
    signed_in(client, made.chair)
    page = client.get(f"/audits/{made.audit.public_ref}")
    page = client.send(page, {}, to="/open")
    page = client.get(page.links()["Was this reflected in the meeting?"])
    page = client.send(page, {"reflected": "partly", "context": ""}, to=page.path)
    assert "context" in page.problems_shown()[0]
    page = client.send(page, {"context": "Said after the move"}, to=page.path)
    assert "Partly reflected in the meeting" in page.text
    assert "Said after the move" in page.text


@pytest.mark.requirement("NB-29")
def test_the_meeting_is_noted_in_four_areas(session: Session, client: CheckedClient):
    made = held()
    signed_in(client, made.chair)
    page = client.get(f"/audits/{made.audit.public_ref}/notes")
    asked = [
        text_of(label) for label in page.find_all("label") if page.by_id(label.get("for", "")) is not None
    ]
    areas = {
        "positives": "What goes well, and how far the plan has come",
        "challenges": "What is hard, and how strengths were used",
        "differently": "What we would do differently",
        "next_steps": "What moves this forward",
    }
    assert [words for words in asked if words in areas.values()] == list(areas.values())
    page = client.send(page, {name: f"Noted under {name}" for name in areas}, to="/notes")
    for name, heading in areas.items():
        assert f"{heading} Noted under {name}" in page.text


def test_two_people_writing_notes_at_once_lose_nothing(session: Session, client: CheckedClient):
    made = held()
    signed_in(client, made.chair)
    mine = client.get(f"/audits/{made.audit.public_ref}/notes")
    other = CheckedClient(client.flask.application)
    signed_in(other, made.responsible)
    theirs = other.get(f"/audits/{made.audit.public_ref}/notes")
    other.send(theirs, {"positives": "From the other"}, to="/notes")
    page = client.send(mine, {"positives": "From the chair"}, to="/notes", expect=409)
    assert page.form_values("/notes")["positives"] == ["From the chair"]
    assert "From the other" in page.text
    page = client.send(page, {"positives": "From both"}, to="/notes")
    assert "From both" in page.text


@pytest.mark.parametrize("words", ["x" * 20_001, "🙂" * 20_001])
def test_notes_too_long_come_back_whole(session: Session, client: CheckedClient, words: str):
    made = held()
    signed_in(client, made.chair)
    page = client.get(f"/audits/{made.audit.public_ref}/notes")
    page = client.send(page, {"positives": words, "challenges": "قصير"}, to="/notes")
    assert "too long" in page.problems_shown()[0]
    assert page.form_values("/notes")["positives"] == [words]
    assert page.form_values("/notes")["challenges"] == ["قصير"]


def test_notes_keep_emoji_and_right_to_left_and_lose_only_what_no_database_keeps(
    session: Session, client: CheckedClient
):
    made = held()
    signed_in(client, made.chair)
    page = client.get(f"/audits/{made.audit.public_ref}/notes")
    client.send(page, {"positives": "🙂 هي تشعر\0 بخير"}, to="/notes")
    assert session.scalars(select(AuditNote.words)).all() == ["🙂 هي تشعر بخير"]


@pytest.mark.requirement("NB-40", "NB-43")
def test_actions_are_owned_dated_and_new(session: Session, client: CheckedClient):
    made = held()
    signed_in(client, made.chair)
    page = client.get(f"/audits/{made.audit.public_ref}/actions")
    page = client.send(page, {"what": "Ring the school", "already": "no"}, to="/actions")
    assert page.problems_shown() == ["Choose the person who will see that it is done.", "Give the day."]
    page = client.send(page, {**on(DAY, "due_on")}, to="/actions")
    assert page.problems_shown() == ["Choose the person who will see that it is done."]
    page = client.send(page, {"owner": str(made.lead.id), "already": "yes"}, to="/actions")
    assert "in a current plan already" in page.problems_shown()[0]
    assert session.scalar(select(func.count()).select_from(Action)) == 0
    page = client.send(page, {"already": "no"}, to="/actions")
    assert "Priya Lead, by 15 June 2026" in page.text


@pytest.mark.requirement("NB-17")
@pytest.mark.parametrize(
    ("end", "fields"),
    [
        ("/actions", {"what": "Ring the school", "already": "no"}),
        ("/learning", {"learnt": "Ask children about meetings first", "reach": "service"}),
    ],
)
def test_neither_an_action_nor_learning_goes_without_its_day(
    session: Session, client: CheckedClient, end: str, fields: dict[str, object]
):
    made = held()
    signed_in(client, made.chair)
    owner = {"owner": str(made.lead.id)} if end == "/actions" else {}
    page = client.get(f"/audits/{made.audit.public_ref}/actions")
    page = client.send(page, {**fields, **owner}, to=end)
    assert page.problems_shown() == ["Give the day."]
    assert session.scalar(select(func.count()).select_from(Action)) == 0
    assert session.scalar(select(func.count()).select_from(Learning)) == 0


@pytest.mark.requirement("NB-43")
def test_learning_stands_apart_from_actions(session: Session, client: CheckedClient):
    made = held()
    signed_in(client, made.chair)
    page = client.get(f"/audits/{made.audit.public_ref}/actions")
    fields = {"learnt": "Ask children about meetings first", "reach": "service", **on(DAY, "share_by")}
    page = client.send(page, fields, to="/learning")
    assert "The service area, by 15 June 2026" in page.text
    assert session.scalar(select(func.count()).select_from(Action)) == 0
    item = session.scalars(select(Learning)).one()
    page = client.send(page, {}, to=f"/take-out/{item.public_ref}")
    assert session.scalar(select(func.count()).select_from(Learning)) == 0


@pytest.mark.requirement("NB-44")
@pytest.mark.parametrize("end", ["notes", "held", "sign-off", "actions", "learning", "open"])
def test_a_grade_sent_with_any_form_is_refused_and_nothing_is_stored(
    session: Session, client: CheckedClient, end: str
):
    made = held()
    signed_in(client, made.responsible)
    path = f"/audits/{made.audit.public_ref}/{end}"
    for name in ("grade", "overall_grade"):
        page = client.post(path, {name: "good", "positives": "x", "seen": "0"}, expect=409)
        assert "A learning audit has no grade." in page.text
    assert made.audit.overall_grade is None
    assert made.audit.status is AuditStatus.held


@pytest.mark.requirement("NB-44")
def test_planning_with_a_grade_is_refused(session: Session, client: CheckedClient):
    plan = PlanPage()
    page = signed_in(client, plan.planner, "/audits/plan")
    page = client.send(page, plan.filled(overall_grade="good"), to="/plan", expect=409)
    assert "A learning audit has no grade." in page.text
    assert session.scalar(select(func.count()).select_from(Audit)) == 0


def test_the_meeting_is_noted_as_held_but_not_in_the_future(session: Session, client: CheckedClient):
    made = heard()
    signed_in(client, made.chair)
    page = client.get(f"/audits/{made.audit.public_ref}")
    page = client.send(page, on({**DAY, "year": "2027"}, "held_on"), to="/held")
    assert "not come yet" in page.problems_shown()[0]
    page = client.send(page, on({"day": "18", "month": "5", "year": "2026"}, "held_on"), to="/held")
    assert "Held on" in page.text


@pytest.mark.requirement("NB-25")
def test_the_chair_cannot_sign_off_and_the_responsible_manager_can(session: Session, client: CheckedClient):
    made = held()
    signed_in(client, made.chair)
    page = client.get(f"/audits/{made.audit.public_ref}/sign-off", expect=409)
    assert "The chair cannot." in page.text
    other = CheckedClient(client.flask.application)
    signed_in(other, made.responsible)
    page = other.get(f"/audits/{made.audit.public_ref}/sign-off")
    page = other.send(page, {}, to="/sign-off")
    assert "First say for each piece of feedback" in page.text
    overview = other.send(other.get(f"/audits/{made.audit.public_ref}"), {}, to="/open")
    reflect = other.get(overview.links()["Was this reflected in the meeting?"])
    other.send(reflect, {"reflected": "yes", "context": "Said at home"}, to=reflect.path)
    page = other.send(other.get(f"/audits/{made.audit.public_ref}/sign-off"), {}, to="/sign-off")
    assert "Signed off" in page.text
    client.get(f"/audits/{made.audit.public_ref}/notes", expect=409)
    other.get(f"/audits/{made.audit.public_ref}/sign-off", expect=409)


@pytest.mark.requirement("NB-38")
def test_feedback_nobody_sought_needs_a_reason_at_sign_off_and_stays_on_the_page(
    session: Session, client: CheckedClient
):
    made = scene()
    mark_held(made.audit, datetime(2026, 5, 18, tzinfo=UTC).date(), by=made.chair)
    signed_in(client, made.responsible)
    page = client.get(f"/audits/{made.audit.public_ref}/sign-off")
    assert "Nobody tried before the meeting" in page.text
    page = client.send(page, {"why_not_complete": " "}, to="/sign-off")
    assert "Say why" in page.problems_shown()[0]
    page = client.send(page, {"why_not_complete": "The lead was ill"}, to="/sign-off")
    assert "The lead was ill" in page.text
    assert "Feedback not sought from everybody" in page.text


def test_only_the_main_points_hides_the_words_until_somebody_who_reads_answers_writes_them(
    session: Session, client: CheckedClient
):
    made = scene()
    made.child.survey, made.child.reader = "learning-audit-young-person", "young_person"
    made.child.respondent_group = "young_person"
    words = {"LA3": Answer(words={"": "My own secret words"}), "LY4": Answer(("main_points",))}
    with clock.stopped_at(BEFORE):
        captured(made, made.child, words)
    signed_in(client, made.chair)
    page = client.send(client.get(f"/audits/{made.audit.public_ref}"), {}, to="/open")
    assert "Asked for main points only" in page.text
    assert "My own secret words" not in page.text
    other = CheckedClient(client.flask.application)
    signed_in(other, factories.person(Role.quality_analyst))
    page = other.send(other.get(f"/audits/{made.audit.public_ref}"), {}, to="/open")
    page = other.get(page.links()["Write the main points for the meeting"])
    assert "My own secret words" in page.text
    other.send(page, {"main_points": "Worried about getting home"}, to="/main-points")
    assert "Worried about getting home" in client.get(f"/audits/{made.audit.public_ref}").text


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("/actions", ["Write what will be done.", "Choose one.",
                      "Choose the person who will see that it is done.", "Give the day."]),
        ("/learning", ["Write what others can learn.", "Choose one.", "Give the day."]),
    ],
)  # fmt: skip
def test_every_mistake_in_an_action_or_learning_is_told_at_once(
    session: Session, client: CheckedClient, end: str, told: list[str]
):
    made = held()
    signed_in(client, made.chair)
    page = client.get(f"/audits/{made.audit.public_ref}/actions")
    assert client.send(page, {}, to=end).problems_shown() == told


def test_before_its_day_a_meeting_is_not_noted_as_held_by_one_press(session: Session, client: CheckedClient):
    made = scene()
    signed_in(client, made.chair)
    with clock.stopped_at(made.audit.meeting_at - timedelta(days=12)):
        page = client.get(f"/audits/{made.audit.public_ref}")
        assert "It was held earlier than planned" in page.text
        again = client.send(page, {}, to="/held")
    assert again.problems_shown() == ["Give the day."]
    assert made.audit.status is AuditStatus.planned


def test_once_its_day_has_come_the_day_it_was_planned_for_is_there_already(
    session: Session, client: CheckedClient
):
    made = scene()
    signed_in(client, made.chair)
    client.send(client.get(f"/audits/{made.audit.public_ref}"), {}, to="/held")
    assert made.audit.held_on == made.audit.meeting_at.date()


def test_the_first_audit_is_asked_for_without_filters_that_find_nothing(
    session: Session, client: CheckedClient
):
    signed_in(client, factories.person(Role.quality_analyst))
    page = client.get("/audits")
    assert "No audit is planned yet" in page.text
    assert page.find_all("select") == []


def test_on_a_phone_each_audit_is_a_card_that_names_what_it_says(session: Session, client: CheckedClient):
    made = scene()
    signed_in(client, made.chair)
    cells = client.get("/audits").find_all("td")
    assert [cell.get("data-label") for cell in cells] == [
        "Service area and locality", "Meeting", "Chair", "Feedback", "Status",
    ]  # fmt: skip
