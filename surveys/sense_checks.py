"""Mistakes of sense: ids used twice, conditions that cannot work, questions nobody can reach, empty words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product

from surveys.answer import Answer
from surveys.conditions import Chosen, mentioned
from surveys.definition import Question, Section, Survey, When
from surveys.kinds import WITH_CHOICES, Kind, Reader
from surveys.mistakes import Finding
from surveys.reading import Path
from surveys.routing import path
from surveys.shape_checks import nearest
from surveys.texts import texts_of
from surveys.wording import PLACEHOLDER, PLACEHOLDERS

_TOO_MANY_WAYS = 5_000
Placed = tuple[Path, Section, Question]


def placed(survey: Survey) -> Iterator[Placed]:
    """Every question with its place in the document and its section."""
    for place, section in enumerate(survey.sections):
        for number, question in enumerate(section.questions):
            yield ("sections", place, "questions", number), section, question


def findings_of_sense(survey: Survey) -> Iterator[Finding]:
    """Everything that has the right shape but cannot work as its author hopes."""
    yield from _ids_used_twice(survey)
    yield from _texts(survey)
    yield from _readers(survey)
    for here, _, question in placed(survey):
        yield from _choices(here, question)
    broken = list(_conditions(survey))
    yield from broken
    if not broken:
        yield from _out_of_reach(survey)


def _ids_used_twice(survey: Survey) -> Iterator[Finding]:
    found: list[tuple[Path, str]] = [
        (("sections", i), section.id) for i, section in enumerate(survey.sections)
    ]
    yield from _twice(found, "section")
    yield from _twice([(here, question.id) for here, _, question in placed(survey)], "question")
    for here, _, question in placed(survey):
        choices: list[tuple[Path, str]] = [
            ((*here, "choices", i), c.id) for i, c in enumerate(question.choices)
        ]
        yield from _twice(choices, "choice")


def _twice(found: list[tuple[Path, str]], thing: str) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for here, name in found:
        seen[name] += 1
        if seen[name] == 2:
            yield Finding(
                (*here, "id"), f'Two {thing}s have the id "{name}".', "Give one of them an id of its own."
            )


def _texts(survey: Survey) -> Iterator[Finding]:
    for text in texts_of(survey):
        if not text.words and not text.optional:
            yield Finding(text.path, "There are no words here.", "Write what people should read.")
        for name in PLACEHOLDER.findall(text.words):
            if name not in PLACEHOLDERS:
                todo = nearest(name, PLACEHOLDERS) or f"Use one of {', '.join(sorted(PLACEHOLDERS))}."
                yield Finding(text.path, f"{{{name}}} is not a name we can fill in.", todo)
        if set(PLACEHOLDER.sub("", text.words)) & set("{}"):
            yield Finding(text.path, "A curly bracket stands alone.", "Write names like {director_name}.")


def _readers(survey: Survey) -> Iterator[Finding]:
    for reader in survey.readers:
        if not path(survey, {}, reader):
            yield Finding(
                ("readers",),
                f"A {reader} reader is asked nothing.",
                "Ask them something, or take the reader out.",
            )
        for name in ("welcome", "thanks"):
            if reader not in getattr(survey, name):
                yield Finding((name,), f"There is no {name} for the {reader} reader.", "Write one for them.")
    for i, section in enumerate(survey.sections):
        if not section.questions:
            yield Finding(
                ("sections", i),
                f'Section "{section.id}" asks nothing: a dead end.',
                "Add a question or remove it.",
            )
    for here, _, question in placed(survey):
        for reader in {*question.asked_of, *question.for_readers} - set(survey.readers):
            yield Finding(here, f"{question.id} names the reader {reader}, whom the survey does not have.",
                          "Add the reader to the survey, or take it out here.")  # fmt: skip
        if question.verbatim and any(own.text is not None for own in question.for_readers.values()):
            yield Finding((*here, "for_readers"), f"{question.id} is verbatim but has another text.",
                          "Keep the given words: change the hint instead.")  # fmt: skip


def _choices(here: Path, question: Question) -> Iterator[Finding]:
    known = [choice.id for choice in question.choices]
    reworded = {name for own in question.for_readers.values() for name in own.choices}
    for name, key in [
        *((n, "raises") for n in question.raises),
        *((n, "for_readers") for n in sorted(reworded)),
    ]:
        if name not in known:
            yield Finding((*here, key), f'{question.id} has no choice "{name}".', _one_of(name, known))
    if question.kind is Kind.SCALE:
        for i, choice in enumerate(question.choices):
            if not any(letter.isalpha() for letter in choice.text):
                yield Finding((*here, "choices", i), f"A point of the scale {question.id} has no words.",
                              "Say in words what the point means.")  # fmt: skip


def _conditions(survey: Survey) -> Iterator[Finding]:
    everything = {question.id: question for question in survey.questions()}
    earlier: dict[str, Question] = {}
    for i, section in enumerate(survey.sections):
        yield from _condition(("sections", i, "when"), section.when, earlier, everything)
        for j, question in enumerate(section.questions):
            here: Path = ("sections", i, "questions", j)
            yield from _condition((*here, "when"), question.when, earlier, everything)
            earlier[question.id] = question


def _condition(
    here: Path, when: When | None, earlier: dict[str, Question], everything: dict[str, Question]
) -> Iterator[Finding]:
    for condition in mentioned(when):
        name = condition.question
        if name not in everything:
            yield Finding(here, f'There is no question "{name}".', _one_of(name, everything))
        elif name not in earlier:
            yield Finding(
                here,
                f"{name} is asked later than this.",
                "Only an earlier answer can decide: move one of them.",
            )
        elif isinstance(condition, Chosen):
            known = [choice.id for choice in earlier[name].choices]
            for choice in condition.one_of:
                if choice not in known:
                    yield Finding(here, f'{name} has no choice "{choice}".', _one_of(choice, known))


def _out_of_reach(survey: Survey) -> Iterator[Finding]:
    for here, section, question in placed(survey):
        if section.when is None and question.when is None:
            continue
        readers = [reader for reader in survey.readers if question.is_asked_of(reader)]
        if readers and not any(_can_reach(survey, question, section, reader) for reader in readers):
            yield Finding(here, f"No answers lead to {question.id}.", "Change its condition, or take it out.")


def _can_reach(survey: Survey, question: Question, section: Section, reader: Reader) -> bool:
    deciding = sorted(_deciding(survey, question, section))
    ways = [list(_ways_to_answer(survey.question(name))) for name in deciding]
    total = 1
    for way in ways:
        total *= len(way)
    if total > _TOO_MANY_WAYS:
        return True
    return any(
        any(
            asked.id == question.id
            for asked in path(survey, dict(zip(deciding, answers, strict=True)), reader)
        )
        for answers in product(*ways)
    )


def _deciding(survey: Survey, question: Question, section: Section) -> set[str]:
    """The questions whose answers decide, at first or second hand, whether this one is asked."""
    places = {asked.id: (asked, within) for _, within, asked in placed(survey)}
    found: set[str] = set()
    waiting = [(question, section)]
    while waiting:
        asked, within = waiting.pop()
        for condition in (*mentioned(asked.when), *mentioned(within.when)):
            if condition.question not in found:
                found.add(condition.question)
                waiting.append(places[condition.question])
    return found


def _ways_to_answer(question: Question | None) -> Iterable[Answer]:
    yield Answer()
    if question is None or question.kind is Kind.STATEMENT:
        return
    if question.kind not in WITH_CHOICES:
        yield Answer((), {"": "words", "well": "words"})
        return
    for choice in question.choices:
        yield Answer((choice.id,))
    if question.kind is Kind.CHOOSE_MANY:
        yield Answer(tuple(choice.id for choice in question.choices))


def _one_of(name: str, known: Iterable[str]) -> str:
    listed = list(known)
    return nearest(name, listed) or (
        f"Use one of: {', '.join(listed[:12])}." if listed else "It has no choices."
    )
