"""Every text of a survey, with where it stands and who reads it."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.definition import Question, Survey
from surveys.kinds import Reader
from surveys.reading import Path


@dataclass(frozen=True)
class Text:
    """One text people see; `verbatim` words are given to us and not ours to change."""

    path: Path
    words: str
    readers: frozenset[Reader]
    verbatim: bool = False
    optional: bool = False


def texts_of(survey: Survey) -> Iterator[Text]:
    """Every text of the survey, in order."""
    everyone = frozenset(survey.readers)
    yield Text(("title",), survey.title, everyone)
    for reader, welcome in survey.welcome.items():
        for name in type(welcome).model_fields:
            yield Text(("welcome", reader, name), getattr(welcome, name), frozenset({reader}))
    for reader, thanks in survey.thanks.items():
        yield Text(("thanks", reader), thanks, frozenset({reader}))
    for place, section in enumerate(survey.sections):
        path: Path = ("sections", place)
        asked = frozenset(r for r in everyone if any(q.is_asked_of(r) for q in section.questions))
        yield Text((*path, "title"), section.title, asked)
        yield Text((*path, "intro"), section.intro, asked, optional=True)
        for number, question in enumerate(section.questions):
            yield from texts_of_question((*path, "questions", number), question, everyone)


def texts_of_question(path: Path, question: Question, everyone: frozenset[Reader]) -> Iterator[Text]:
    """The question's words, hint, boxes and choices, for everybody and for each reader with other words."""
    asked = frozenset(reader for reader in everyone if question.is_asked_of(reader))
    own = question.for_readers
    reworded = frozenset(r for r in asked if r in own and own[r].text is not None and not question.verbatim)
    yield Text((*path, "text"), question.text, asked - reworded, question.verbatim)
    hinted = frozenset(r for r in asked if r in own and own[r].hint is not None)
    yield Text((*path, "hint"), question.hint, asked - hinted, optional=True)
    if question.boxes:
        yield Text((*path, "boxes", "well"), question.boxes.well, asked)
        yield Text((*path, "boxes", "not_so_good"), question.boxes.not_so_good, asked)
    for number, choice in enumerate(question.choices):
        others = frozenset(r for r in asked if r in own and choice.id in own[r].choices)
        yield Text((*path, "choices", number, "text"), choice.text, asked - others)
    for reader, words in own.items():
        here = (*path, "for_readers", reader)
        only = frozenset({reader})
        if words.text is not None:
            yield Text((*here, "text"), words.text, only)
        if words.hint is not None:
            yield Text((*here, "hint"), words.hint, only, optional=True)
        for choice_id, text in words.choices.items():
            yield Text((*here, "choices", choice_id), text, only)
