"""A learning audit from the plan to the sign-off by a service manager who is not the chair."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from feedback_app import clock
from feedback_app.audits.assign import declare_independent
from feedback_app.audits.attempt import record_attempt
from feedback_app.audits.models import Audit, AuditStatus
from feedback_app.audits.requests import AttemptOutcome, FeedbackRequest
from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from tests import factories
from tests.audits.factories import Scene, captured
from tests.journeys.conftest import Site
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


class Cast:
    """The people of this audit, each by e-mail."""

    def __init__(self) -> None:
        place = Place(factories.service_area("Family Service").id, factories.locality("North").id)
        area = Place(place.service_area_id)
        self.planner = factories.person(Role.quality_analyst, name="Quinn Analyst").email
        self.chair = factories.person(Role.service_manager, name="Chris Chair", place=area).email
        self.responsible = factories.person(Role.service_manager, name="Rita Manager", place=area).email
        self.lead = factories.person(Role.practice_lead, name="Priya Lead", place=area).email


def sign_in(visitor: Visitor, email: str, to: str = "/audits") -> Visitor:
    visitor.go(f"/sign-in?next={to}").write("E-mail address", email).write("Password", factories.PASSWORD)
    return visitor.press("Sign in")


def write_day(visitor: Visitor, legend: str, days_from_now: int) -> None:
    day = clock.today() + timedelta(days=days_from_now)
    group = visitor.page.get_by_role("group", name=legend)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part).fill(str(value))


def hear_the_child(site: Site) -> None:
    """The practice lead hears the child, tries the parent, and the meeting takes place."""
    with site.set_up():
        audit = db.session.scalars(select(Audit)).one()
        child, parent = db.session.scalars(select(FeedbackRequest).order_by(FeedbackRequest.id))
        lead = db.session.get_one(Person, child.practice_lead_id)
        chair, responsible = (
            db.session.get_one(Person, each) for each in (audit.chair_id, audit.responsible_id)
        )
        parent.practice_lead_id = lead.id
        for request in (child, parent):
            declare_independent(request, audit, by=lead)
        place = Place(audit.service_area_id, audit.locality_id)
        captured(Scene(audit, chair, responsible, lead, child, parent, place), child)
        record_attempt(parent, audit, AttemptOutcome.declined, by=lead)
        audit.meeting_at = clock.now() + timedelta(minutes=1)


@pytest.mark.requirement("NB-15", "NB-22", "NB-25", "NB-39", "NB-43")
def test_a_learning_audit_from_plan_to_sign_off(site: Site, visit: Callable[..., Visitor]) -> None:
    with site.set_up():
        cast = Cast()

    planner = sign_in(visit(), cast.planner)
    planner.press("Plan a learning audit").write("What shall we call this audit?", "The move to a new school")
    for label, words in (
        ("Service area", "Family Service"), ("Locality", "North"), ("Who chairs?", "Rita Manager"),
        ("Which service manager is responsible for the case?", "Rita Manager"),
    ):  # fmt: skip
        planner.page.get_by_label(label, exact=True).select_option(words)
    planner.write("The family's reference in the case system", "F-1001").write("Time of the meeting", "14:30")
    write_day(planner, "Day of the meeting", 30)
    planner.choose("Child aged 8 to 11").write("First name or initials, and age", "C, 9")
    planner.choose("Parent or carer")
    planner.page.get_by_label("First name or initials", exact=True).fill("M")
    planner.press("Plan this audit").sees("The chair cannot be the service manager responsible for the case.")
    planner.page.get_by_label("Who chairs?", exact=True).select_option("Chris Chair")
    planner.press("Plan this audit").sees("The audit is planned.").look("learning-audit-planned")
    planner.page.get_by_label("Practice lead").first.select_option("Priya Lead")
    planner.press("Give to this practice lead").sees("Priya Lead has been told.")

    hear_the_child(site)

    chair = sign_in(visit(), cast.chair)
    chair.press("The move to a new school").press("Open what was said").sees("The bus is late.")
    chair.press("Was this reflected in the meeting?").choose("Partly")
    chair.write("The context of this feedback", "Said in the week after the move").press("Save")
    chair.press("Write the notes").write("What goes well", "She has a friend at the new school")
    chair.press("Save the notes").sees("She has a friend at the new school")
    chair.press("Add actions and learning").write("What will be done?", "Ring the bus company").choose("Yes")
    chair.page.get_by_label("Who will see that it is done?").select_option("Priya Lead")
    write_day(chair, "By which day?", 20)
    chair.press("Add this action").sees("This is in a current plan already")
    chair.choose("No, it is new").press("Add this action").sees("The action is added.")
    chair.write("What can others learn?", "Ask about the way to school first").choose("The team")
    write_day(chair, "By which day do they hear it?", 30)
    chair.press("Add this learning").sees("The learning is added.").look("learning-audit-actions")
    chair.press("The move to a new school")
    chair.press("The meeting was held").sees("The meeting is noted as held.").look("learning-audit-chair")
    assert not chair.page.get_by_role("link", name="Look it over and sign off").count()

    manager = sign_in(visit(phone=True), cast.responsible)
    manager.press("The move to a new school").press("Look it over and sign off").look(
        "learning-audit-sign-off"
    )
    manager.press("Sign off this audit").sees("It can no longer be changed.")
    with site.set_up():
        assert db.session.scalars(select(Audit)).one().status is AuditStatus.signed_off
