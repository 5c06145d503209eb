"""Some Polish and Arabic answers of the year in English, made by people and, marked as such, by a machine."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import lru_cache
from itertools import product
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from feedback_app import clock
from feedback_app.database import db
from feedback_app.example.council import Council
from feedback_app.example.voices import EITHER
from feedback_app.listening.store import Answer, Response
from feedback_app.translated.models import TranslatedBy
from feedback_app.translated.write import Written, write_translation
from surveys.reading import read

FILE = Path(__file__).with_name("translations.yaml")
OF_EACH_LANGUAGE = 12
ONE_IN_BY_MACHINE = 4
PEOPLE = {"pl": "Marta Zielińska, interpreter", "ar": "Amal Haddad, interpreter"}
MACHINE = "Made-up Translations Ltd"
AFTER = timedelta(days=3)


def translate_some(council: Council, now: datetime) -> None:
    """The latest answers of each language that the file has English for, three days after they came."""
    translator = council.reviewers[0]
    for language, person in PEOPLE.items():
        known = [
            (answer, english) for answer in _said_in(language) if (english := in_english(answer.words or ""))
        ]
        for number, (answer, english) in enumerate(known[:OF_EACH_LANGUAGE]):
            by_machine = number % ONE_IN_BY_MACHINE == ONE_IN_BY_MACHINE - 1
            made_by = TranslatedBy.machine if by_machine else TranslatedBy.person
            written = Written(english, language, made_by, MACHINE if by_machine else person)
            came = datetime.combine(answer.response.received_on, time(14), clock.LONDON)
            with clock.stopped_at(min(came + AFTER, now)):
                write_translation(answer, written, translator, seen=0)


def _said_in(language: str) -> list[Answer]:
    """What was said in it, the latest first."""
    return list(
        db.session.scalars(
            select(Answer)
            .join(Answer.response)
            .where(Response.language == language, Answer.words.is_not(None))
            .options(joinedload(Answer.response))
            .order_by(Response.received_on.desc(), Answer.id)
        )
    )


def in_english(words: str) -> str:
    """What made-up words say, sentence for sentence; "" when there is one among them that has no English."""
    said, english = words, []
    while said:
        sentence = max((each for each in _sentences() if said.startswith(each)), key=len, default="")
        if not sentence:
            return ""
        english.append(_sentences()[sentence])
        said = said[len(sentence) :].lstrip()
    return " ".join(english)


@lru_cache(maxsize=1)
def _sentences() -> Mapping[str, str]:
    """Every sentence the file can make, with its English."""
    document = read(FILE.read_text(encoding="utf-8")).value
    assert isinstance(document, list)
    pairs = [(str(each["said"]), str(each["english"])) for each in document if isinstance(each, dict)]
    return {
        _chosen(said, numbers): _chosen(english, numbers)
        for said, english in pairs
        for numbers in product(*(range(len(each.split("|"))) for each in EITHER.findall(said)))
    }


def _chosen(template: str, numbers: tuple[int, ...]) -> str:
    """A template with the alternative of this number in each place."""
    places = iter(numbers)
    return EITHER.sub(lambda found: found.group(1).split("|")[next(places)], template)
