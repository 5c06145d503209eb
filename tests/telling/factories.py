"""A quarter in which enough was said to draw it, and themes as far on their way as a test needs."""

from datetime import UTC, datetime

from analysis.periods import parse_quarter
from analysis.safe_counts import SafeCounts
from feedback_app import clock
from feedback_app.dashboards.draw import draw_figures
from feedback_app.improvement.finish import confirm, mark_of
from feedback_app.improvement.models import Action
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.telling.act import link_action, mark_acted
from feedback_app.telling.decide import analyse, decide
from feedback_app.telling.heard import heard_in
from feedback_app.telling.models import ENGLISH, YouSaid
from feedback_app.telling.rules import Decision
from feedback_app.telling.tell import publish, write_words
from tests import factories
from tests.dashboards.factories import KIND, LATE, QUARTER, SCHOOL, Council, council, said
from tests.improvement.factories import done

IN_TIME = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)
TOO_LATE = datetime(2026, 8, 20, 9, 0, tzinfo=UTC)
WHEN = parse_quarter(QUARTER)
SPOKEN_OF, HARDLY_SPOKEN_OF = "REL", "LEARN"
FOUND, REASON = "Children like kind workers.", "We will ask you first."
SAID, DID = "My worker is always late.", "Your worker now rings when the bus is late."


def heard() -> Council:
    """Fourteen speak well of a worker, twelve elsewhere do not; two speak of school."""
    at = council()
    said(at, KIND, times=14)
    said(at, LATE, times=12, place=(1, 1), box="not_so_good")
    said(at, None, times=20)
    said(at, None, times=20, place=(1, 1))
    said(at, SCHOOL, times=2)
    draw_figures(quarters=[WHEN])
    return at


def figures(service: str = "") -> SafeCounts:
    return heard_in([WHEN]).of(WHEN, service, (SPOKEN_OF, HARDLY_SPOKEN_OF))


def officer() -> Person:
    return factories.person(Role.participation_officer)


def analysed(
    by: Person | None = None, *, theme: str = SPOKEN_OF, service_area_id: int | None = None
) -> YouSaid:
    return analyse(WHEN, theme, service_area_id, found=FOUND, by=by or officer())


def decided(
    by: Person | None = None, *, decision: Decision = Decision.act, theme: str = SPOKEN_OF,
    service_area_id: int | None = None,
) -> YouSaid:  # fmt: skip
    by = by or officer()
    it = analysed(by, theme=theme, service_area_id=service_area_id)
    decide(it, decision, reason=REASON, by=by, seen=it.changes)
    return it


def confirmed_action() -> Action:
    made = done()
    with clock.stopped_at(IN_TIME):
        confirm(made, by=factories.person(Role.service_manager), seen=mark_of(made))
    return made


def acted(by: Person | None = None) -> YouSaid:
    by = by or officer()
    it = decided(by)
    link_action(it, confirmed_action(), by=by)
    mark_acted(it, by=by, seen=it.changes)
    return it


def written(by: Person | None = None, it: YouSaid | None = None, language: str = ENGLISH) -> YouSaid:
    by = by or officer()
    it = it or acted(by)
    write_words(it, language, said=SAID, did=DID, by=by, seen=it.changes)
    return it


def told(by: Person | None = None, it: YouSaid | None = None) -> YouSaid:
    """Written by one and published by another."""
    it = written(by, it)
    publish(it, ENGLISH, figures(), by=officer(), seen=it.changes)
    return it
