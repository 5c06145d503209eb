"""What a board holds goes into a report with leave, a second check and a safe base, or not at all."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from feedback_app import clock
from feedback_app.finding.models import Board
from feedback_app.finding.pin import pin_to, start_board, take_off
from feedback_app.people.roles import Place
from feedback_app.quotations.models import QuotationState
from feedback_app.quotations.rules import Hindrance
from feedback_app.reporting.compile import compile_learning_audits
from feedback_app.reporting.from_board import FromBoard, NotHere, from_board
from feedback_app.reporting.models import Report
from feedback_app.reporting.write import choose_quote
from feedback_app.themes.rules import Span
from tests.reporting import factories as make
from tests.safeguarding.factories import concern
from tests.translated.factories import translated

ALLOWED = "She always asks me first"


@pytest.fixture(autouse=True)
def after_the_quarter() -> Iterator[None]:
    with clock.stopped_at(make.WHEN):
        yield


@pytest.fixture
def people(app: object) -> make.People:
    return make.people()


@pytest.fixture
def place(people: make.People) -> Place:
    return make.full_quarter(people.coder)[0]


def pinned(people: make.People, words: str = ALLOWED, **how: object) -> Board:
    """A board with the whole of one answer on it."""
    response = make.said(words, coder=people.coder, **how)
    board = start_board("For the report", people.analyst)
    pin_to(board, make.answer_of(response), Span(0, len(words)), people.analyst, heading="Kind")
    return board


def a_report(people: make.People) -> Report:
    return compile_learning_audits(make.QUARTER, people.analyst)


def only(report: Report, board: Board, people: make.People) -> FromBoard:
    ((heading, (found,)),) = from_board(report, board, people.analyst)
    assert heading == "Kind"
    return found


def test_a_checked_quote_is_offered_and_is_in_the_report_once_it_is_chosen(
    people: make.People, place: Place
) -> None:
    board, report = pinned(people, place=place), a_report(people)
    found = only(report, board, people)
    assert (found.why_not, found.in_report) == (None, False)
    (way,) = found.ways

    choose_quote(report, way.answer_id, way.theme, way.words, by=people.analyst)

    after = only(report, board, people)
    assert (after.ways, after.in_report, after.why_not) == ((), True, None)


@pytest.mark.requirement("R-45")
@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"may_quote": False}, Hindrance.no_permission),
        ({"language": "pl"}, NotHere.not_english),
        ({"said_at": make.THE_QUARTER_BEFORE}, NotHere.another_quarter),
        ({"checked": False}, NotHere.not_proposed),
        ({"place": Place()}, Hindrance.too_few),
    ],
)
def test_what_may_not_be_quoted_here_says_why(
    people: make.People, place: Place, how: dict[str, object], why: object
) -> None:
    board = pinned(people, ALLOWED, **{"place": place, **how})
    found = only(a_report(people), board, people)
    assert (found.ways, found.why_not) == ((), why)


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (QuotationState.proposed, NotHere.waits),
        (QuotationState.sent_back, NotHere.sent_back),
        (QuotationState.taken_back, NotHere.taken_back),
    ],
)
def test_a_quote_on_its_way_says_how_far_it_is(
    people: make.People, place: Place, state: QuotationState, why: NotHere
) -> None:
    response = make.said(ALLOWED, coder=people.coder, place=place, checked=False)
    quotation = make.quotation(response, make.KIND, people.coder)
    quotation.state, quotation.because = state, "Say less"
    board = start_board("For the report", people.analyst)
    pin_to(board, make.answer_of(response), Span(0, len(ALLOWED)), people.analyst, heading="Kind")

    found = only(a_report(people), board, people)

    assert (found.why_not, found.quotation) == (why, quotation)


def test_words_that_raised_a_concern_are_never_offered(people: make.People, place: Place) -> None:
    response = make.said(ALLOWED, coder=people.coder, place=place)
    concern().response_id = response.id
    board = start_board("For the report", people.analyst)
    pin_to(board, make.answer_of(response), Span(0, len(ALLOWED)), people.analyst, heading="Kind")

    assert only(a_report(people), board, people).why_not is Hindrance.concern


def test_a_shorter_excerpt_needs_a_check_of_its_own_and_what_is_taken_off_is_not_there(
    people: make.People, place: Place
) -> None:
    response = make.said(ALLOWED, coder=people.coder, place=place)
    board = start_board("For the report", people.analyst)
    pin = pin_to(board, make.answer_of(response), Span(0, 10), people.analyst, heading="Kind")
    report = a_report(people)
    assert only(report, board, people).why_not is NotHere.not_proposed

    with clock.stopped_at(make.WHEN + timedelta(minutes=1)):
        take_off(pin, people.analyst)

    assert from_board(report, board, people.analyst) == []


def test_an_excerpt_in_another_language_is_quoted_by_its_checked_translation(
    people: make.People, place: Place
) -> None:
    response = make.said(
        "Ona zawsze mnie pyta.", coder=people.coder, place=place, language="pl", checked=False
    )
    answer = make.answer_of(response)
    board = start_board("For the report", people.analyst)
    pin_to(board, answer, Span(0, 10), people.analyst, heading="Kind")
    report = a_report(people)
    assert only(report, board, people).why_not is NotHere.not_english

    translation = translated(answer, ALLOWED)
    quotation = make.quotation(response, make.KIND, people.coder)
    quotation.translation_id, quotation.text, quotation.ends_at = translation.id, ALLOWED, len(ALLOWED)

    found = only(report, board, people)
    assert [way.words for way in found.ways] == [ALLOWED]
