"""Every place where something is typed, each with somebody who got there."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from io import BytesIO

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
from tests.equality.factories import asking
from tests.intake_files.files import MAP, csv_bytes, row
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


def display(client: CheckedClient, _time: ExitStack) -> Page:
    return client.get("/display")


def code(client: CheckedClient, _time: ExitStack) -> Page:
    factories.invitation("learning-audit-child", reader=Reader.CHILD, code="BCD234")
    return client.send(client.get("/"), {"code": "BCD 234"}, to="/open")


def about_the_bottle(client: CheckedClient, _time: ExitStack) -> Page:
    return client.get("/bottle")


def about_an_advocate(client: CheckedClient, _time: ExitStack) -> Page:
    return client.get("/advocate")


def about_oneself(client: CheckedClient, time: ExitStack) -> Page:
    time.enter_context(asking(client.flask.application))
    begin(client, "learning-audit-young-person", Reader.YOUNG_PERSON).finish()
    return client.get("/about-you")


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


def signed_in(client: CheckedClient, _time: ExitStack) -> Page:
    client.sign_in(factories.person(Role.participation_officer).email)
    return client.get("/team")


def triage(client: CheckedClient, _time: ExitStack) -> Page:
    raised = concern()
    client.sign_in(factories.person(Role.safeguarding_triage).email)
    return client.get(f"/concerns/{raised.public_ref}")


def coding(client: CheckedClient, _time: ExitStack) -> Page:
    answer()
    client.sign_in(factories.person(Role.participation_officer).email)
    return client.get("/coding/next")


def coded(client: CheckedClient, time: ExitStack) -> Page:
    return client.send(coding(client, time), {}, to="/accept")


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


def not_asked(client: CheckedClient, time: ExitStack) -> Page:
    why = {"why": "She is in hospital", "lead_case_holder": "Sam Case"}
    return client.send(attempts(client, time), dict(why), to="/not-appropriate")


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


def listed(client: CheckedClient, time: ExitStack) -> Page:
    page = actions(client, time)
    day = {"share_by-day": "15", "share_by-month": "6", "share_by-year": "2026"}
    fields: dict[str, object] = {"learnt": "Ask children about meetings first", "reach": "service", **day}
    return client.send(page, fields, to="/learning")


def reflected(client: CheckedClient, time: ExitStack) -> Page:
    page = client.get(f"/audits/{_audit(client, time).public_ref}")
    page = client.send(page, {}, to="/open")
    return client.get(page.links()["Was this reflected in the meeting?"])


def main_points(client: CheckedClient, time: ExitStack) -> Page:
    time.enter_context(clock.stopped_at(AFTER))
    made = scene()
    made.child.survey, made.child.reader = "learning-audit-young-person", "young_person"
    made.child.respondent_group = "young_person"
    words = {"LA3": Answer(words={"": "My own secret words"}), "LY4": Answer(("main_points",))}
    with clock.stopped_at(BEFORE):
        captured(made, made.child, words)
    client.sign_in(factories.person(Role.quality_analyst).email)
    page = client.send(client.get(f"/audits/{made.audit.public_ref}"), {}, to="/open")
    return client.get(page.links()["Write the main points for the meeting"])


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


def quoted(client: CheckedClient, time: ExitStack) -> Page:
    return client.send(quotes(client, time), {}, to="/quotes")


def report_sent(client: CheckedClient, time: ExitStack) -> Page:
    page = _report(client, time)
    words = {"themes": "Kind.", "improvement": "Fewer.", "plans": "After school."}
    page = client.send(client.get(f"{page.path}/write"), dict(words), to="/write")
    return client.send(page, {}, to="/send")


def approve(client: CheckedClient, time: ExitStack) -> Page:
    page = report_sent(client, time)
    client.post("/sign-out", {})
    client.sign_in(factories.person(Role.director).email)
    return client.get(f"{page.path}/approve")


def new_link(client: CheckedClient, _time: ExitStack) -> Page:
    client.sign_in(factories.person(Role.participation_officer).email)
    return client.get("/invite/new/learning-audit-young-person")


def link_to_take_back(client: CheckedClient, time: ExitStack) -> Page:
    client.send(new_link(client, time), {}, to="/invite/new/learning-audit-young-person")
    return client.get(
        next(way for words, way in client.get("/invite").links().items() if "Take back" in words)
    )


def file_to_import(client: CheckedClient, _time: ExitStack) -> Page:
    client.sign_in(factories.person(Role.participation_officer).email)
    return client.get("/import")


def _looked_at(client: CheckedClient, time: ExitStack, *rows: dict[str, str]) -> Page:
    fields: dict[str, object] = {
        "survey": "service-experience",
        "file": (BytesIO(csv_bytes(*rows)), "said.csv"),
        "map_file": (BytesIO(MAP.encode()), "map.yaml"),
    }
    return client.send(file_to_import(client, time), fields, to="/import")


def looked_at(client: CheckedClient, time: ExitStack) -> Page:
    return _looked_at(client, time, row())


def rows_refused(client: CheckedClient, time: ExitStack) -> Page:
    page = client.send(_looked_at(client, time, row(), row(id="2", date="never")), {}, to="/begin")
    return client.get(page.path.removesuffix("/working"))


# Every form there is, by the page it stands on: a new form that posts has to be added here.
FORMS: dict[Opening, tuple[str, ...]] = {
    front: ("opening.with_code", "safety.tell"),
    display: ("front.change_display",),
    welcome: ("opening.with_link",),
    code: ("opening.after_code",),
    about_the_bottle: ("opening.bottle",),
    about_an_advocate: ("opening.advocate",),
    child: ("respond.keep",),
    child_picking: ("respond.keep",),
    adult: ("respond.keep",),
    bottle: ("respond.keep",),
    advocate: ("respond.keep",),
    checking: ("respond.send",),
    about_oneself: ("about_you.keep",),
    not_safe: ("safety.say_it",),
    sign_in: ("account.sign_in",),
    signed_in: ("account.sign_out",),
    triage: ("triage.take", "triage.settle", "triage.weigh"),
    coding: ("coding.agree", "coding.disagree", "coding.finished", "coding.worried", "coding.give"),
    coded: ("coding.go_back", "coding.weigh", "coding.remove"),
    independence: ("capture.say_independence",),
    attempts: ("capture.add_attempt", "capture.make_link", "capture.do_not_ask"),
    not_asked: ("capture.ask_after_all",),
    conversation: ("capture.add_attempt", "capture.begin_conversation"),
    questions: ("capture.ask",),
    read_back: ("capture.read_back",),
    worry: ("capture.worried",),
    plan: ("audits.plan",),
    audit: ("audits.give_out", "audits.open_what_was_said", "audits.hold"),
    notes: ("audits.notes",),
    actions: ("audits.add_action", "audits.add_learning"),
    listed: ("audits.agree", "audits.take_out"),
    reflected: ("audits.reflect",),
    main_points: ("audits.main_points",),
    sign_off: ("audits.sign",),
    new_report: ("reports.new",),
    report: ("reports.compiled_again", "reports.send", "reports.thrown_away"),
    report_sent: ("reports.taken_back",),
    write: ("reports.write",),
    quotes: ("reports.use_quote",),
    quoted: ("reports.take_out",),
    approve: ("reports.decide", "reports.sent_back"),
    new_link: ("invite.new",),
    link_to_take_back: ("invite.take_back",),
    file_to_import: ("importing.start",),
    looked_at: ("importing.let_it_run", "importing.stop_it"),
    rows_refused: ("importing.forget_refused",),
}
