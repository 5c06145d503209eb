"""Answers with the same suggestion, looked at together: each with its own tick, none ticked beforehand."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.learned.in_use import engine_in_use
from feedback_app.people.roles import May
from feedback_app.themes.alike import (
    Suggested,
    accept_alike,
    codes_alike,
    finish_alike,
    suggest_for_unread,
    suggested_alike,
    take_back_alike,
)
from feedback_app.themes.code import pointed_at
from feedback_app.themes.models import Code
from feedback_app.themes.queries import code_called
from feedback_app.themes.queue import Narrowed
from feedback_app.web.access import here, open_to
from feedback_app.web.asked import number_in
from feedback_app.web.coding.addresses import address_of
from feedback_app.web.coding.routes import coding
from feedback_app.web.said import Mark, Piece, box_words, group_name, in_pieces, question_words
from feedback_app.web.translated import translated_words
from feedback_app.web.viewed import keep_what_was_noted

AT_ONCE = 20
PLACE = "/coding/alike/<code>"


@dataclass(frozen=True)
class Row:
    """One answer of the list: its words with what the suggestion points at, and why."""

    suggestion_id: int
    pieces: tuple[Piece, ...]
    translated: str
    because: str
    about: str
    href: str


def code_here(slug: str) -> Code:
    found = code_called(slug.replace("\0", "")[:40])
    if found is None:
        abort(404)
    return found


@coding.get("/coding/alike")
@open_to(May.code)
def alike() -> str:
    suggest_for_unread(here(), engine_in_use())
    keep_what_was_noted()
    return render_template("coding/alike.html", codes=codes_alike(here()))


@coding.get(PLACE)
@open_to(May.code)
def alike_for(code: str) -> str:
    return _shown(code_here(code))


def _shown(found: Code, nothing_ticked: str = "") -> str:
    rows = suggested_alike(found, here(), at_most=AT_ONCE)
    done = request.args.get("done", "")
    return render_template(
        "coding/alike_for.html",
        code=found,
        rows=[_row(row) for row in rows],
        undo=done if _ids_in(done) else "",
        nothing_ticked=nothing_ticked,
        problems=[{"text": nothing_ticked, "href": "#alike"}] if nothing_ticked and rows else [],
        finish=bool(request.form.get("finish")),
    )


def _row(found: Suggested) -> Row:
    suggestion, answer = found.suggestion, found.answer
    response, box = answer.response, box_words(answer.box)
    question = question_words(response, answer.question)
    about = (
        f"{question} ({box})" if box else question,
        group_name(response.respondent_group),
        format_date(response.received_on, "d MMM yyyy"),
    )
    span = pointed_at(suggestion)
    marks = [Mark(span.start, span.end, "suggested")]
    translation = found.translation
    return Row(
        suggestion.id,
        tuple(in_pieces(translation.words if translation else answer.words or "", marks)),
        translated_words(translation) if translation else "",
        suggestion.because,
        " · ".join(about),
        address_of(answer, Narrowed()),
    )


@coding.post(PLACE)
@open_to(May.code)
def accept_ticked(code: str) -> Reply | str:
    found = code_here(code)
    ticked = _ids(request.form.getlist("suggestion"))
    if not ticked:
        return _shown(found, _("Tick the answers this code is right for first."))
    taken = accept_alike(found, ticked, here())
    if request.form.get("finish"):
        finish_alike(taken, here())
    accepted = len(taken.coding_ids)
    flash(ngettext("%(num)s suggestion accepted.", "%(num)s suggestions accepted.", accepted), "success")
    if taken.left_alone:
        left = ngettext(
            "%(num)s was settled by somebody else in the meantime and left as it is.",
            "%(num)s were settled by somebody else in the meantime and left as they are.",
            taken.left_alone,
        )
        flash(left)
    done = "-".join(map(str, taken.coding_ids))
    return redirect(url_for("coding.alike_for", code=code, done=done or None), 303)


@coding.post(PLACE + "/undo")
@open_to(May.code)
def undo_all(code: str) -> Reply:
    undone = take_back_alike(_ids_in(request.form.get("done", "")), here())
    if undone:
        flash(ngettext("%(num)s undone.", "%(num)s undone.", undone), "success")
    else:
        flash(_("There was nothing left to undo."))
    return redirect(url_for("coding.alike_for", code=code), 303)


def _ids(typed: Iterable[str]) -> list[int]:
    return [number for each in typed if (number := number_in(each)) is not None][:AT_ONCE]


def _ids_in(done: str) -> list[int]:
    """The codings given last, as the address names them to be undone."""
    return _ids(done[:400].split("-"))
