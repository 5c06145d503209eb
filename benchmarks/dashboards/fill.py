"""Fill a database with made-up coded answers: eight quarters, many places, as many as are asked for."""

import random
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, insert, select

from feedback_app.database import db
from feedback_app.listening.editions import edition_of
from feedback_app.listening.models import Channel
from feedback_app.listening.store import Answer, Response
from feedback_app.people.roles import Role
from feedback_app.themes.load_codebook import load_codebook
from feedback_app.themes.models import Code, CodedAnswer, Coding, Valence
from surveys.definition import RespondentGroup
from surveys.library import shipped_survey
from tests import factories

FIRST = date(2024, 10, 1)
DAYS = 730
BATCH = 20_000
GROUPS = [group.value for group in RespondentGroup]
WORDS = ("they", "listen", "meeting", "moved", "again", "had", "to", "wait", "for", "the", "letter", "visit")


def fill(answers: int) -> str:
    """So many coded answers, one or two codes each; gives the e-mail address of somebody who sees it all."""
    chance = random.Random(1)
    load_codebook()
    services = [factories.service_area(f"Service {n}").id for n in range(6)]
    localities = [factories.locality(f"Locality {n}").id for n in range(7)]
    analyst = factories.person(Role.quality_analyst)
    edition = edition_of(shipped_survey("service-experience")).id
    codes = list(db.session.scalars(select(Code.id).order_by(Code.id)))
    db.session.commit()
    address, coder = analyst.email, analyst.id
    with db.engine.begin() as connection:
        for start in range(0, answers, BATCH):
            size = min(BATCH, answers - start)
            _batch(connection, chance, start + 1, size, services, localities, codes, edition, coder)
    return address


def _batch(
    connection: Connection, chance: random.Random, first: int, size: int, services: list[int],
    localities: list[int], codes: list[int], edition: int, coder: int,
) -> None:  # fmt: skip
    numbers = range(first, first + size)
    responses, said, codings, finished = [], [], [], []
    for number in numbers:
        day = FIRST + timedelta(days=chance.randrange(DAYS))
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        group = chance.choice(GROUPS)
        responses.append({
            "id": number, "public_ref": f"r{number}", "idempotency_key": f"k{number}", "edition_id": edition,
            "survey": "service-experience", "anonymous": False, "respondent_group": group, "reader": "adult",
            "language": "en_GB", "channel": Channel.online, "received_on": day, "received_at": at,
            "service_area_id": chance.choice(services), "locality_id": chance.choice(localities),
            "may_quote": False, "may_contact": False, "may_publish": False,
        })  # fmt: skip
        words = " ".join(chance.choices(WORDS, k=14))
        said.append(
            {"id": number, "response_id": number, "question": "SE3", "box": "", "words": words,
             "first_read_at": at}
        )  # fmt: skip
        for code in chance.sample(codes, chance.choice((1, 1, 2))):
            codings.append({
                "answer_id": number, "code_id": code, "coder_id": coder, "starts_at": 0, "ends_at": 10,
                "valence": chance.choice(list(Valence)), "made_at": at,
            })  # fmt: skip
        finished.append({"answer_id": number, "coder_id": coder, "finished_at": at})
    for table, rows in ((Response, responses), (Answer, said), (Coding, codings), (CodedAnswer, finished)):
        connection.execute(insert(table), rows)
