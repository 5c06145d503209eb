"""The director reads children's own words, once triage has looked at what may be harm."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_app.listening.store import Reading
from feedback_app.people.roles import Place, Role
from feedback_app.safeguarding.act import decide
from feedback_app.safeguarding.models import Concern, Decision
from feedback_app.trail import Did, Trail
from surveys.answers import Answer
from tests import factories
from tests.page import CheckedClient, text_of

MESSAGE = "Dear Alex 🙂\nplease fix the wifi.\n\nمرحبا"


@pytest.fixture
def director(client: CheckedClient) -> CheckedClient:
    return client.sign_in(factories.person(Role.director).email)


def bottle(words: str = MESSAGE, place: Place | None = None) -> str:
    answers = {
        "MB1": Answer(words={"": words}),
        "MB3": Answer(choices=("yes",)),
        "MB5": Answer(words={"": "Kai"}),
    }
    return factories.response("message-in-a-bottle", answers, place=place).public_ref


def test_the_message_is_shown_in_the_child_s_own_words_and_the_reading_is_kept(
    director: CheckedClient, session: Session
) -> None:
    reference = bottle()
    assert "New" in director.get("/bottles").text
    page = director.get(f"/bottles/{reference}")
    assert "".join(page.find_all("div", class_="words")[0].itertext()).strip() == MESSAGE
    assert "Yes please" in page.text
    assert "Kai" in page.text
    assert session.scalars(select(Reading)).first() is not None
    assert session.scalars(select(Trail).where(Trail.did == Did.viewed, Trail.subject_ref == reference)).one()
    assert "Read by you" in director.get("/bottles").text


def test_a_message_that_may_mean_harm_goes_to_triage_first(director: CheckedClient, session: Session) -> None:
    reference = bottle("My dad hits me every night.")
    assert "hits" not in director.get("/bottles").text
    waits = director.get(f"/bottles/{reference}")
    assert "safeguarding triage first" in waits.heading
    assert "hits" not in waits.text
    decide(
        session.scalars(select(Concern)).one(),
        Decision.referred,
        "Rang.",
        factories.person(Role.safeguarding_triage),
        changes=0,
    )
    assert "My dad hits me every night." in director.get(f"/bottles/{reference}").text


def test_bottles_from_elsewhere_are_not_there(client: CheckedClient) -> None:
    here, there = Place(factories.service_area().id), Place(factories.service_area().id)
    reference = bottle(place=there)
    client.sign_in(factories.person(Role.participation_officer, place=here).email)
    client.get(f"/bottles/{reference}", expect=404)
    assert "No bottle has come yet" in client.get("/bottles").text


def test_other_answers_are_not_bottles(director: CheckedClient) -> None:
    response = factories.response()
    director.get(f"/bottles/{response.public_ref}", expect=404)
    assert text_of(director.get("/bottles").find_all("h1")[0]) == "Messages in a Bottle"
