"""The questions, a section a page: what is typed is kept at every step, and mistakes keep it too."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.audits.attempt import may_try
from feedback_app.audits.capture import draft_of, keep, survey_being_captured
from feedback_app.audits.requests import FeedbackRequest
from feedback_app.listening.models import Draft
from feedback_app.people.roles import May
from feedback_app.web.access import here, open_to
from feedback_app.web.asking import QuestionForm, form_for, names_for
from feedback_app.web.capture import script
from feedback_app.web.capture.blueprint import capture, mine
from feedback_app.web.capture.sections import beside, first_waiting, place_of, section_named, waiting_in
from feedback_app.web.capture.shown import shown
from feedback_app.web.signed_in import settings
from surveys.answers import Answer, from_json
from surveys.definition import Reader, Survey
from surveys.routing import Page


class Writing:
    """The conversation in progress for one request: its draft, survey, reader and answers so far."""

    def __init__(self, asked: FeedbackRequest, draft: Draft) -> None:
        self.request, self.draft = asked, draft
        self.survey: Survey = survey_being_captured(draft)
        self.reader = Reader(draft.reader)

    @property
    def answers(self) -> dict[str, Answer]:
        return from_json(self.draft.answers)

    def section(self, wanted: str) -> Page | None:
        return section_named(self.survey, self.answers, self.reader, wanted)

    def form(self, page: Page) -> QuestionForm:
        return form_for(page, self.reader, self.answers, names_for(settings(), self.reader))


def writing(ref: str) -> Writing | None:
    """What is being written for this request; None when the conversation has not begun."""
    asked = mine(ref)
    may_try(asked, asked.audit, here())
    draft = draft_of(asked)
    return Writing(asked, draft) if draft else None


def to_start(ref: str) -> Reply:
    """To the page before the first question."""
    return redirect(url_for("capture.begin_conversation", ref=ref), 303)


@capture.get("/<ref>/questions")
@open_to(May.capture)
def go_on(ref: str) -> Reply:
    """To the first section with a question nobody asked yet, or to the read-back."""
    at = writing(ref)
    if at is None:
        return to_start(ref)
    waiting = first_waiting(at.survey, at.answers, at.reader)
    if waiting is None:
        return redirect(url_for("capture.read_back", ref=ref), 303)
    return redirect(url_for("capture.ask", ref=ref, section_id=waiting.id), 303)


@capture.route("/<ref>/questions/<section_id>", methods=["GET", "POST"])
@open_to(May.capture)
def ask(ref: str, section_id: str) -> Reply | str:
    at = writing(ref)
    page = at.section(section_id) if at else None
    if at is None or page is None:
        return redirect(url_for("capture.go_on", ref=ref), 303)
    form = at.form(page)
    if request.method == "GET":
        return _drawn(at, page, form)
    keep(at.draft, form.take(request.form))
    if form.errors:
        return _drawn(at, page, form)
    return redirect(_next(at, ref, section_id, request.form.get("go", "")), 303)


def _next(at: Writing, ref: str, here_id: str, pressed: str) -> str:
    before, _after = beside(at.survey, at.answers, at.reader, here_id)
    match pressed:
        case "worry":
            return url_for("capture.worried", ref=ref, back=_section(ref, here_id))
        case "stop":
            flash(_("Everything is saved. Go on when you can."), "success")
            return url_for("capture.request_page", ref=ref)
        case "back":
            return _section(ref, before.id) if before else url_for("capture.begin_conversation", ref=ref)
        case _:
            return _forward(at, ref, here_id)


def _forward(at: Writing, ref: str, here_id: str) -> str:
    page = at.section(here_id)
    if page and waiting_in(page, at.answers):
        flash(_("Their answer opened another question on this page."), "note")
        return _section(ref, here_id)
    _before, after = beside(at.survey, at.answers, at.reader, here_id)
    return _section(ref, after.id) if after else url_for("capture.read_back", ref=ref)


def _section(ref: str, section_id: str) -> str:
    return url_for("capture.ask", ref=ref, section_id=section_id)


def _drawn(at: Writing, page: Page, form: QuestionForm) -> str:
    number, total = place_of(at.survey, at.answers, at.reader, page.id)
    return render_template(
        "capture/questions.html",
        it=shown(at.request),
        page=page,
        title=_(page.section.title),
        form=form,
        number=number,
        total=total,
        lines=script.asking(at.reader),
    )
