"""Every place where something is typed, each with somebody who got there."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime

from feedback_app import clock
from feedback_app.audits.meeting import mark_held
from feedback_app.audits.models import Audit
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.themes.load_codebook import load_codebook
from surveys.answers import Answer
from surveys.definition import Reader
from tests import factories
from tests.audits.factories import AFTER, BEFORE, Scene, captured, scene
from tests.page import CheckedClient, Page
from tests.reporting import factories as reporting
from tests.safeguarding.factories import concern
from tests.themes.factories import answer
from tests.web.respond.walk import begin, begin_with

Opening = Callable[[CheckedClient, ExitStack], Page]
MEETING_DAY = datetime(2026, 5, 18, tzinfo=UTC).date()
START = {
    "private": "y", "channel": "phone", "present": "alone", "language_used": "en_GB", "interpreter": "none",
    "limits": "y", "understood": "y",
}  # fmt: skip


def front(client: CheckedClient, _time: ExitStack) -> Page:
    return client.get("/")


def child(client: CheckedClient, _time: ExitStack) -> Page:
    begin(client)
    return client.get("/answer/LA3")


def child_picking(client: CheckedClient, _time: ExitStack) -> Page:
    begin(client)
    return client.get("/answer/LA8")


def adult(client: CheckedClient, _time: ExitStack) -> Page:
    return begin(client, "learning-audit-parent-carer", Reader.ADULT).page


def checking(client: CheckedClient, _time: ExitStack) -> Page:
    return begin(client).to_the_check({"LA3": {"LA3": "The bus is late."}})


def welcome(client: CheckedClient, _time: ExitStack) -> Page:
    _invitation, token = factories.invitation("learning-audit-child", reader=Reader.CHILD)
    return client.get(f"/s/{token}")


def bottle(client: CheckedClient, _time: ExitStack) -> Page:
    return begin_with(client, "/bottle").page


def advocate(client: CheckedClient, _time: ExitStack) -> Page:
    return begin_with(client, "/advocate").page


def not_safe(client: CheckedClient, _time: ExitStack) -> Page:
    return client.get("/not-safe")


def sign_in(client: CheckedClient, _time: ExitStack) -> Page:
    return client.get("/sign-in")


def triage(client: CheckedClient, _time: ExitStack) -> Page:
    raised = concern()
    client.sign_in(factories.person(Role.safeguarding_triage).email)
    return client.get(f"/concerns/{raised.public_ref}")


def coding(client: CheckedClient, _time: ExitStack) -> Page:
    answer()
    client.sign_in(factories.person(Role.participation_officer).email)
    return client.get("/coding/next")


def _capturing(client: CheckedClient, time: ExitStack, *, declared: bool = True) -> Scene:
    time.enter_context(clock.stopped_at(BEFORE))
    made = scene(declared=declared)
    made.child.practice_lead_id = made.lead.id
    client.sign_in(made.lead.email)
    return made


def independence(client: CheckedClient, time: ExitStack) -> Page:
    return client.get(f"/capture/{_capturing(client, time, declared=False).child.public_ref}")


def attempts(client: CheckedClient, time: ExitStack) -> Page:
    return client.get(f"/capture/{_capturing(client, time).child.public_ref}")


def conversation(client: CheckedClient, time: ExitStack) -> Page:
    return client.get(f"/capture/{_capturing(client, time).child.public_ref}/conversation")


def questions(client: CheckedClient, time: ExitStack) -> Page:
    return client.send(conversation(client, time), dict(START), to="/conversation")


def read_back(client: CheckedClient, time: ExitStack) -> Page:
    page = questions(client, time)
    while "/questions/" in page.path:
        page = client.send(page, {"go": "next"}, to=page.path)
    return page


def worry(client: CheckedClient, time: ExitStack) -> Page:
    return client.get(f"/capture/{_capturing(client, time).child.public_ref}/worry")


def plan(client: CheckedClient, _time: ExitStack) -> Page:
    factories.service_area()
    factories.locality()
    factories.person(Role.service_manager)
    factories.person(Role.service_manager)
    client.sign_in(factories.person(Role.quality_analyst).email)
    return client.get("/audits/plan")


def _audit(client: CheckedClient, time: ExitStack, *, held: bool = True) -> Audit:
    time.enter_context(clock.stopped_at(AFTER))
    made = scene()
    with clock.stopped_at(BEFORE):
        captured(made, made.child, {"LA3": Answer(words={"": "The bus is late."})})
    if held:
        mark_held(made.audit, MEETING_DAY, by=made.chair)
    client.sign_in(made.chair.email)
    return made.audit


def audit(client: CheckedClient, time: ExitStack) -> Page:
    return client.get(f"/audits/{_audit(client, time, held=False).public_ref}")


def notes(client: CheckedClient, time: ExitStack) -> Page:
    return client.get(f"/audits/{_audit(client, time).public_ref}/notes")


def actions(client: CheckedClient, time: ExitStack) -> Page:
    return client.get(f"/audits/{_audit(client, time).public_ref}/actions")


def reflected(client: CheckedClient, time: ExitStack) -> Page:
    page = client.get(f"/audits/{_audit(client, time).public_ref}")
    page = client.send(page, {}, to="/open")
    return client.get(page.links()["Was this reflected in the meeting?"])


def sign_off(client: CheckedClient, time: ExitStack) -> Page:
    made = _audit(client, time)
    client.post("/sign-out", {})
    client.sign_in(factories.db.session.get_one(Person, made.responsible_id).email)
    return client.get(f"/audits/{made.public_ref}/sign-off")


def _report(client: CheckedClient, time: ExitStack) -> Page:
    time.enter_context(clock.stopped_at(reporting.WHEN))
    people = reporting.people()
    load_codebook()
    reporting.full_quarter(people.coder, each=6)
    client.sign_in(people.analyst.email)
    return client.send(client.get("/reports/new"), {"quarter": reporting.QUARTER}, to="/reports/new")


def new_report(client: CheckedClient, time: ExitStack) -> Page:
    time.enter_context(clock.stopped_at(reporting.WHEN))
    client.sign_in(reporting.people().analyst.email)
    return client.get("/reports/new")


def report(client: CheckedClient, time: ExitStack) -> Page:
    return _report(client, time)


def write(client: CheckedClient, time: ExitStack) -> Page:
    return client.get(f"{_report(client, time).path}/write")


def quotes(client: CheckedClient, time: ExitStack) -> Page:
    return client.get(f"{_report(client, time).path}/quotes")


def approve(client: CheckedClient, time: ExitStack) -> Page:
    page = _report(client, time)
    words = {"themes": "Kind.", "improvement": "Fewer.", "plans": "After school."}
    page = client.send(client.get(f"{page.path}/write"), dict(words), to="/write")
    page = client.send(page, {}, to="/send")
    client.post("/sign-out", {})
    client.sign_in(factories.person(Role.director).email)
    return client.get(f"{page.path}/approve")


SCENES: tuple[Opening, ...] = (
    front, welcome, child, child_picking, adult, checking, bottle, advocate, not_safe, sign_in, triage,
    coding, independence, attempts, conversation, questions, read_back, worry, plan, audit, notes, actions,
    reflected, sign_off, new_report, report, write, quotes, approve,
)  # fmt: skip
