"""Every place where something is typed about a concern, each with somebody who got there."""

from contextlib import ExitStack

from sqlalchemy import select

from feedback_app import clock
from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.safeguarding.act import acknowledge, decide
from feedback_app.safeguarding.models import Decision
from feedback_app.safeguarding.tell import tell
from feedback_app.safeguarding.who_is_told import Addressee, Told
from tests import factories
from tests.audits.factories import BEFORE, scene
from tests.page import CheckedClient, Page
from tests.safeguarding.factories import concern


def _on_triage(client: CheckedClient) -> Person:
    somebody = factories.person(Role.safeguarding_triage)
    client.sign_in(somebody.email)
    return db.session.scalars(select(Person).where(Person.id == somebody.id)).one()


def taken(client: CheckedClient, _time: ExitStack) -> Page:
    raised = concern()
    acknowledge(raised, _on_triage(client), changes=0)
    return client.get(f"/concerns/{raised.public_ref}")


def decided(client: CheckedClient, _time: ExitStack) -> Page:
    raised = concern()
    decide(raised, Decision.no_harm, "A film.", _on_triage(client), changes=0)
    return client.get(f"/concerns/{raised.public_ref}")


def told(client: CheckedClient, _time: ExitStack) -> Page:
    somebody = factories.person(Role.director)
    telling = tell(concern(), Told.leader, Addressee(somebody.name, somebody.email))
    client.sign_in(somebody.email)
    return client.get(f"/concerns/told/{telling.public_ref}")


def raising(client: CheckedClient, time: ExitStack) -> Page:
    time.enter_context(clock.stopped_at(BEFORE))
    made = scene()
    client.sign_in(made.chair.email)
    return client.get(f"/raise/{made.audit.public_ref}")


def naming(client: CheckedClient, time: ExitStack) -> Page:
    page = raising(client, time)
    said = {"severity": "S2", "children": "C, 9", "why": "Left alone at night.", "about": "open_case"}
    return client.send(page, dict(said), to=page.path)


CONCERNS = {
    taken: ("triage.give_back",),
    decided: ("triage.open_again",),
    raising: ("raising.concern",),
    naming: ("raising.people",),
    told: ("triage.know_of_it", "triage.answered"),
}
