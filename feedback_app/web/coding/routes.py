"""The queue of answers to read."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.people.roles import May, may
from feedback_app.themes.queries import areas_and_localities
from feedback_app.themes.queue import InLanguage, in_queue, next_unread, unread
from feedback_app.themes.remarked import questions_waiting
from feedback_app.themes.rules import read_by
from feedback_app.web.access import here, open_to
from feedback_app.web.address import address_with
from feedback_app.web.asked import page_here
from feedback_app.web.coding.addresses import address_of
from feedback_app.web.coding.listed import line_of
from feedback_app.web.coding.narrowing import in_address, narrowed_here
from feedback_app.web.said import group_name, survey_title
from surveys.definition import RespondentGroup
from surveys.library import shipped

coding = Blueprint("coding", __name__)
ON_A_PAGE = 20


@coding.get("/coding")
@open_to(May.read_answers)
def queue() -> str:
    person, narrowed = here(), narrowed_here()
    number = page_here()
    waiting = unread(person, narrowed)
    found = in_queue(person, narrowed, at_most=ON_A_PAGE + 1, after=(number - 1) * ON_A_PAGE)
    areas, localities = areas_and_localities()
    address = in_address(narrowed)
    more = len(found) > ON_A_PAGE
    return render_template(
        "coding/queue.html",
        lines=[line_of(row) for row in found[:ON_A_PAGE]],
        narrowed=narrowed,
        may_code=may(person.holdings, May.code),
        questions=questions_waiting(person) if may(person.holdings, May.code) else 0,
        address=address,
        waiting=waiting,
        due=read_by(waiting.oldest) if waiting.oldest else None,
        address_of=address_of,
        number=number,
        pages=number + 1 if more else number,
        before=address_with("coding.queue", {**address, "page": number - 1}) if number > 1 else "",
        after=address_with("coding.queue", {**address, "page": number + 1}) if more else "",
        choices=(
            ("survey", _("Survey"), narrowed.survey, [(each, survey_title(each)) for each in shipped()]),
            ("group", _("Who"), narrowed.group, [(each.value, group_name(each)) for each in RespondentGroup]),
            ("service", _("Service"), narrowed.service_area_id, [(area.id, area.name) for area in areas]),
            ("locality", _("Locality"), narrowed.locality_id, [(each.id, each.name) for each in localities]),
            ("language", _("Language"), narrowed.language or "", languages_offered()),
        ),
    )


def languages_offered() -> list[tuple[str, str]]:
    """What the list can be narrowed to by language."""
    return [
        (InLanguage.not_english.value, _("Not in English")),
        (InLanguage.untranslated.value, _("Waits for a translation")),
    ]


@coding.get("/coding/next")
@open_to(May.code)
def begin() -> Reply:
    """The oldest unread answer nobody else has open."""
    narrowed = narrowed_here()
    found = next_unread(here(), narrowed)
    if found is None:
        return redirect(address_with("coding.queue", in_address(narrowed)))
    return redirect(address_of(found, narrowed))


@coding.get("/coding/codebook")
@open_to(May.read_answers)
def codebook() -> Reply:
    """Where the codebook was before it had pages of its own."""
    return redirect(url_for("codebooks.listed"))
