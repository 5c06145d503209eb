"""The outbox: things someone must be told, committed together with what caused them, and sent afterwards."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app import clock
from feedback_app.database import Base, db
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role

NOWHERE = Place()


class NoticeKind(StrEnum):
    concern_raised = "concern_raised"
    concern_overdue = "concern_overdue"
    concern_undecided = "concern_undecided"
    concern_left = "concern_left"
    concern_named = "concern_named"
    bottle_arrived = "bottle_arrived"
    advocate_asked_for = "advocate_asked_for"
    request_assigned = "request_assigned"
    answers_for_audit = "answers_for_audit"
    report_to_approve = "report_to_approve"
    sign_off_wanted = "sign_off_wanted"
    colleague_asked = "colleague_asked"
    colleague_replied = "colleague_replied"
    practice_lead_wanted = "practice_lead_wanted"
    action_returned = "action_returned"
    digest_ready = "digest_ready"


class Notice(Base):
    """To one person, to everyone who holds a role there, or to an address outside.

    Carries a reference and never what was said. `except_person_id` is somebody who must not be told.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index(
            "ix_notice_unsent",
            "made_at",
            sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    kind: Mapped[NoticeKind]
    to_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    to_role: Mapped[Role | None]
    service_area_id: Mapped[int | None] = mapped_column(ForeignKey("service_area.id"))
    locality_id: Mapped[int | None] = mapped_column(ForeignKey("locality.id"))
    subject: Mapped[str] = mapped_column(String(40))
    subject_ref: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    tries: Mapped[int] = mapped_column(default=0)
    try_again_at: Mapped[datetime | None] = mapped_column(default=None)
    last_problem: Mapped[str] = mapped_column(String(200), default="")
    to_address: Mapped[str | None] = mapped_column(String(254), default=None)
    except_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)


class Delivery(Base):
    """This person was sent this notice, at this moment: kept so that trying again tells nobody twice."""

    __tablename__ = "notice_delivery"
    __table_args__ = (UniqueConstraint("notice_id", "person_id"),)
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime]


def queue(
    kind: NoticeKind,
    subject: str,
    subject_ref: str,
    *,
    to: Person | Role | str,
    place: Place = NOWHERE,
    except_person_id: int | None = None,
) -> None:
    """Put a notice in the outbox; it leaves only if what caused it is committed.

    `to` is a person, everyone with a role in the place, or the e-mail address of somebody outside.
    """
    db.session.add(
        Notice(
            kind=kind,
            to_person_id=to.id if isinstance(to, Person) else None,
            to_role=to if isinstance(to, Role) else None,
            to_address=to if isinstance(to, str) and not isinstance(to, Role) else None,
            except_person_id=except_person_id,
            service_area_id=place.service_area_id,
            locality_id=place.locality_id,
            subject=subject,
            subject_ref=subject_ref,
            made_at=clock.now(),
        )
    )
