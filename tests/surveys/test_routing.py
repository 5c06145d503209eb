"""The path follows from survey, answers and reader, and from nothing else."""

import pytest

from surveys.answers import LEFT_BLANK, Answer
from surveys.kinds import Reader, Severity
from surveys.library import shipped_survey
from surveys.routing import Page, next_unanswered, on_path, pages, path, severities
from tests.surveys.specimens import specimen

SURVEY = specimen("routing")
YES, NO = Answer(("yes",)), Answer(("no",))
REX = Answer((), {"": "Rex"})


def ids(found: tuple[Page, ...]) -> list[str]:
    return [page.id for page in found]


def test_a_question_whose_condition_is_false_is_not_asked() -> None:
    assert [question.id for question in path(SURVEY, {"PET": NO}, Reader.CHILD)] == ["HELLO", "PET", "SAFE"]


def test_a_section_follows_when_its_condition_holds() -> None:
    asked = [question.id for question in path(SURVEY, {"PET": YES, "NAME": REX}, Reader.CHILD)]
    assert asked == ["HELLO", "PET", "NAME", "SAFE", "BOTH", "AGE"]


def test_changing_an_early_answer_forgets_the_ones_it_led_to() -> None:
    answers = {"PET": NO, "NAME": REX, "AGE": Answer((), {"": "3"})}
    assert on_path(SURVEY, answers, Reader.CHILD) == {"PET": NO}
    assert on_path(SURVEY, answers | {"PET": YES}, Reader.CHILD).keys() == {"PET", "NAME", "AGE"}


def test_a_blank_answer_is_not_answered() -> None:
    answers = {"PET": YES, "NAME": Answer((), {"": "  "})}
    assert "AGE" not in {question.id for question in path(SURVEY, answers, Reader.CHILD)}


def test_children_get_one_question_a_page_and_a_statement_goes_with_the_next() -> None:
    first, second = pages(SURVEY, {}, Reader.CHILD)
    assert [question.id for question in first.questions] == ["HELLO", "PET"]
    assert ids((first, second)) == ["PET", "SAFE"]


def test_adults_get_a_section_a_page_divided_where_an_answer_on_the_page_decides() -> None:
    assert ids(pages(SURVEY, {"PET": YES, "NAME": REX}, Reader.ADULT)) == ["first", "first.2", "second"]


def test_the_pages_of_an_adult_keep_their_ids_when_a_question_on_them_goes() -> None:
    assert ids(pages(SURVEY, {"PET": NO}, Reader.ADULT)) == ["first", "first.2"]


def test_the_next_page_is_the_first_with_a_question_not_reached() -> None:
    assert next_unanswered(SURVEY, {}, Reader.CHILD) == pages(SURVEY, {}, Reader.CHILD)[0]
    after = next_unanswered(SURVEY, {"PET": YES}, Reader.CHILD)
    assert after is not None
    assert after.id == "NAME"


def test_a_question_left_blank_counts_as_reached() -> None:
    assert next_unanswered(SURVEY, {"PET": LEFT_BLANK, "SAFE": LEFT_BLANK}, Reader.CHILD) is None


def test_a_safety_answer_raises_its_severity_only_on_the_path() -> None:
    assert severities(SURVEY, {"SAFE": NO}, Reader.CHILD) == {"SAFE": Severity.S1}
    assert severities(SURVEY, {"SAFE": YES}, Reader.CHILD) == {}
    assert severities(shipped_survey("learning-audit-child"), {"MB7": NO}, Reader.CHILD) == {}


@pytest.mark.requirement("NB-37")
@pytest.mark.parametrize(
    ("survey_id", "reader"),
    [
        ("learning-audit-child", Reader.CHILD),
        ("learning-audit-child", Reader.YOUNG_CHILD),
        ("learning-audit-young-person", Reader.YOUNG_PERSON),
        ("learning-audit-parent-carer", Reader.ADULT),
    ],
)
def test_yes_to_the_bottle_opens_the_message_and_loses_no_answer(survey_id: str, reader: Reader) -> None:
    survey = shipped_survey(survey_id)
    answers = {
        question.id: Answer((), {"": "kept"}) for question in path(survey, {}, reader) if question.id != "LA7"
    }
    after = answers | {"LA7": YES}
    assert "MB1" in {question.id for question in path(survey, after, reader)}
    assert on_path(survey, after, reader) == after
    assert "MB1" not in {question.id for question in path(survey, answers | {"LA7": NO}, reader)}


def test_only_foster_carers_are_asked_the_questions_for_foster_carers() -> None:
    survey = shipped_survey("learning-audit-parent-carer")
    asked = {
        who: {question.id for question in path(survey, {"PC0": Answer((who,))}, Reader.ADULT)}
        for who in ("parent", "foster_carer")
    }
    assert asked["foster_carer"] - asked["parent"] == {"PC6", "PC7", "PC8"}
