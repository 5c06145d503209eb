"""Let the made-up people speak: every response comes in by the one door, at its own moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from feedback_app import clock
from feedback_app.database import db
from feedback_app.example.answers import Speaker, WholeAnswer, answer_all
from feedback_app.example.council import Council
from feedback_app.example.voices import Composer
from feedback_app.example.year import Moment
from feedback_app.intake import Said, receive
from feedback_app.listening.editions import edition_of
from feedback_app.listening.store import Answer
from feedback_app.people.tokens import digest
from surveys.definition import RespondentGroup
from surveys.library import shipped_survey


@dataclass(frozen=True)
class Heard:
    """A response, with what its words are about, which the made-up reviewers will find."""

    response_id: int
    moment: Moment
    whole: WholeAnswer


def hear(moments: Iterable[Moment], council: Council, composer: Composer) -> list[Heard]:
    """Take in every response."""
    return [_hear(number, moment, council, composer) for number, moment in enumerate(moments)]


def _hear(number: int, moment: Moment, council: Council, composer: Composer) -> Heard:
    voice = moment.voice
    survey = shipped_survey(voice.survey)
    visited = (moment.at - timedelta(days=2)).date().isoformat()
    speaker = Speaker(moment.pool, moment.quarter, voice.certain, visited)
    whole = answer_all(survey, voice.reader, speaker, composer)
    place = council.place(moment.area, moment.locality)
    team = council.teams[moment.area * len(council.localities) + moment.locality]
    is_partner = voice.group is RespondentGroup.PARTNER
    with clock.stopped_at(moment.at):
        receipt = receive(
            Said(
                survey=survey,
                edition_id=edition_of(survey).id,
                answers=whole.answers,
                respondent_group=voice.group,
                reader=voice.reader,
                language=moment.language,
                channel=voice.channel,
                idempotency_key=digest(f"example response {number} {moment.at.isoformat()}"),
                place=place,
                team_id=None if survey.anonymous or is_partner else team.id,
                agency_id=composer.chance.choice(council.agencies).id if is_partner else None,
                said_at=moment.at,
            )
        )
    return Heard(receipt.response_id, moment, whole)


def answers_in_words(response_id: int) -> list[Answer]:
    """What one response says in words, each answer with its response."""
    wanted = (
        select(Answer)
        .where(Answer.response_id == response_id, Answer.words.is_not(None))
        .order_by(Answer.id)
        .options(joinedload(Answer.response))
    )
    return list(db.session.scalars(wanted))
