"""A page of questions becomes a form, and what is sent becomes answers or mistakes beside the fields."""

from collections.abc import Iterator

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict

from feedback_app.web.asking import form_for, left_blank, names_for, shown_answers
from surveys.answers import Answer
from surveys.definition import Reader, Survey
from surveys.library import shipped, shipped_survey
from surveys.routing import Page, pages

NAMES = {"director_name": "Alex Morgan"}
DRAW = '{% from "asking/questions.html" import ask_all %}{{ ask_all(form, one_heading=True) }}'


@pytest.fixture(autouse=True)
def _on_a_page(sqlite_app: Flask) -> Iterator[None]:
    with sqlite_app.test_request_context("/"):
        yield


def page_asking(survey: str, question: str, reader: Reader, answers: dict[str, Answer] | None = None) -> Page:
    return next(
        page
        for page in pages(shipped_survey(survey), answers or {}, reader)
        if any(asked.id == question for asked in page.questions)
    )


def test_every_page_of_every_shipped_survey_can_be_drawn_and_sent_blank() -> None:
    for survey in shipped().values():
        for reader in survey.readers:
            for page in pages(survey, {}, reader):
                form = form_for(page, reader, {}, NAMES)
                drawn = render_template_string(DRAW, form=form)
                assert all(asked.text in drawn.replace("&#39;", "'") for asked in form.asked)
                if not any(question.required for question in page.asks):
                    assert form.take(MultiDict()) == left_blank(page).answers


def test_the_two_boxes_keep_apart_what_goes_well_and_what_does_not() -> None:
    page = page_asking("learning-audit-child", "LA1", Reader.CHILD)
    form = form_for(page, Reader.CHILD, {}, NAMES)
    taken = form.take(MultiDict({"LA1--well": "She listens", "LA1--not_so_good": "She is late"}))
    assert taken == {"LA1": Answer(words={"well": "She listens", "not_so_good": "She is late"})}


def test_words_that_are_too_long_come_back_whole_with_a_plain_message() -> None:
    page = page_asking("learning-audit-child", "LA3", Reader.CHILD)
    form = form_for(page, Reader.CHILD, {}, NAMES)
    long = "ab cd " * 3500
    assert form.take(MultiDict({"LA3": long})) == {}
    assert "Your words are still here" in form.errors["LA3"][0]
    assert long.strip() in render_template_string(DRAW, form=form)


def test_an_answer_that_is_not_on_the_page_is_a_mistake_and_not_a_fault() -> None:
    page = page_asking("learning-audit-child", "LA8", Reader.CHILD)
    form = form_for(page, Reader.CHILD, {}, NAMES)
    assert form.take(MultiDict({"LA8": "hacked"})) == {}
    assert form.errors["LA8"] == ["Please pick from the answers on this page."]


def test_control_characters_are_left_out_and_emoji_and_arabic_stay() -> None:
    page = page_asking("learning-audit-child", "LA3", Reader.CHILD)
    form = form_for(page, Reader.CHILD, {}, NAMES)
    taken = form.take(MultiDict({"LA3": "a\0b 😀 \u200fمرحبا\r\nnext \ud800"}))
    assert taken["LA3"].words[""] == "ab 😀 \u200fمرحبا\nnext \ufffd"


def test_what_was_answered_before_is_shown_again() -> None:
    page = page_asking("learning-audit-child", "LA0", Reader.CHILD)
    form = form_for(page, Reader.CHILD, {"LA0": Answer(("carer", "parent"))}, NAMES)
    assert render_template_string(DRAW, form=form).count(" checked") == 2


def test_a_date_is_typed_in_three_boxes_and_kept_as_a_day() -> None:
    survey, page = _page_with_date()
    question = page.asks[-1].id
    name = question.replace(".", "-")
    reader = survey.readers[0]
    form = form_for(page, reader, {}, NAMES)
    sent = MultiDict({f"{name}-day": "27", f"{name}-month": "3", f"{name}-year": "2026"})
    assert form.take(sent)[question].words[""] == "2026-03-27"
    wrong = form_for(page, reader, {}, NAMES)
    assert question not in wrong.take(MultiDict({f"{name}-day": "31", f"{name}-month": "2"}))
    assert wrong.errors
    assert 'value="31"' in render_template_string(DRAW, form=wrong)


def _page_with_date() -> tuple[Survey, Page]:
    for survey in shipped().values():
        for page in pages(survey, {}, survey.readers[0]):
            if page.asks and page.asks[-1].kind == "date":
                return survey, page
    raise AssertionError("no shipped survey asks for a date")


@pytest.mark.requirement("NB-37")
def test_the_director_is_asked_for_by_the_name_in_the_settings() -> None:
    page = page_asking("learning-audit-child", "LA7", Reader.CHILD)
    form = form_for(page, Reader.CHILD, {}, NAMES)
    assert form.asked[-1].text == "Would you like to send a Message in a Bottle to Alex Morgan?"


def test_reading_back_shows_choices_in_words_and_each_box_with_its_label(sqlite_app: Flask) -> None:
    survey = shipped_survey("learning-audit-child")
    answers = {
        "LA1": Answer(words={"well": "Listens"}),
        "LA1f": Answer(("good",)),
        "LA8": Answer(),
    }
    names = names_for(sqlite_app.extensions["feedback-settings"], Reader.CHILD)
    shown = {row.question.id: row for row in shown_answers(survey, answers, Reader.CHILD, names)}
    assert shown["LA1"].words == (("Going well", "Listens"),)
    assert shown["LA1f"].choices == ("Good",)
    assert shown["LA8"].is_blank
