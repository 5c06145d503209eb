"""Made-up answers in large numbers, put into PostgreSQL by COPY: the examples of the codebook, shuffled."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import create_engine, text

from analysis.codebook import starter

LINKING = (" and ", ". ", ". Also ", ", but ", " because ")
BEGINS = ("", "I think ", "Honestly, ", "At the start ", "Last week ", "My brother says ", "For us ")
ENDS = ("", " every time", " since the summer", " and I told them", " again", " last month", " so far")
FIRST = date(2024, 4, 1)


def coded_answers(how_many: int, seed: int = 5) -> Iterator[tuple[str, frozenset[str]]]:
    """One to four short sentences each, about 26 words, with the codes whose examples they were made of."""
    chance = random.Random(seed)
    said = [(example.strip(" ."), code.id) for code in starter().codes for example in code.examples]
    for _number in range(how_many):
        parts, codes = [], set()
        for _part in range(chance.choice((1, 1, 2, 2, 3, 4))):
            begin, (words, code), end = chance.choice(BEGINS), chance.choice(said), chance.choice(ENDS)
            parts.append(begin + words + end)
            codes.add(code)
        whole = parts[0]
        for part in parts[1:]:
            whole += chance.choice(LINKING) + part
        yield whole + ".", frozenset(codes)


def fill(url: str, edition_id: int, survey: str, question: str, how_many: int) -> None:
    """So many responses of one answer each; the answer's key is the response's."""
    import psycopg

    place = create_engine(url).url
    with psycopg.connect(host=str(place.query["host"]), user="postgres", dbname=place.database) as connection:
        with connection.cursor() as cursor:
            with cursor.copy(
                "COPY response (id, public_ref, idempotency_key, edition_id, survey, anonymous,"
                " respondent_group, reader, language, channel, received_on, may_quote, may_contact,"
                " may_publish) FROM STDIN"
            ) as rows:
                for number in range(1, how_many + 1):
                    day = FIRST + timedelta(days=number % 900)
                    rows.write_row(
                        (number, f"m{number}", f"m{number}", edition_id, survey, True, "young_person",
                         "young_person", "en_GB", "online", day, False, False, False)
                    )  # fmt: skip
            with cursor.copy("COPY answer (id, response_id, question, box, words) FROM STDIN") as rows:
                for number, (words, _codes) in enumerate(coded_answers(how_many), 1):
                    rows.write_row((number, number, question, "", words))
            for table in ("response", "answer"):
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {how_many})")
        connection.commit()
        connection.autocommit = True
        connection.execute("ANALYZE")


def taken_out(url: str) -> None:
    """Forget what was suggested, to measure the same work again."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("TRUNCATE suggestion, machine_reading, suggestion_run"))
    engine.dispose()
