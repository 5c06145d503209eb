"""What two readers coded differently: a list, and a page that shows both side by side until it is settled."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import format_datetime
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.people.roles import May
from feedback_app.second_reading.agree import readers_of, settle
from feedback_app.second_reading.models import Outcome, ReadingCode, Whose
from feedback_app.second_reading.queries import ReadTwice, codes_of, in_moderation, name_of, reading_called
from feedback_app.second_reading.refusals import NotInModeration, ReasonNeeded, SomebodyWasFirst
from feedback_app.second_reading.rules import Part, part_of
from feedback_app.themes.agreed import AgreedCode
from feedback_app.themes.models import Valence
from feedback_app.themes.rules import Span
from feedback_app.web.access import here, open_to
from feedback_app.web.asked import changes_seen, page_here
from feedback_app.web.coding.chosen import chosen_in
from feedback_app.web.coding.listed import first_words
from feedback_app.web.coding.shown import valence_words
from feedback_app.web.fields import LONGEST_WORDS, as_typed
from feedback_app.web.said import question_words
from feedback_app.web.second_reading.routes import second_reading
from feedback_app.web.second_reading.shown import (
    given_of,
    offered_of,
    page_of,
    pieces_of,
    value_of,
)

ON_A_PAGE = 20
PLACE = "/second-reading/differences/<reference>"


@second_reading.get("/second-reading/differences")
@open_to(May.code)
def differences() -> str:
    person = here()
    number = page_here()
    found = in_moderation(person, at_most=ON_A_PAGE + 1, after=(number - 1) * ON_A_PAGE)
    more = len(found) > ON_A_PAGE
    return render_template(
        "second_reading/differences.html",
        lines=[
            (
                url_for("second_reading.difference", reference=one.reading.public_ref),
                first_words(one.answer.words or ""),
                question_words(one.answer.response, one.answer.question),
                _waits(one),
            )
            for one in found[:ON_A_PAGE]
        ],
        number=number,
        pages=number + 1 if more else number,
        before=url_for("second_reading.differences", page=number - 1) if number > 1 else "",
        after=url_for("second_reading.differences", page=number + 1) if more else "",
    )


def _waits(twice: ReadTwice) -> tuple[str, str]:
    """What it waits for, and the shape that goes with it."""
    part = part_of(here().id, readers_of(twice.reading))
    if part is Part.confirm:
        return _("The other reader proposed something: it waits for your word"), "soon"
    if twice.reading.proposed_by_id == here().id:
        return _("You proposed something: it waits for the other reader"), "waiting"
    if part is Part.propose:
        return _("You read it: propose what should count"), "waiting"
    return _("You may settle it"), "waiting"


def _twice(reference: str) -> ReadTwice:
    found = reading_called(reference, here())
    if found is None or found.reading.outcome is not Outcome.differs:
        abort(404)
    return found


@second_reading.get(PLACE)
@open_to(May.code)
def difference(reference: str) -> str:
    return _shown(_twice(reference))


@second_reading.post(PLACE)
@open_to(May.code)
def decide(reference: str) -> Reply | str | tuple[str, int]:
    twice = _twice(reference)
    chosen, problems = _chosen(twice, codes_of(twice.reading))
    reason = as_typed(request.form.get("reason", "")) or ""
    if len(reason) > LONGEST_WORDS:
        problems.append(("reason", _("This is too long. Please make it shorter. Nothing is lost.")))
    if problems:
        return _shown(twice, problems)
    try:
        part = settle(
            twice.reading,
            twice.answer,
            chosen,
            reason,
            here(),
            changes=changes_seen(request.form.get("changes")),
        )
    except ReasonNeeded:
        return _shown(twice, [("reason", _("Write a sentence on why."))])
    except (SomebodyWasFirst, NotInModeration):
        return _shown(_twice(reference), somebody_was_first=True), 409
    flash(_said(part), "success")
    return redirect(url_for("second_reading.differences"), 303)


def _said(part: Part) -> str:
    if part is Part.propose:
        return str(_("Proposed. It is settled when the other reader agrees."))
    return str(_("Settled. Only these codes count from now on; what each of you gave is kept."))


def _chosen(twice: ReadTwice, codes: Sequence[ReadingCode]) -> tuple[list[AgreedCode], list[tuple[str, str]]]:
    """The codes ticked, and one more where a code was chosen for it; or what is wrong with that one."""
    offered = {value_of(code): code for code in codes}
    ticked = [offered[value] for value in request.form.getlist("keep") if value in offered]
    chosen = [AgreedCode(code.code_id, Span(code.starts_at, code.ends_at), code.valence) for code in ticked]
    if request.form.get("code"):
        more = chosen_in(twice.answer)
        if more.span is None or more.code is None:
            return chosen, list(more.problems)
        chosen.append(AgreedCode(more.code.id, more.span, more.valence))
    if not chosen and not request.form.get("none"):
        return chosen, [("keep", _("Tick what should count, or say that no code fits."))]
    return chosen, []


def _shown(
    twice: ReadTwice, problems: Sequence[tuple[str, str]] = (), *, somebody_was_first: bool = False
) -> str:
    reading, answer, codes = twice.reading, twice.answer, codes_of(twice.reading)
    readers, words = readers_of(reading), answer.words or ""
    first, second = name_of(readers.first_id), name_of(readers.second_id)
    sides = [
        (name, pieces_of(words, given), [given_of(words, code) for code in given])
        for name, whose in ((first, Whose.first), (second, Whose.second))
        for given in [[code for code in codes if code.whose is whose]]
    ]
    agreed = [given_of(words, code) for code in codes if code.whose is Whose.agreed]
    return render_template(
        "second_reading/difference.html",
        reading=reading,
        shown=page_of(answer, []),
        sides=sides,
        offered=offered_of(words, codes, first, second),
        part=part_of(here().id, readers),
        other=second if here().id == readers.first_id else first,
        proposed_by=name_of(reading.proposed_by_id),
        agreed=agreed,
        agreed_by=name_of(reading.agreed_by_id),
        agreed_at=format_datetime(reading.agreed_at, "d MMM yyyy, HH:mm") if reading.agreed_at else "",
        problems=[{"text": said, "href": f"#{control}"} for control, said in problems],
        wrong=dict(problems),
        typed={name: as_typed(said) for name, said in request.form.items()},
        kept=set(request.form.getlist("keep")) if request.form else _proposed(codes),
        ticked=set(request.form.getlist("segment")),
        valences=[(each, valence_words(each)) for each in Valence],
        somebody_was_first=somebody_was_first,
    )


def _proposed(codes: Sequence[ReadingCode]) -> set[str]:
    """Somebody's proposal stands ticked, so that the other reader sees what they would agree to."""
    return {value_of(code) for code in codes if code.whose is Whose.proposed}
