"""Planning a learning audit."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.audits.models import Audit
from feedback_app.audits.plan import Wanted, plan_learning_audit
from feedback_app.audits.refusals import (
    ChairFromAnotherServiceArea,
    ChairIsResponsible,
    ReasonForLateInvitation,
)
from feedback_app.audits.requests import FeedbackRequest
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.profiles import profile
from tests import factories

TODAY = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)
FRAMEWORK = profile("nottinghamshire_2019")


def voice(slug: str) -> Wanted:
    found = FRAMEWORK.learning_audit.voice(slug)
    assert found
    return Wanted(found, who="C, 9")


@dataclass
class Plan:
    place: Place = field(default_factory=lambda: Place(factories.service_area().id, factories.locality().id))

    def manager(self) -> Person:
        return factories.person(Role.service_manager, place=Place(self.place.service_area_id))

    def make(
        self,
        *,
        chair: Person | None = None,
        responsible: Person | None = None,
        meeting_at: datetime = datetime(2026, 5, 18, 9, 0, tzinfo=UTC),
        why_late: str = "",
    ) -> Audit:
        with clock.stopped_at(TODAY):
            return plan_learning_audit(
                "The move to a new school",
                framework=FRAMEWORK,
                place=self.place,
                family_ref="f 1001",
                meeting_at=meeting_at,
                chair=chair or self.manager(),
                responsible=responsible or self.manager(),
                wanted=(voice("child"), voice("parent-or-carer")),
                by=factories.person(Role.quality_analyst),
                why_late=why_late,
            )


@pytest.mark.requirement("NB-22")
def test_planning_asks_for_the_child_and_for_the_parent_or_carer_at_once(session: Session):
    audit = Plan().make()
    requests = session.scalars(select(FeedbackRequest).where(FeedbackRequest.audit_id == audit.id)).all()
    assert [(each.respondent_group, each.survey) for each in requests] == [
        ("child", "learning-audit-child"),
        ("parent_or_carer", "learning-audit-parent-carer"),
    ]


@pytest.mark.parametrize(
    ("meeting_at", "quarter"),
    [
        (datetime(2027, 3, 31, 22, 30, tzinfo=UTC), "2026-27-Q4"),
        (datetime(2026, 6, 30, 8, 0, tzinfo=UTC), "2026-27-Q1"),
        (datetime(2026, 7, 1, 8, 0, tzinfo=UTC), "2026-27-Q2"),
    ],
)
def test_the_quarter_is_that_of_the_meetings_day_in_london(
    session: Session, meeting_at: datetime, quarter: str
):
    assert Plan().make(meeting_at=meeting_at).quarter == quarter


def test_the_family_reference_is_kept_in_one_way_of_writing(session: Session):
    assert Plan().make().family_ref == "F1001"


@pytest.mark.requirement("NB-15")
def test_the_chair_is_not_the_manager_responsible_for_the_case(session: Session):
    plan = Plan()
    manager = plan.manager()
    with pytest.raises(ChairIsResponsible):
        plan.make(chair=manager, responsible=manager)


@pytest.mark.requirement("NB-15")
def test_the_chair_is_of_the_same_service_area(session: Session):
    elsewhere = factories.person(Role.service_manager, place=Place(factories.service_area().id))
    with pytest.raises(ChairFromAnotherServiceArea):
        Plan().make(chair=elsewhere)


@pytest.mark.requirement("NB-15")
def test_the_database_itself_refuses_a_chair_who_is_responsible(session: Session):
    audit = Plan().make()
    audit.chair_id = audit.responsible_id
    with pytest.raises(IntegrityError, match="chair_is_not_responsible"):
        session.flush()


@pytest.mark.requirement("NB-09")
def test_an_invitation_less_than_four_weeks_before_needs_a_reason_that_is_kept(session: Session):
    soon = datetime(2026, 5, 17, 9, 0, tzinfo=UTC)
    with pytest.raises(ReasonForLateInvitation):
        Plan().make(meeting_at=soon)
    assert Plan().make(meeting_at=soon, why_late="The chair was ill").why_late == "The chair was ill"
    assert Plan().make(why_late="not late at all").why_late == ""
