"""What some of the made-up people told of themselves, so that the breakdown has something to show."""

import random
from collections.abc import Iterable, Mapping

from sqlalchemy import insert

from feedback_app.database import db
from feedback_app.equality.models import ToldOfSelf
from feedback_app.example.hear import Heard
from surveys.about_you import NOT_SAID, may_be_asked
from surveys.definition import RespondentGroup
from surveys.library import shipped_survey

TELL = 0.6
Weights = Mapping[str, float]
YOUNG: Weights = {"under_16": 5, "16_to_17": 4, "18_to_25": 2, NOT_SAID: 1}
GROWN_UP: Weights = {"18_to_25": 1, "26_to_49": 8, "50_and_over": 4, NOT_SAID: 1}
OTHERS: Mapping[str, Weights] = {
    "AY.gender": {"girl_or_woman": 10, "boy_or_man": 8, "other": 1, NOT_SAID: 1},
    "AY.ethnic_group": {"white": 14, "asian": 3, "black": 2, "mixed": 2, "other": 1, NOT_SAID: 1},
    "AY.disability": {"no": 12, "yes": 5, NOT_SAID: 2},
    "AY.faith": {"none": 9, "christian": 7, "muslim": 3, "hindu": 1, "sikh": 1, NOT_SAID: 2},
}
HOME: Mapping[str, Weights] = {
    "pl": {"polish": 5, "english": 1},
    "ar": {"arabic": 5, "english": 1},
    "en_GB": {"english": 20, "polish": 1, "other": 2, NOT_SAID: 1},
}


def tell_of_themselves(heard: Iterable[Heard], chance: random.Random) -> None:
    """About six in ten of those who may be asked tell, each a little of it, in one statement."""
    rows = [
        {"response_id": one.response_id, "characteristic": name, "choice": choice}
        for one in heard
        if _is_asked(one) and chance.random() < TELL
        for name, choice in _told(one, chance)
    ]
    if rows:
        db.session.execute(insert(ToldOfSelf), rows)


def _is_asked(one: Heard) -> bool:
    voice = one.moment.voice
    return may_be_asked(shipped_survey(voice.survey), voice.reader)


def _told(one: Heard, chance: random.Random) -> Iterable[tuple[str, str]]:
    age = YOUNG if one.moment.voice.group is RespondentGroup.YOUNG_PERSON else GROWN_UP
    asked = {"AY.age": age, **OTHERS, "AY.language": HOME[one.moment.language]}
    for name, weights in asked.items():
        if chance.random() < 0.95:
            yield name, chance.choices(list(weights), list(weights.values()))[0]
