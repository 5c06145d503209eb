"""Promises that hold for any answers and any words."""

from hypothesis import given
from hypothesis import strategies as st

from surveys.answers import Answer, Problem, accepted, from_json, to_json
from surveys.conditions import holds
from surveys.definition import Question, Survey
from surveys.editions import digest, from_document, to_document
from surveys.kinds import Kind, Reader
from surveys.library import shipped
from surveys.routing import next_unanswered, on_path, pages, path
from tests.surveys.specimens import specimen

SURVEYS = [*shipped().values(), specimen("routing")]


@st.composite
def surveys_and_answers(draw: st.DrawFn) -> tuple[Survey, dict[str, Answer], Reader]:
    survey = draw(st.sampled_from(SURVEYS))
    reader = draw(st.sampled_from(survey.readers))
    return survey, {q.id: draw(an_answer(q)) for q in survey.questions() if draw(st.booleans())}, reader


def an_answer(question: Question) -> st.SearchStrategy[Answer]:
    choices = [(choice.id,) for choice in question.choices]
    return st.builds(
        Answer, st.sampled_from([(), *choices]), st.sampled_from([{}, {"": "words"}, {"well": "words"}])
    )


@given(surveys_and_answers())
def test_the_path_never_holds_a_question_whose_condition_is_false(
    drawn: tuple[Survey, dict[str, Answer], Reader],
) -> None:
    survey, answers, reader = drawn
    counted = on_path(survey, answers, reader)
    asked = {q.id for q in path(survey, answers, reader)}
    for section in survey.sections:
        for question in section.questions:
            expected = (
                question.is_asked_of(reader)
                and holds(section.when, counted)
                and holds(question.when, counted)
            )
            assert (question.id in asked) == expected


@given(surveys_and_answers())
def test_answers_off_the_path_count_for_nothing(drawn: tuple[Survey, dict[str, Answer], Reader]) -> None:
    survey, answers, reader = drawn
    counted = on_path(survey, answers, reader)
    assert path(survey, answers, reader) == path(survey, counted, reader)
    assert next_unanswered(survey, answers, reader) == next_unanswered(survey, counted, reader)


@given(surveys_and_answers())
def test_the_pages_hold_the_path_exactly_once_and_no_page_is_named_twice(
    drawn: tuple[Survey, dict[str, Answer], Reader],
) -> None:
    survey, answers, reader = drawn
    found = pages(survey, answers, reader)
    assert [q.id for page in found for q in page.questions] == [q.id for q in path(survey, answers, reader)]
    assert len({page.id for page in found}) == len(found)


@given(surveys_and_answers())
def test_a_draft_survives_being_kept(drawn: tuple[Survey, dict[str, Answer], Reader]) -> None:
    _, answers, _ = drawn
    assert from_json(to_json(answers)) == answers


@given(st.sampled_from(SURVEYS))
def test_an_edition_read_back_is_the_same_survey_with_the_same_digest(survey: Survey) -> None:
    again = from_document(to_document(survey))
    assert again == survey
    assert digest(again) == digest(survey)


ANY_TEXT = st.text(st.characters(), max_size=200) | st.text(
    st.characters(categories=["Cs", "Cc", "Cf"]), max_size=20
)


@given(st.sampled_from(list(Kind)), st.lists(ANY_TEXT, max_size=3), ANY_TEXT, ANY_TEXT)
def test_anything_typed_is_taken_or_refused_but_never_breaks(
    kind: Kind, choices: list[str], first: str, second: str
) -> None:
    listed = [{"id": "a", "text": "A"}] if kind in (Kind.CHOOSE_ONE, Kind.CHOOSE_MANY, Kind.SCALE) else []
    question = Question.model_validate(
        {"id": "Q", "kind": kind, "text": "Q?", "choices": listed, "max_length": 50}
    )
    result = accepted(question, choices, {"": first, "well": first, "not_so_good": second})
    if isinstance(result, Problem):
        assert result.message
    else:
        for words in result.words.values():
            words.encode("utf-8")
            assert not set(words) & {chr(code) for code in range(32)} - {"\t", "\n"}
            assert len(words) <= 50
