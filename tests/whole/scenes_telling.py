"""Themes on their way from heard to told back."""

from contextlib import ExitStack

from feedback_app import clock
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.telling.act import link_action
from feedback_app.telling.models import ENGLISH
from tests import factories
from tests.dashboards.factories import IN_QUARTER
from tests.page import CheckedClient, Page
from tests.telling import factories as telling
from tests.whole.scenes_reading import Opening

ONE = f"/telling/{telling.WHEN}/whole-council/{telling.SPOKEN_OF}"


def _signed_in(client: CheckedClient, time: ExitStack) -> Person:
    time.enter_context(clock.stopped_at(telling.IN_TIME))
    telling.heard()
    person = factories.person(Role.participation_officer)
    client.sign_in(person.email)
    return person


def theme_heard(client: CheckedClient, time: ExitStack) -> Page:
    _signed_in(client, time)
    return client.get(ONE)


def theme_analysed(client: CheckedClient, time: ExitStack) -> Page:
    telling.analysed(_signed_in(client, time))
    return client.get(ONE)


def theme_to_act_on(client: CheckedClient, time: ExitStack) -> Page:
    person = _signed_in(client, time)
    it = telling.decided(person)
    link_action(it, telling.confirmed_action(), by=person)
    telling.confirmed_action()
    return client.get(ONE)


def theme_acted_on(client: CheckedClient, time: ExitStack) -> Page:
    telling.acted(_signed_in(client, time))
    return client.get(ONE)


def words_to_write(client: CheckedClient, time: ExitStack) -> Page:
    telling.acted(_signed_in(client, time))
    return client.get(f"{ONE}/words/{ENGLISH}")


def words_to_publish(client: CheckedClient, time: ExitStack) -> Page:
    _signed_in(client, time)
    telling.written()
    return client.get(ONE)


def theme_told(client: CheckedClient, time: ExitStack) -> Page:
    _signed_in(client, time)
    telling.told()
    return client.get(ONE)


def response_to_decide(client: CheckedClient, time: ExitStack) -> Page:
    with clock.stopped_at(IN_QUARTER):
        response = factories.response(said_at=IN_QUARTER)
    _signed_in(client, time)
    return client.get(f"/deciding/{response.public_ref}")


TELLING: dict[Opening, tuple[str, ...]] = {
    theme_heard: ("telling.found",),
    theme_analysed: ("telling.found", "telling.decide"),
    theme_to_act_on: ("telling.link", "telling.take_off", "telling.acted"),
    theme_acted_on: ("telling.not_acted",),
    words_to_write: ("telling.write",),
    words_to_publish: ("telling.publish",),
    theme_told: ("telling.take_back",),
    response_to_decide: ("deciding.decide",),
}
