"""Fill a database with made-up coded answers: eight quarters, many places, as many as are asked for."""

import random
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, insert, select, text

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


# The same, drawn inside the database, where a million rows take a minute.
IN_POSTGRESQL = (
    """CREATE TEMP TABLE drawn AS SELECT n, date '2024-10-01' + (random() * 729)::int AS day,
       (ARRAY['child', 'young_person', 'parent_or_carer', 'foster_carer', 'staff', 'partner',
       'young_inspector'])
       [1 + floor(random() * 7)::int] AS who,
       (SELECT array_agg(id) FROM service_area) AS services,
       (SELECT array_agg(id) FROM locality) AS localities,
       (SELECT array_agg(id) FROM code) AS codes FROM generate_series(1, :n) AS n""",
    """INSERT INTO response (id, public_ref, idempotency_key, edition_id, survey, anonymous, respondent_group,
       reader, language, channel, received_on, received_at, service_area_id, locality_id, may_quote,
       may_contact, may_publish)
       SELECT n, 'r' || n, 'k' || n, :edition, 'service-experience', false, who, 'adult', 'en_GB', 'online',
       day, day, services[1 + floor(random() * 6)::int], localities[1 + floor(random() * 7)::int],
       false, false, false FROM drawn""",
    """INSERT INTO answer (id, response_id, question, box, words, first_read_at)
       SELECT n, n, 'SE3', '', 'They listen and visit ' || (n % 997) || ' was moved again.', day
       FROM drawn""",
    """INSERT INTO coding (answer_id, code_id, coder_id, starts_at, ends_at, valence, made_at)
       SELECT n, codes[1 + (n * 7 + part * 11) % cardinality(codes)], :coder, 0, 10,
       (ARRAY['well', 'not_so_good', 'mixed', 'unsaid'])[1 + floor(random() * 4)::int], day
       FROM drawn, generate_series(1, 2) AS part WHERE part = 1 OR n % 3 = 0""",
    "INSERT INTO coded_answer (answer_id, coder_id, finished_at) SELECT n, :coder, day FROM drawn",
)


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
        if connection.dialect.name == "postgresql":
            for statement in IN_POSTGRESQL:
                connection.execute(text(statement), {"n": answers, "edition": edition, "coder": coder})
            return address
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
