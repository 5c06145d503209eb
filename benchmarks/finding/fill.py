"""Very many made-up coded answers, one in twelve of them translated, written straight into the tables.

They are indexed as the migrations do it.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import psycopg
from sqlalchemy import Connection, Engine, text

SERVICES, LOCALITIES, TEAMS, CODES = 5, 7, 40, 60
GROUPS = ("child", "young_person", "parent_or_carer", "foster_carer", "staff", "partner")
COMMON = (
    "the",
    "and",
    "to",
    "she",
    "was",
    "my",
    "he",
    "they",
    "it",
    "a",
    "of",
    "me",
    "for",
    "that",
    "is",
    "we",
    "in",
    "not",
    "with",
    "have",
    "had",
    "her",
    "but",
    "on",
    "so",
    "always",
    "are",
    "been",
    "never",
    "when",
    "worker",
    "very",
    "school",
    "you",
    "them",
    "us",
    "more",
    "time",
    "at",
    "about",
    "visits",
    "who",
    "would",
    "kind",
    "listen",
    "late",
)
RARE_WORD, RARE_EVERY = "kingfisher", 20_000
TRANSLATED_EVERY = 12
TRANSLATED_WORD, ITS_EVERY = "umbrella", 48
RARE_TRANSLATED_WORD, ITS_RARE_EVERY = "lighthouse", 24_000
BATCH = 5_000
FIRST_DAY = date(2020, 1, 1)


@dataclass(frozen=True)
class Word:
    """Words in the proportion people use them: a few all the time, very many hardly ever."""

    words: tuple[str, ...]
    up_to: tuple[float, ...]


def vocabulary(chance: random.Random, size: int = 30_000) -> Word:
    syllables = [a + b for a in "bcdfghjklmnprstvwz" for b in ("a", "e", "i", "o", "u", "an", "er", "ing")]
    made = {"".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(size)}
    words = (*COMMON, *sorted(made - set(COMMON)))
    return Word(words, tuple(itertools.accumulate(1 / (rank + 3) for rank in range(len(words)))))


def answers(count: int, seed: int = 7) -> Iterator[dict[str, object]]:
    """Answers of 8 to 60 words, one in twenty thousand with a bird in it; `english` is "" for most."""
    chance = random.Random(seed)
    known = vocabulary(chance)
    for number in range(1, count + 1):
        said = chance.choices(known.words, cum_weights=known.up_to, k=chance.randint(8, 60))
        if number % RARE_EVERY == 0:
            said.insert(3, RARE_WORD)
        yield {
            "id": number,
            "ref": f"b{number}",
            "words": " ".join(said).capitalize() + ".",
            "english": _english(number, said),
            "group": GROUPS[number % len(GROUPS)],
            "service": 1 + chance.randrange(SERVICES),
            "locality": 1 + chance.randrange(LOCALITIES),
            "team": 1 + chance.randrange(TEAMS),
            "day": FIRST_DAY + timedelta(days=number * 2_300 // count),
            "code": 1 + min(int(chance.expovariate(0.12)), CODES - 1),
            "box": ("well", "not_so_good")[number % 2],
        }


def _english(number: int, said: list[str]) -> str:
    """A translation of about the same length; some say what is said in translations alone."""
    if number % TRANSLATED_EVERY:
        return ""
    more = [TRANSLATED_WORD] * (number % ITS_EVERY == 0) + [RARE_TRANSLATED_WORD] * (
        number % ITS_RARE_EVERY == 0
    )
    return " ".join((*said[::-1], *more)).capitalize() + "."


RESPONSE = (
    "response",
    "id, public_ref, idempotency_key, edition_id, survey, anonymous, respondent_group, reader, language, "
    "channel, received_on, service_area_id, locality_id, team_id, may_quote, may_contact, may_publish",
    "id ref ref one survey yes group reader language channel day service locality team yes no no",
)
ANSWER = ("answer", "id, response_id, question, box, words", "id id question box words")
CODING = (
    "coding",
    "answer_id, code_id, coder_id, starts_at, ends_at, valence, made_at, counts",
    "id code coder zero five box made yes",
)
TRANSLATION = (
    "translation",
    "answer_id, number, from_language, words, translated_by, translator, written_by_id, written_at",
    "id one foreign english made_by translator coder made",
)
SAME = {
    "one": 1, "zero": 0, "five": 5, "coder": 900, "yes": True, "no": False, "survey": "learning-audit-child",
    "reader": "child", "language": "en_GB", "channel": "online", "question": "LA1",
    "made": "2026-01-01 00:00:00", "foreign": "pl", "made_by": "person", "translator": "T",
}  # fmt: skip
SETTING = (
    "INSERT INTO person (id, name, email, password_hash, job_title, active) "
    "VALUES (900, 'A', 'a', '', '', :yes)",
    "INSERT INTO role_held (id, person_id, role) VALUES (900, 900, 'quality_analyst')",
    "INSERT INTO edition (id, survey, digest, document, first_used_at) "
    "VALUES (1, 'learning-audit-child', 'd', '{}', '2026-01-01 00:00:00')",
    "INSERT INTO codebook (id, name, version) VALUES (1, 'c', '1')",
    "INSERT INTO theme (id, codebook_id, slug, name, meaning) VALUES (1, 1, 'T', 'T', '')",
    *(
        f"INSERT INTO service_area (id, slug, name, delivery) VALUES ({n}, 's{n}', 'S {n}', 'direct')"
        for n in range(1, SERVICES + 1)
    ),
    *(
        f"INSERT INTO locality (id, slug, name) VALUES ({n}, 'l{n}', 'L {n}')"
        for n in range(1, LOCALITIES + 1)
    ),
    *(
        f"INSERT INTO team (id, name, service_area_id, locality_id) VALUES ({n}, 'T {n}', 1, 1)"
        for n in range(1, TEAMS + 1)
    ),
    *(
        "INSERT INTO code (id, theme_id, slug, name, include, exclude, example) "
        f"VALUES ({n}, 1, 'T.{n}', 'Code {n}', '', '', '')"
        for n in range(1, CODES + 1)
    ),
)


def fill(engine: Engine, count: int) -> None:
    """Store `count` coded answers; the triggers that follow each answer do their work as in life."""
    with engine.begin() as connection:
        for statement in SETTING:
            connection.execute(text(statement), {"yes": True} if ":yes" in statement else {})
    stream = answers(count)
    while batch := list(itertools.islice(stream, BATCH)):
        with engine.begin() as connection:
            _store(connection, batch)
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))


def _store(connection: Connection, batch: list[dict[str, object]]) -> None:
    """In the order of life, the coding last; the triggers do their work."""
    for table, columns, names in (RESPONSE, ANSWER, TRANSLATION, CODING):
        wanted = [row for row in batch if row["english"] or table != TRANSLATION[0]]
        rows = [[({**SAME, **row})[name] for name in names.split()] for row in wanted]
        raw = connection.connection.dbapi_connection
        if isinstance(raw, psycopg.Connection):
            with raw.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(names.split()))
            connection.exec_driver_sql(
                f"INSERT INTO {table} ({columns}) VALUES ({marks})",
                [tuple(str(v) if isinstance(v, date) else v for v in row) for row in rows],
            )
