"""The door to quotes, and the way from an address to one of them."""

from flask import Blueprint, abort

from feedback_app.listening.store import Answer
from feedback_app.quotations.models import Quotation
from feedback_app.quotations.queries import quotation_called
from feedback_app.web.access import here

quotes = Blueprint("quotations", __name__)


def quotation_here(reference: str) -> tuple[Quotation, Answer]:
    """The quote and its answer, when they are this person's to read; otherwise the request ends here."""
    found = quotation_called(reference, here())
    if found is None:
        abort(404)
    return found
