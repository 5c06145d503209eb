"""Send a draft: what it holds is received once, and an empty receipt stays behind."""

from sqlalchemy import select

from feedback_app import clock
from feedback_app.database import db
from feedback_app.intake.receive import Receipt, Said, hear, store
from feedback_app.intake.write import AlreadyReceived
from feedback_app.listening.drafts import FoundDraft, response_key, take_to_send
from feedback_app.listening.editions import survey_with
from feedback_app.listening.models import Draft
from feedback_app.people.tokens import new_reference
from surveys.answers import from_json
from surveys.definition import Reader, RespondentGroup


class ChangedMeanwhile(Exception):
    """Another window changed an answer at this moment: nothing was sent, and it can be looked at again."""


def send_draft(draft: FoundDraft, token: str) -> Receipt:
    """Take in what a draft holds; of two that try at once, one succeeds.

    The receipt joins nobody to what was said: its reference is its own. The response's own key comes from
    the secret in the browser, which is not stored. Raises AlreadyReceived, after which the caller rolls
    back, and ChangedMeanwhile.
    """
    survey = survey_with(draft.edition_digest)
    heard = hear(
        Said(
            survey=survey,
            edition_id=draft.edition_id,
            answers=from_json(draft.answers),
            respondent_group=RespondentGroup(draft.respondent_group),
            reader=Reader(draft.reader),
            language=draft.language,
            channel=draft.channel,
            idempotency_key=response_key(token),
            place=draft.place,
            team_id=draft.team_id,
            agency_id=draft.agency_id,
            invitation_id=draft.invitation_id,
        )
    )
    if not take_to_send(draft, new_reference(), clock.start_of(clock.today())):
        sent_on = db.session.scalar(select(Draft.sent_on).where(Draft.id == draft.id))
        raise AlreadyReceived if sent_on else ChangedMeanwhile
    return store(heard)
