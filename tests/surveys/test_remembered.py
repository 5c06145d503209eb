"""What is worked out once for a survey and a reader."""

import gc

from surveys.kinds import Reader
from surveys.library import shipped_survey
from surveys.remembered import remembered
from surveys.wording import worded


def test_it_is_worked_out_once_for_each_thing_and_reader() -> None:
    asked: list[tuple[str, Reader]] = []

    @remembered
    def noticed(thing: object, reader: Reader) -> str:
        asked.append((repr(thing), reader))
        return f"{reader} {len(asked)}"

    one, other = (shipped_survey("service-experience").model_copy() for _ in range(2))
    first = noticed(one, Reader.ADULT)
    assert noticed(one, Reader.ADULT) == first
    assert noticed(one, Reader.CHILD) != first
    assert noticed(other, Reader.ADULT) != first
    assert len(asked) == 3


def test_it_is_forgotten_with_the_thing_so_that_no_other_thing_is_taken_for_it() -> None:
    @remembered
    def name_of(thing: object, _reader: Reader) -> str:
        return str(getattr(thing, "id"))  # noqa: B009 - any thing with an id

    survey = shipped_survey("service-experience")
    for number in range(50):
        name = f"survey-{number}"
        copy = survey.model_copy(update={"id": name})
        assert name_of(copy, Reader.ADULT) == name
        del copy
        gc.collect()


def test_words_for_one_reader_are_not_those_for_another() -> None:
    survey = shipped_survey("learning-audit-child")
    different = [
        question.id
        for question in survey.questions()
        if worded(question, Reader.YOUNG_CHILD) != worded(question, Reader.CHILD)
    ]
    assert different, "some question is worded apart for the youngest"
