"""More forms the codebook is changed with, each with an analyst who got there."""

from contextlib import ExitStack

from feedback_app.codebooks import draft
from feedback_app.codebooks.split import split
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from tests import factories
from tests.codebooks.factories import coding, seen
from tests.page import CheckedClient, Page
from tests.themes.factories import answer


def _analyst(client: CheckedClient) -> Person:
    """Somebody who looks after the codebook, and one coding."""
    analyst = factories.person(Role.quality_analyst)
    coding(answer(), "REL.kind", analyst)
    client.sign_in(analyst.email)
    return analyst


def wording_a_theme(client: CheckedClient, _time: ExitStack) -> Page:
    _analyst(client)
    return client.get("/codebook/themes/REL/wording")


def adding_a_code(client: CheckedClient, _time: ExitStack) -> Page:
    _analyst(client)
    return client.get("/codebook/themes/REL/new-code")


def sorting_codings(client: CheckedClient, _time: ExitStack) -> Page:
    analyst = _analyst(client)
    change = split("REL.kind", {"name": "Jokes"}, seen(), analyst)
    return client.get(f"/codebook/changes/{change.public_ref}/sort")


def codebook_draft(client: CheckedClient, _time: ExitStack) -> Page:
    draft.draft_new_code("REL", {"name": "Jokes"}, _analyst(client))
    return client.get("/codebook/draft")


def codebook_history(client: CheckedClient, _time: ExitStack) -> Page:
    analyst = _analyst(client)
    draft.draft_new_code("REL", {"name": "Jokes"}, analyst)
    draft.publish(seen(), analyst)
    return client.get("/codebook/changes")


CHANGING = {
    wording_a_theme: ("codebooks.word_theme",),
    adding_a_code: ("codebooks.new_code",),
    sorting_codings: ("codebooks.sorted_here",),
    codebook_draft: ("codebooks.publish", "codebooks.leave"),
    codebook_history: ("codebooks.undo_change",),
}
