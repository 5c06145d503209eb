"""Editions, invitations and drafts: what is asked, of whom, and answers not yet sent."""

from datetime import datetime
from enum import StrEnum
from typing import TypedDict

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base


class Channel(StrEnum):
    online = "online"
    online_with_help = "online_with_help"
    phone = "phone"
    visit = "visit"
    paper = "paper"
    group = "group"
    bottle = "bottle"
    imported = "import"


CAPTURED = (Channel.phone, Channel.visit)


class AnswerJson(TypedDict):
    """One answer inside a draft: choice ids, and words by box ("" where there is one box)."""

    choices: list[str]
    words: dict[str, str]


class CaptureJson(TypedDict, total=False):
    """What a practice lead notes about how the words were heard."""

    place: str
    present: list[str]
    who_was_present: str
    private: bool
    limits_explained: bool
    understood: bool
    read_back: bool
    leave_out: str
    language_used: str
    interpreter: str
    language_reason: str


class Edition(Base):
    """The exact wording in use, found by its content digest."""

    __tablename__ = "edition"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    survey: Mapped[str] = mapped_column(String(60), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    document: Mapped[str] = mapped_column(deferred=True)
    first_used_at: Mapped[datetime]


class Invitation(Base):
    """A link or short code that opens a survey; only the digest of the secret is kept."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("uses_allowed IS NULL OR uses_allowed > 0", name="uses_allowed_is_positive"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_ref: Mapped[str] = mapped_column(String(32), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    short_code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    survey: Mapped[str] = mapped_column(String(60))
    respondent_group: Mapped[str] = mapped_column(String(30))
    reader: Mapped[str] = mapped_column(String(30))
    language: Mapped[str] = mapped_column(String(10), default="en_GB")
    service_area_id: Mapped[int | None] = mapped_column(ForeignKey("service_area.id"), default=None)
    locality_id: Mapped[int | None] = mapped_column(ForeignKey("locality.id"), default=None)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), default=None)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), default=None)
    uses_allowed: Mapped[int | None] = mapped_column(default=None)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    expires_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    label: Mapped[str] = mapped_column(String(120), default="")


class Draft(Base):
    """Answers not yet sent. Once sent it stays as an empty receipt, so that sending twice adds nothing."""

    __tablename__ = "draft"
    __table_args__ = (
        CheckConstraint("sent_on IS NULL OR receipt IS NOT NULL", name="sent_draft_has_a_receipt"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"), index=True, default=None)
    captured_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    respondent_group: Mapped[str] = mapped_column(String(30))
    reader: Mapped[str] = mapped_column(String(30))
    language: Mapped[str] = mapped_column(String(10))
    channel: Mapped[Channel]
    answers: Mapped[dict[str, AnswerJson]] = mapped_column(JSON, default_factory=dict)
    capture: Mapped[CaptureJson | None] = mapped_column(JSON(none_as_null=True), default=None)
    exact_words: Mapped[bool | None] = mapped_column(default=None)
    idempotency_key: Mapped[str] = mapped_column(String(64), unique=True)
    changes: Mapped[int] = mapped_column(default=0)
    touched_at: Mapped[datetime]
    sent_on: Mapped[datetime | None] = mapped_column(default=None)
    receipt: Mapped[str | None] = mapped_column(String(40), default=None)
    edition: Mapped[Edition] = relationship(init=False, lazy="raise")
    invitation: Mapped[Invitation | None] = relationship(init=False, lazy="raise")
