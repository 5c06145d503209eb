"""Actions and learning on their way: done, confirmed, sent back, passed on."""

from contextlib import ExitStack

from feedback_app import clock
from feedback_app.improvement.models import Learning
from feedback_app.improvement.share import note_told
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from tests import factories
from tests.improvement.factories import NOW, action, done, learning
from tests.page import CheckedClient, Page
from tests.whole.scenes_reading import Opening


def _signed_in(client: CheckedClient, time: ExitStack, role: Role) -> Person:
    time.enter_context(clock.stopped_at(NOW))
    person = factories.person(role)
    client.sign_in(person.email)
    return person


def own_action(client: CheckedClient, time: ExitStack) -> Page:
    return client.get(f"/actions/{action(_signed_in(client, time, Role.practice_lead)).public_ref}")


def own_action_done(client: CheckedClient, time: ExitStack) -> Page:
    return client.get(f"/actions/{done(_signed_in(client, time, Role.practice_lead)).public_ref}")


def action_to_confirm(client: CheckedClient, time: ExitStack) -> Page:
    _signed_in(client, time, Role.service_manager)
    return client.get(f"/actions/{done().public_ref}")


def _learning(client: CheckedClient, time: ExitStack) -> Learning:
    _signed_in(client, time, Role.service_manager)
    return learning()


def learning_to_share(client: CheckedClient, time: ExitStack) -> Page:
    return client.get(f"/learning/{_learning(client, time).public_ref}")


def learning_shared(client: CheckedClient, time: ExitStack) -> Page:
    it = _learning(client, time)
    note_told(it, told_on=clock.today(), by=factories.person())
    return client.get(f"/learning/{it.public_ref}")


FOLLOWING: dict[Opening, tuple[str, ...]] = {
    own_action: ("improvement.done", "improvement.supervision"),
    own_action_done: ("improvement.not_done",),
    action_to_confirm: ("improvement.confirm", "improvement.send_back"),
    learning_to_share: ("improvement.told",),
    learning_shared: ("improvement.not_told",),
}
