"""Find the answer an address names, show it, and come back to it after something was done."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.safeguarding.queries import has_open_concern
from feedback_app.second_reading.queries import kept_from
from feedback_app.themes.agreed import agreed_by
from feedback_app.themes.models import Coding, Suggestion
from feedback_app.themes.queries import answer_at, coding_called, name_of, suggestion_called
from feedback_app.themes.queue import next_unread, one_before, unread
from feedback_app.themes.read import open_now
from feedback_app.web.access import here
from feedback_app.web.address import address_with
from feedback_app.web.asked import number_in
from feedback_app.web.coding.addresses import address_of, box_from_address
from feedback_app.web.coding.chosen import choosing
from feedback_app.web.coding.keys import KEYS
from feedback_app.web.coding.narrowing import in_address, narrowed_here
from feedback_app.web.coding.remarks_shown import remarks_on
from feedback_app.web.coding.shown import page_of
from feedback_app.web.coding.translation_shown import languages_to_choose
from feedback_app.web.coding.undo import Done, done_from, sentence

PLACE = "/coding/<reference>/<question>/<box>"


def answer_here(reference: str, question: str, box: str) -> Answer:
    """The answer, when it is there and this person's to read; otherwise the request ends here."""
    found = answer_at(reference, question, box_from_address(box), here())
    if found is None:
        abort(404)
    blind = kept_from(found, here())
    if blind is not None:
        abort(redirect(url_for("second_reading.one", reference=blind.public_ref), 303))
    return found


def suggestion_here(answer: Answer) -> Suggestion:
    """The suggestion a form is about; the page is shown again when a translation took its place."""
    found = suggestion_called(number_in_form("suggestion"), answer)
    if found is None:
        flash(_("That suggestion is not there any more. Nothing was changed."))
        abort(redirect(address_of(answer, narrowed_here()), 303))
    return found


def coding_here(answer: Answer) -> Coding | None:
    """The coding a form is about; None when it was taken away in the meantime."""
    return coding_called(number_in_form("coding"), answer)


def number_in_form(name: str) -> int:
    """A number a form carries; 0 when it is none of ours."""
    return number_in(request.form.get(name)) or 0


def somebody_was_first(person_id: int) -> str:
    """What to say when another person settled the same suggestion before."""
    return str(
        _(
            "%(name)s settled this suggestion before you, and that is kept. What you did is kept beside it.",
            name=name_of(person_id),
        )
    )


def back_to(answer: Answer, done: Done) -> Reply:
    """Show the answer again, with what was done and a way to undo it."""
    return redirect(address_of(answer, narrowed_here(), done=str(done)), 303)


def shown(answer: Answer, problems: Sequence[tuple[str, str]] = ()) -> str:
    """The coding page of an answer."""
    person, narrowed = here(), narrowed_here()
    done = done_from(request.args.get("done", ""))
    before = one_before(person, narrowed, answer)
    following = next_unread(person, narrowed, after=answer)
    return render_template(
        "coding/one.html",
        answer=answer,
        shown=page_of(answer, person),
        done=done,
        done_words=sentence(done) if done else "",
        finished_at=_finished_before(),
        act=lambda name: address_of(answer, narrowed, act=name),
        before=address_of(before, narrowed) if before else "",
        following=address_of(following, narrowed) if following else "",
        back=address_with("coding.queue", in_address(narrowed)),
        left=unread(person, narrowed).count,
        languages=languages_to_choose(),
        **choosing(problems),
        concern=has_open_concern(answer.response_id),
        remarks=remarks_on(answer, person),
        open_now=presence_words(answer, person),
        agreed=agreed_by(answer),
        keys=KEYS,
    )


def presence_words(answer: Answer, person: Person) -> str:
    """Who else has this answer open; "" when nobody has."""
    names = open_now(answer, person)
    return str(_("%(names)s has it open now", names=", ".join(names))) if names else ""


def _finished_before() -> str:
    """Where to undo the finishing of the answer before this one."""
    parts = request.args.get("finished", "")[:120].split("/")
    if len(parts) != 3 or not all(parts):
        return ""
    reference, question, box = parts
    return url_for("coding.go_back", reference=reference, question=question, box=box)
