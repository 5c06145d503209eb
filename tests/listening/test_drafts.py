"""Answers not yet sent: nothing one window adds is lost to another, and what nobody sends goes away."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.intake import AlreadyReceived
from feedback_app.intake.send_draft import send_draft
from feedback_app.listening import drafts
from feedback_app.listening.drafts import AlreadySent, Begun, FoundDraft
from feedback_app.listening.models import Channel, Draft
from feedback_app.people.roles import Role
from surveys.answers import Answer
from surveys.definition import Reader, RespondentGroup
from surveys.library import shipped_survey
from tests import factories

MAY = datetime(2026, 5, 18, 12, tzinfo=UTC)
FORTNIGHT = timedelta(days=14)
SAID = {"LA3": Answer(words={"": "Dogs"})}


def begun(survey: str = "learning-audit-child", reader: Reader = Reader.CHILD) -> Begun:
    return Begun(shipped_survey(survey), reader, RespondentGroup.CHILD, Channel.online)


def found(token: str) -> FoundDraft:
    draft = drafts.find(token)
    assert draft is not None
    return draft


@pytest.fixture
def draft(session: Session) -> Iterator[FoundDraft]:
    with clock.stopped_at(MAY):
        drafts.begin("secret", begun(), SAID, "en_GB")
        yield found("secret")


def stored(session: Session) -> Draft:
    """The one draft there is, with all that is stored of it."""
    return session.scalars(select(Draft)).one()


def test_only_a_digest_of_the_secret_is_kept(draft: FoundDraft, session: Session) -> None:
    assert "secret" not in stored(session).token_hash
    assert found("secret").id == draft.id
    assert drafts.find("another") is None


def test_two_windows_that_begin_at_once_share_one_draft(draft: FoundDraft, session: Session) -> None:
    drafts.begin("secret", begun(), {"LA5": Answer(words={"": "a dog"})}, "en_GB")
    session.expire_all()
    assert set(found("secret").answers) == {"LA3", "LA5"}
    assert len(session.scalars(select(Draft)).all()) == 1


def test_a_window_that_knows_an_older_state_adds_to_a_newer(draft: FoundDraft, session: Session) -> None:
    survey = shipped_survey("learning-audit-child")
    drafts.keep(draft, survey, {"LA4": Answer(words={"": "one"})}, "en_GB")
    drafts.keep(draft, survey, {"LA5": Answer(words={"": "two"})}, "pl")
    session.expire_all()
    kept = found("secret")
    assert set(kept.answers) == {"LA3", "LA4", "LA5"}
    assert kept.language == "pl"


def test_nothing_is_added_to_what_was_sent(draft: FoundDraft, session: Session) -> None:
    send_draft(found("secret"), "secret")
    session.expire_all()
    with pytest.raises(AlreadySent):
        drafts.keep(found("secret"), shipped_survey("learning-audit-child"), SAID, "en_GB")
    with pytest.raises(AlreadyReceived):
        send_draft(found("secret"), "secret")


def test_an_anonymous_draft_knows_only_its_day(session: Session) -> None:
    with clock.stopped_at(MAY):
        drafts.begin("staff", begun("staff-pulse", Reader.ADULT), {}, "en_GB")
    assert stored(session).touched_at == clock.start_of(MAY.date())


def test_what_nobody_touched_for_a_fortnight_is_deleted(draft: FoundDraft, session: Session) -> None:
    with clock.stopped_at(MAY + timedelta(days=13)):
        assert drafts.purge(FORTNIGHT) == 0
    with clock.stopped_at(MAY + timedelta(days=15)):
        assert drafts.purge(FORTNIGHT) == 1
    session.expire_all()
    assert drafts.find("secret") is None


def test_a_receipt_stays_while_it_counts_the_uses_of_a_link(session: Session) -> None:
    invitation, _token = factories.invitation("learning-audit-child", reader=Reader.CHILD, uses=1)
    with clock.stopped_at(MAY):
        for token, link in (("counted", invitation.id), ("free", None)):
            start = Begun(
                shipped_survey("learning-audit-child"), Reader.CHILD, RespondentGroup.CHILD,
                Channel.online, link,
            )  # fmt: skip
            drafts.begin(token, start, SAID, "en_GB")
            send_draft(found(token), token)
    with clock.stopped_at(MAY + timedelta(days=60)):
        assert drafts.purge(FORTNIGHT) == 1
    session.expire_all()
    assert drafts.find("counted") is not None


def test_a_practice_leads_notes_are_not_purged_here(session: Session) -> None:
    lead = factories.person(Role.practice_lead)
    with clock.stopped_at(MAY):
        drafts.begin("notes", begun(), SAID, "en_GB")
        stored(session).captured_by_id = lead.id
        session.flush()
    with clock.stopped_at(MAY + timedelta(days=60)):
        assert drafts.purge(FORTNIGHT) == 0
