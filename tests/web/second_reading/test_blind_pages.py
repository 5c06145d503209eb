"""What a second reader meets on every page that shows codes of answers: nothing of the first reader's."""

import pytest
from sqlalchemy.orm import Session

from analysis.periods import parse_quarter
from feedback_app.dashboards.draw import draw_figures
from feedback_app.finding.pin import pin_to, start_board
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.quotations.propose import propose
from feedback_app.second_reading.draw_sample import draw_sample
from feedback_app.second_reading.models import SecondReading
from feedback_app.second_reading.read_again import finish_reading, take_next
from feedback_app.themes.rules import Span
from tests import factories
from tests.page import CheckedClient
from tests.second_reading.factories import CODER, QUARTER, WORDS, coded
from tests.themes.factories import code

NAME = "Kind, respectful, easy to talk to"


@pytest.fixture
def ada(session: Session) -> Person:
    return factories.person(CODER, name="Ada Obi")


@pytest.fixture
def sam(session: Session) -> Person:
    return factories.person(Role.quality_analyst, name="Sam Reed")


def pages(reference: str, board: str) -> dict[str, str]:
    """Where codes of answers are met, by the heading they would be told under."""
    return {
        "search": "/find?service=&order=oldest&group=young_person",
        "search by code": "/find?code=REL.kind",
        "excerpt": f"/excerpts/{reference}/LA3/words",
        "board": f"/boards/{board}",
        "quotes": "/quotations",
        "propose a quote": f"/quotations/new/{reference}/LA3/words",
        "words behind a figure": f"/dashboards/themes/REL/said?period={QUARTER}",
        "coding": f"/coding/{reference}/LA3/words",
    }


def told(client: CheckedClient, addresses: dict[str, str]) -> set[str]:
    """The pages whose cards, not whose lists of every code there is, name the code."""
    found = set()
    for name, address in addresses.items():
        page = client.get(address)
        cards = [card.text for card in page.find_all("p") + page.find_all("label") + page.find_all("li")]
        if any(NAME in (words or "") for words in cards) or ("by code" in name and WORDS[:12] in page.text):
            found.add(name)
    return found


def test_no_page_tells_a_second_reader_what_the_first_gave(
    client: CheckedClient, ada: Person, sam: Person, session: Session
) -> None:
    answers = [coded(ada, "REL.kind") for _ in range(12)]
    for said in answers:
        said.response.may_quote = True
    reference = answers[0].response.public_ref
    draw_figures(quarters=[parse_quarter(str(QUARTER))])
    draw_sample(QUARTER, sam)
    first = answers[0]
    board = start_board("For the report", sam)
    board.shared = True
    pin_to(board, first, Span(0, 12), sam)
    quote = propose(first, code().id, Span(0, 12), [], ada)
    session.flush()
    addresses = pages(reference, board.public_ref)
    reader = client.sign_in(sam.email)
    assert told(reader, {name: at for name, at in addresses.items() if name != "coding"}) == set()
    reader.get(f"/quotations/{quote.public_ref}", expect=404)
    assert "12 answers are left out" in reader.get("/codebook/exchange/take-out").text
    assert "Not looked at: 12 answers" in reader.get(addresses["search by code"]).text
    coder = CheckedClient(client.flask.application).sign_in(ada.email)
    assert told(coder, addresses) == set(addresses) - {"excerpt", "board"}, "whoever coded them sees them"
    while (reading := take_next(sam)) is not None:
        finish_reading(reading, session.get_one(type(first), reading.answer_id), sam)
    assert session.query(SecondReading).filter_by(finished_at=None).count() == 0
    assert told(reader, addresses) >= {"search by code", "quotes", "propose a quote", "words behind a figure"}


def test_the_coding_page_leads_whoever_reads_it_again_to_their_own_reading(
    client: CheckedClient, ada: Person, sam: Person
) -> None:
    reference = coded(ada, "REL.kind").response.public_ref
    draw_sample(QUARTER, sam)
    reading = take_next(sam)
    assert reading is not None
    own = f"/second-reading/{reading.public_ref}"
    assert client.sign_in(sam.email).get(f"/coding/{reference}/LA3/words").path == own
