"""What makes a survey fit for children: words and scales they can use, and a way to say they are not safe."""

from collections.abc import Iterator

from surveys.definition import AskedForBy, Question, Survey
from surveys.kinds import CHILD_READERS, Kind, Reader
from surveys.mistakes import Finding, Weight
from surveys.reading_level import reading_age
from surveys.sense_checks import placed
from surveys.texts import texts_of

OLDEST = {Reader.YOUNG_CHILD: 9, Reader.CHILD: 9, Reader.EASY_READ: 9, Reader.YOUNG_PERSON: 12}
MOST_POINTS = {Reader.YOUNG_CHILD: 3, Reader.CHILD: 5, Reader.YOUNG_PERSON: 5}
UNSURE_IDS = frozenset({"dont_know", "unsure", "not_sure"})


def findings_for_children(survey: Survey) -> Iterator[Finding]:
    """Everything that would be hard or unsafe for a child, and whether families asked for any question."""
    yield from _hard_words(survey)
    children = [reader for reader in survey.readers if reader in CHILD_READERS]
    for here, _, question in placed(survey):
        for reader in children:
            if question.kind is Kind.SCALE and question.is_asked_of(reader):
                yield from _long_scale((*here,), question, reader)
    for reader in children:
        if not any(question.raises and question.is_asked_of(reader) for question in survey.questions()):
            yield Finding(
                ("sections",),
                f"Nothing asks a {reader} reader whether they are safe.",
                "Add a question about feeling safe, with raises for the answers that worry us.",
            )
    if not any(question.asked_for_by is AskedForBy.CHILDREN_AND_FAMILIES for question in survey.questions()):
        yield Finding(
            ("sections",),
            "No question here was asked for by children and families.",
            "Ask them what they want to know, and mark it asked_for_by: children and families.",
            Weight.WARNING,
        )


def _hard_words(survey: Survey) -> Iterator[Finding]:
    for text in texts_of(survey):
        limits = [OLDEST[reader] for reader in text.readers if reader in OLDEST]
        if text.verbatim or not limits or not text.words:
            continue
        age, limit = round(reading_age(text.words)), min(limits)
        if age > limit:
            yield Finding(
                text.path,
                f"These words read at about age {age}; the reader needs {limit} or below.",
                "Use shorter words and shorter sentences.",
                Weight.ERROR if limit == 9 else Weight.WARNING,
            )


def _long_scale(here: tuple[str | int, ...], question: Question, reader: Reader) -> Iterator[Finding]:
    points = [choice for choice in question.choices if choice.id not in UNSURE_IDS]
    most = MOST_POINTS[reader]
    if len(points) > most:
        yield Finding(
            here,
            f"The scale {question.id} has {len(points)} points; a {reader} reader can use {most} at most.",
            'Use a shorter scale ("I don\'t know" does not count), or ask it of others only with asked_of.',
        )
