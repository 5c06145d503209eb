"""Draws one page of questions; a survey short enough for one page has its welcome above them."""

from flask import render_template

from feedback_app.web.asking import Names, QuestionForm, form_for, in_words, names_for
from feedback_app.web.respond.look import look_for
from feedback_app.web.respond.steps import CHECK, Step
from feedback_app.web.respond.visit import Visit
from feedback_app.web.signed_in import settings
from surveys.definition import Reader, Survey, is_child_reader
from surveys.routing import Page, pages
from surveys.wording import welcome_for


def form_on(visit: Visit, page: Page) -> QuestionForm:
    """The form of one page with what was answered before."""
    return form_for(page, visit.reader, visit.answers, names_for(settings(), visit.reader))


def draw(visit: Visit, here: Step, form: QuestionForm, then: str) -> str:
    """The page of one step."""
    names = names_for(settings(), visit.reader)
    look = look_for(visit.reader, visit.survey)
    asked = form.asked[-1]
    part = in_words(here.page.section.title, names)
    told = told_first(visit.survey, visit.reader, names) if _is_under_welcome(visit.survey, here) else []
    whole = in_words(visit.survey.title, names) if told else part
    return render_template(
        "respond/question.html",
        look=look,
        form=form,
        here=here,
        then=then if then == CHECK else "",
        title=asked.text if look.for_children else whole,
        told=told,
        part=part,
        intro=in_words(here.page.section.intro, names),
        drawing="" if asked.is_two_boxes else asked.picture,
        answers_form="answers",
        can_skip=look.for_children and not any(question.required for question in here.page.asks),
    )


def told_first(survey: Survey, reader: Reader, names: Names) -> list[str]:
    """What this is, why, what happens next, and what we must pass on."""
    told = welcome_for(survey, reader)
    parts = (told.what, told.why, told.what_happens, told.keeping_private)
    return [in_words(words, names) for words in parts]


def is_asked_at_once(survey: Survey) -> bool:
    """Whether all of it fits under its welcome: one page, one wording, and no child's own small steps."""
    reader, *others = survey.readers
    return not others and not is_child_reader(reader) and len(pages(survey, {}, reader)) == 1


def _is_under_welcome(survey: Survey, here: Step) -> bool:
    return here.number == 1 and is_asked_at_once(survey)
