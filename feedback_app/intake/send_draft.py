"""Send a draft: what it holds is received once, and an empty receipt stays behind."""

from sqlalchemy import select, update

from feedback_app import clock
from feedback_app.database import db
from feedback_app.intake.receive import AlreadyReceived, Receipt, Said, receive
from feedback_app.listening.drafts import FoundDraft
from feedback_app.listening.editions import survey_with
from feedback_app.listening.models import Draft
from feedback_app.people.tokens import digest, new_reference
from surveys.answers import from_json
from surveys.definition import Reader, RespondentGroup


class ChangedMeanwhile(Exception):
    """Another window changed an answer at this moment: nothing was sent, and it can be looked at again."""


def send_draft(draft: FoundDraft, token: str) -> Receipt:
    """Take in what a draft holds; of two that try at once, one succeeds.

    The receipt joins nobody to what was said: its reference is its own, and it keeps the invitation only
    where the uses of that invitation are counted. The response's own key comes from the secret in the
    browser, which is not stored. Raises AlreadyReceived, after which the caller rolls back, and
    ChangedMeanwhile.
    """
    survey = survey_with(draft.edition_digest)
    counts_uses = draft.uses_allowed is not None
    today = clock.start_of(clock.today())
    taken = db.session.execute(
        update(Draft)
        .where(Draft.id == draft.id, Draft.sent_on.is_(None), Draft.changes == draft.changes)
        .values(
            answers={},
            sent_on=today,
            touched_at=today,
            receipt=new_reference(),
            changes=draft.changes + 1,
            invitation_id=draft.invitation_id if counts_uses else None,
        )
        .returning(Draft.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if taken is None:
        sent_on = db.session.scalar(select(Draft.sent_on).where(Draft.id == draft.id))
        raise AlreadyReceived if sent_on else ChangedMeanwhile
    return receive(
        Said(
            survey=survey,
            edition_id=draft.edition_id,
            answers=from_json(draft.answers),
            respondent_group=RespondentGroup(draft.respondent_group),
            reader=Reader(draft.reader),
            language=draft.language,
            channel=draft.channel,
            idempotency_key=digest(f"sent with {token}"),
            place=draft.place,
            team_id=draft.team_id,
            agency_id=draft.agency_id,
            invitation_id=draft.invitation_id,
        )
    )

