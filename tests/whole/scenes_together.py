"""What people do together with codes and excerpts: boards, like answers, colleagues, engines, dashboards."""

from contextlib import ExitStack
from hashlib import sha256

from feedback_app import clock
from feedback_app.dashboards.models import Drawing, EmergingAnswer, EmergingTopic
from feedback_app.database import db
from feedback_app.finding.pin import pin_to, start_board, take_off
from feedback_app.learned.in_use import put_in_use
from feedback_app.learned.models import LearnedModel, Verdict
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.themes.load_codebook import load_codebook
from feedback_app.themes.remark import ask, write_memo
from feedback_app.themes.rules import Span
from tests import factories
from tests.finding.factories import said
from tests.page import CheckedClient, Page
from tests.reporting import factories as reporting
from tests.themes.factories import answer
from tests.translated.factories import answer_in, translated
from tests.whole.scenes_reading import Opening, board, excerpt, finding, found, second_codes

CODER = Role.participation_officer
ALIKE = "/coding/alike/REL.kind"
QUARTER = "2026-27-Q1"


def _signed_in(client: CheckedClient, role: Role = Role.quality_analyst) -> Person:
    person = factories.person(role)
    client.sign_in(person.email)
    return person


def boards(client: CheckedClient, time: ExitStack) -> Page:
    finding(client, time)
    return client.get("/boards")


def full_board(client: CheckedClient, _time: ExitStack) -> Page:
    analyst = _signed_in(client)
    made = start_board("Annual report", analyst)
    pins = [pin_to(made, said(words), Span(0, 4), analyst) for words in ("Late again.", "Kind.", "Funny.")]
    take_off(pins[-1], analyst)
    return client.get(f"/boards/{made.public_ref}")


def empty_board(client: CheckedClient, _time: ExitStack) -> Page:
    return client.get(f"/boards/{start_board('Annual report', _signed_in(client)).public_ref}")


def note_on_board(client: CheckedClient, time: ExitStack) -> Page:
    return client.get(board(client, time).links()["Heading and note She always visits late."])


def alike(client: CheckedClient, _time: ExitStack) -> Page:
    for whom in ("me", "us"):
        answer(f"She is kind to {whom}.")
    _signed_in(client, CODER)
    client.get("/coding/alike")
    page = client.get(ALIKE)
    ticks = [each.get("value") for each in page.find_all("input", name="suggestion")]
    return client.send(page, {"suggestion": ticks[:1]}, to=ALIKE)


def asked_by_a_colleague(client: CheckedClient, _time: ExitStack) -> Page:
    colleague, person = factories.person(CODER), _signed_in(client, CODER)
    ask(answer(), person, "Is this the bus or the driver?", colleague)
    return client.get("/coding/next")


def remarked(client: CheckedClient, _time: ExitStack) -> Page:
    colleague, person, said_here = factories.person(CODER), _signed_in(client, CODER), answer()
    write_memo(said_here, "Ask Kim about the bus.", person)
    ask(said_here, colleague, "Is this the bus or the driver?", person)
    return client.get("/coding/next")


def difference(client: CheckedClient, time: ExitStack) -> Page:
    client.send(second_codes(client, time), {"then": "stop"}, to="/finish")
    page = client.get("/second-reading/differences")
    return client.get(next(href for href in page.links().values() if "/differences/" in href))


def engines(client: CheckedClient, _time: ExitStack) -> Page:
    now, content = clock.now(), b"an engine"
    model = LearnedModel(
        made_at=now, decided_until=now, examples=300, unseen=75, languages="en_GB", taught_from="0" * 64,
        digest=sha256(content).hexdigest(), content=content, micro_f1=0.6, macro_f1=0.5, recall_at_5=0.8,
        calibration_error=0.1, compared_with="codebook words 1.0", compared_micro_f1=0.4,
        compared_macro_f1=0.3, seconds=2.0, verdict=Verdict.better,
    )  # fmt: skip
    db.session.add(model)
    db.session.flush()
    put_in_use(model)
    _signed_in(client)
    return client.get("/suggestions/engines")


def nothing_drawn(client: CheckedClient, _time: ExitStack) -> Page:
    answer()
    _signed_in(client)
    return client.get("/dashboards")


def new_topics(client: CheckedClient, _time: ExitStack) -> Page:
    load_codebook()
    now = clock.now()
    db.session.add(Drawing(quarter=QUARTER, drawn_at=now, responses=30, codings=0, last_coding=0))
    topic = EmergingTopic(quarter=QUARTER, words=["bus"], score=1.0, is_new=True, found_at=now)
    db.session.add(topic)
    db.session.flush()
    db.session.add(EmergingAnswer(topic_id=topic.id, answer_id=answer("The bus is late.").id, place=0))
    _signed_in(client)
    return client.get("/dashboards/new-topics")


def project_out(client: CheckedClient, _time: ExitStack) -> Page:
    load_codebook()
    _signed_in(client)
    return client.get("/codebook/exchange/take-out")


def translation(client: CheckedClient, _time: ExitStack) -> Page:
    translated(answer_in(), by=_signed_in(client, CODER))
    return client.get("/coding/next")


def new_digest(client: CheckedClient, time: ExitStack) -> Page:
    time.enter_context(clock.stopped_at(reporting.WHEN))
    client.sign_in(reporting.people().analyst.email)
    return client.get("/reports/new-digest")


TOGETHER: dict[Opening, tuple[str, ...]] = {
    boards: ("finding.begin",),
    found: ("finding.save",),
    excerpt: ("finding.use",),
    full_board: ("finding.earlier", "finding.later", "finding.back_on"),
    note_on_board: ("finding.write",),
    empty_board: ("finding.remove_one",),
    alike: ("coding.accept_ticked", "coding.undo_all"),
    asked_by_a_colleague: ("coding.answer_colleague",),
    remarked: ("coding.take_note_away", "coding.take_question_back"),
    difference: ("second_reading.decide",),
    engines: ("believed.choose",),
    nothing_drawn: ("dashboards.draw",),
    new_topics: ("dashboards.decide",),
    project_out: ("codebooks.project_out",),
    translation: ("coding.translate", "coding.give"),
    new_digest: ("reports.new_digest",),
}
