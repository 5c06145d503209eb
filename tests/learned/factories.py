"""Many answers at once, decided by somebody, for tests and for measuring."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select

from feedback_app.database import db
from feedback_app.listening.editions import edition_of
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.themes.load_codebook import load_codebook
from feedback_app.themes.models import Code, CodedAnswer, Coding, Valence
from surveys.library import shipped_survey

BEGAN = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
SURVEY = "learning-audit-young-person"

# Words the codebook does not know, each said in several ways, with the code people give them.
TOPICS = {
    "HOME.place": ("The biscuits were {}.", "Somebody brought {} biscuits and a kettle."),
    "REL.kind": ("We watched the ducks and it was {}.", "The ducks at the pond, {} as ever."),
}
MOODS = ("lovely", "nice", "great", "soggy", "odd", "fine", "grand", "lush", "small", "loud")


def heard(
    said: Iterable[str], *, began: str = "r", language: str = "en_GB", question: str = "LA3"
) -> list[int]:
    """The ids of new answers, one response each; the references are always the same ones."""
    edition = edition_of(shipped_survey(SURVEY))
    words = list(said)
    db.session.flush()
    db.session.execute(
        insert(Response),
        [
            {
                "public_ref": f"{began}-{number}", "idempotency_key": f"{began}-{number}",
                "edition_id": edition.id, "survey": SURVEY, "anonymous": False,
                "respondent_group": "young_person", "reader": "young_person", "language": language,
                "channel": "online", "received_on": BEGAN.date(), "received_at": BEGAN,
            }
            for number in range(len(words))
        ],
    )  # fmt: skip
    refs = [f"{began}-{number}" for number in range(len(words))]
    mine = Response.public_ref.in_(refs)
    found = dict(db.session.execute(select(Response.public_ref, Response.id).where(mine)).all())
    db.session.execute(
        insert(Answer),
        [
            {"response_id": found[ref], "question": question, "box": "", "words": each}
            for ref, each in zip(refs, words, strict=True)
        ],
    )
    ids = [found[ref] for ref in refs]
    answers = db.session.execute(
        select(Answer.response_id, Answer.id).where(Answer.response_id.in_(ids), Answer.question == question)
    )
    by_response = dict(answers.all())
    return [by_response[response_id] for response_id in ids]


def decided(
    answers: Sequence[int], codes: Sequence[Sequence[str]], by: Person, *, at: datetime = BEGAN
) -> None:
    """These answers were finished by this person, each with its codes over its first letters."""
    load_codebook()
    ids = dict(db.session.execute(select(Code.slug, Code.id)).all())
    later = at + timedelta(minutes=1)
    given = [
        {
            "answer_id": answer, "code_id": ids[slug], "coder_id": by.id, "starts_at": 0, "ends_at": 3,
            "valence": Valence.unsaid, "made_at": at, "counts": True,
        }
        for answer, slugs in zip(answers, codes, strict=True)
        for slug in slugs
    ]  # fmt: skip
    if given:
        db.session.execute(insert(Coding), given)
    db.session.execute(
        insert(CodedAnswer),
        [{"answer_id": answer, "coder_id": by.id, "finished_at": later} for answer in answers],
    )


def two_topics(by: Person, *, many: int = 150, began: str = "r", at: datetime = BEGAN) -> list[int]:
    """Answers about two things the codebook does not know, all decided the same way."""
    topics = list(TOPICS.items())
    said = [
        (topics[n % 2][1][n // 2 % 2].format(MOODS[n % 10] + " " * (n // 20)), topics[n % 2][0])
        for n in range(many)
    ]
    answers = heard([words for words, _code in said], began=began)
    decided(answers, [[code] for _words, code in said], by, at=at)
    return answers
