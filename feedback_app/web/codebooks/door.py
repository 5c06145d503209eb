"""The one door to the codebook, and who may change it."""

from flask import Blueprint, abort, render_template, request
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.codebooks.queries import code_called, codebook
from feedback_app.codebooks.reasons import why_deed
from feedback_app.intake.reasons import Reason
from feedback_app.people.models import Person
from feedback_app.people.roles import May, Place, may
from feedback_app.themes.models import Code, CodebookEdition
from feedback_app.web.access import here, refuse_if_in_place_denied
from feedback_app.web.signed_in import settings, signed_in_person

Page = Reply | str | tuple[str, int]
WHOLE_COUNCIL = Place()
TAKES_FILES = {"codebooks.exchange", "codebooks.project_in"}


def _let_files_be_large(state: BlueprintSetupState) -> None:
    """Before anything reads the form, raise the limit for the addresses that take files."""
    state.app.before_request_funcs.setdefault(None, []).insert(0, _raise_limit)


def _raise_limit() -> None:
    if request.endpoint not in TAKES_FILES or request.method != "POST":
        return
    person = signed_in_person()
    if person is not None and may(person.holdings, May.change_codebook):
        request.max_content_length = settings().largest_upload


codebooks = Blueprint("codebooks", __name__, url_prefix="/codebook")
codebooks.record_once(_let_files_be_large)


def may_keep(person: Person) -> bool:
    """The codebook is the whole council's: only who is an analyst everywhere changes it."""
    return may(person.holdings, May.change_codebook, WHOLE_COUNCIL)


def keeper() -> Person:
    """The person signed in, who may change the codebook; otherwise the request ends here."""
    refuse_if_in_place_denied(May.change_codebook, WHOLE_COUNCIL)
    return here()


def book_here() -> CodebookEdition:
    """The codebook in use; a calm page when none is loaded."""
    found = codebook()
    if found is None:
        abort(404)
    return found


def code_here(slug: str) -> Code:
    """A code that may still be given."""
    found = code_called(slug)
    if found is None or found.retired_on is not None:
        abort(404)
    return found


def said(reason: Reason) -> str:
    """A reason in the language of the page."""
    sentence = str(_(reason.msgid))
    return sentence % reason.params if reason.params else sentence


def refused_page(refused: Exception, back: str) -> tuple[str, int]:
    """A change that was not made: why, and where to go on."""
    return render_template("codebooks/refused.html", why=said(why_deed(refused)), back=back), 409
