"""Answer a whole survey as a made-up person would: along its path, leaving some things blank."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from feedback_app.example.voices import Composer, Spoken
from surveys.answers import LEFT_BLANK, Answer
from surveys.definition import Question, Reader, Survey, boxes_of
from surveys.kinds import WITH_CHOICES, Kind
from surveys.routing import path

Weights = Mapping[str, float]
LIKELY: Mapping[str, Weights] = {
    "LA0": {"alone": 4, "visitor": 3, "carer": 3, "parent": 2, "interpreter": 1},
    "LA1f3": {"good": 6, "ok": 2, "not_good": 1, "dont_know": 1},
    "LA1f": {"really_good": 4, "good": 5, "ok": 3, "a_bit_bad": 2, "really_bad": 1},
    "LA6p": {"yes": 5, "no": 2, "unsure": 2},
    "LA7": {"yes": 1, "no": 8},
    "LA8": {"yes": 1},
    "LY5": {"yes": 6, "mostly": 3},
    "MB7": {"yes": 1},
    "YI14": {"no": 1},
    "MB3": {"yes": 3, "no": 1},
    "PC5": {"feedback": 12, "compliment": 4, "complaint": 1, "ring_me": 1},
    "PERM.quote": {"yes": 6, "no": 2, "": 2},
    "PERM.contact": {"yes": 4, "no": 3, "": 3},
    "PERM.publish": {"yes": 5, "no": 3, "": 2},
}
SHORT: Mapping[str, tuple[str, ...]] = {
    "SE4": (
        "Family hub",
        "Parenting course",
        "Stay and play",
        "Short breaks",
        "Youth drop-in",
        "Fostering line",
    ),
    "PA1a": ("North Vale", "Riverside", "Hillford", "All three localities"),
    "YI1s": (
        "Riverside family hub",
        "Hillford youth centre",
        "Care leavers' drop-in",
        "North Vale contact centre",
    ),
    "MB4t": ("My teacher", "My nan", "My carer", "Mr Ali from football"),
    "MB5": ("Sunny", "Blue fox", "Captain K", "Rain", "A.", "Comet", "Biscuit's owner", "Robin"),
    "YI9n": ("2", "3", "4", "6", "9"),
}
USUAL = (5, 6, 3, 2, *[1] * 20)
BLANK = 0.42
OFTEN_ANSWERED = ("LA1", "LA1y", "LA4", "ST9", "PA2", "PA3", "YI10", "SE1", "MB1")


@dataclass(frozen=True)
class Speaker:
    """Who is speaking: whose sentences they use, and what is certain about them."""

    voice: str
    quarter: int
    certain: Mapping[str, str] = field(default_factory=dict)
    visited_on: str = ""


@dataclass(frozen=True)
class WholeAnswer:
    """Everything one made-up person said, with what their words are about by question and box."""

    answers: Mapping[str, Answer]
    spoken: Mapping[tuple[str, str], Spoken]


def answer_all(survey: Survey, reader: Reader, speaker: Speaker, composer: Composer) -> WholeAnswer:
    """Answers for every question on the path, asked one after another."""
    answers: dict[str, Answer] = {}
    spoken: dict[tuple[str, str], Spoken] = {}
    while True:
        question = next(
            (
                asked
                for asked in path(survey, answers, reader)
                if asked.id not in answers and asked.kind is not Kind.STATEMENT
            ),
            None,
        )
        if question is None:
            return WholeAnswer(answers, spoken)
        if question.kind in WITH_CHOICES:
            answers[question.id] = _ticked(question, speaker, composer.chance)
        elif question.id in SHORT or question.kind is Kind.DATE:
            answers[question.id] = _short(question, speaker, composer.chance)
        else:
            answers[question.id] = _in_words(question, speaker, composer, spoken)


def _ticked(question: Question, speaker: Speaker, chance: random.Random) -> Answer:
    if question.id in speaker.certain:
        return Answer((speaker.certain[question.id],))
    if question.id not in LIKELY and not question.required and chance.random() < 0.12:
        return LEFT_BLANK
    known = [choice.id for choice in question.choices]
    weights = LIKELY.get(question.id) or dict(zip(known, USUAL, strict=False))
    picked = chance.choices(list(weights), list(weights.values()))[0]
    return Answer((picked,)) if picked else LEFT_BLANK


def _short(question: Question, speaker: Speaker, chance: random.Random) -> Answer:
    said = speaker.visited_on if question.kind is Kind.DATE else chance.choice(SHORT[question.id])
    return Answer(words={"": said})


def _in_words(
    question: Question, speaker: Speaker, composer: Composer, spoken: dict[tuple[str, str], Spoken]
) -> Answer:
    words: dict[str, str] = {}
    for box in boxes_of(question):
        certain = speaker.certain.get(f"{question.id}.{box}" if box else question.id)
        if certain is not None:
            words[box] = certain
            continue
        blank = 0.15 if question.id in OFTEN_ANSWERED else BLANK
        if composer.chance.random() < blank and not question.required:
            continue
        said = composer.says(speaker.voice, f"{question.id}.{box}" if box else question.id, speaker.quarter)
        if said is not None:
            words[box] = said.words
            spoken[question.id, box] = said
    if not words and question.required:
        words[""] = "-"
    return Answer(words=words)
