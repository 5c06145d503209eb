"""Quotes as far as a test needs them."""

from feedback_app.listening.store import Response
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.quotations.models import Quotation
from feedback_app.quotations.propose import approve_quotation, propose
from feedback_app.quotations.rules import Gap
from feedback_app.themes.models import Code
from feedback_app.themes.rules import Span
from tests import factories
from tests.reporting import factories as reporting
from tests.themes.factories import code as code_called

WORDS = "My worker Sarah always listens to me."


def kind() -> Code:
    return code_called("REL.kind")


def said_often(words: str = WORDS, *, times: int = 5, may_quote: bool = True) -> tuple[Response, Place]:
    """Something said, coded, and four others of the same place that carry the code."""
    coder = factories.person(Role.participation_officer)
    place = Place(factories.service_area().id, factories.locality().id)
    response = reporting.said(words, coder=coder, place=place, may_quote=may_quote, checked=False)
    for number in range(times - 1):
        reporting.said(f"Somebody else, number {number}", coder=coder, place=place, checked=False)
    return response, place


def proposed(by: Person, words: str = WORDS) -> tuple[Quotation, Response]:
    """A quote with the worker's name left out."""
    response, _place = said_often(words)
    answer = reporting.answer_of(response)
    start = words.find("Sarah")
    gaps = [Gap(start, start + 5, "name")] if start >= 0 else []
    return propose(answer, kind().id, Span(0, len(words)), gaps, by), response


def usable(response: Response, code: str = "REL.kind", *, gaps: tuple[Gap, ...] = ()) -> Quotation:
    """The whole of an answer as a quote that was checked."""
    answer = reporting.answer_of(response)
    first, second = (factories.person(Role.quality_analyst) for _ in range(2))
    made = propose(answer, code_called(code).id, Span(0, len(answer.words or "")), gaps, first)
    approve_quotation(made, answer, second, seen=made.changes)
    return made
