"""Where what people said is searched, read again and quoted: each page, with somebody who got there."""

import io
from collections.abc import Callable
from contextlib import ExitStack

from analysis.exchange.write_project import write_qdpx
from feedback_app.codebooks.take_out import Coders, take_out
from feedback_app.people.roles import Role
from feedback_app.second_reading.draw_sample import draw_sample
from feedback_app.themes.load_codebook import load_codebook
from tests import factories
from tests.finding.factories import said
from tests.page import CheckedClient, Page
from tests.quotations.factories import said_often
from tests.second_reading.factories import CODER, QUARTER, coded
from tests.themes.factories import answer

Opening = Callable[[CheckedClient, ExitStack], Page]
START = "/second-reading?quarter=2026-27-Q1"
TO_QUOTE = "My worker Sarah took me to Skegness. She always asks me first."


def _analyst(client: CheckedClient) -> CheckedClient:
    return client.sign_in(factories.person(Role.quality_analyst).email)


def finding(client: CheckedClient, _time: ExitStack) -> Page:
    return _analyst(client).get("/find")


def found(client: CheckedClient, time: ExitStack) -> Page:
    said("She always visits late.")
    return client.send(finding(client, time), {"words": "late"}, to="/find")


def kept_view(client: CheckedClient, time: ExitStack) -> Page:
    client.send(found(client, time), {"name": "Late visits"}, to="/views")
    return client.get("/views")


def excerpt(client: CheckedClient, time: ExitStack) -> Page:
    links = found(client, time).links()
    return client.get(next(href for name, href in links.items() if name.startswith("Use in a report")))


def board(client: CheckedClient, time: ExitStack) -> Page:
    page = excerpt(client, time)
    form = next(each.get("action", "") for each in page.forms() if "/excerpts/" in each.get("action", ""))
    return client.send(page, {"go": "pin", "name": "Annual report"}, to=form)


def to_quote(client: CheckedClient, _time: ExitStack) -> Page:
    client.sign_in(factories.person(Role.participation_officer).email)
    response, _place = said_often(TO_QUOTE)
    return client.get(f"/quotations/new/{response.public_ref}/LA1/well")


def proposed(client: CheckedClient, time: ExitStack) -> Page:
    return client.send(to_quote(client, time), {}, to="start=0&end=62")


def to_check(client: CheckedClient, time: ExitStack) -> Page:
    page = proposed(client, time)
    client.post("/sign-out", {})
    return _analyst(client).get(page.path)


def to_draw(client: CheckedClient, _time: ExitStack) -> Page:
    coded(factories.person(CODER))
    return _analyst(client).get(START)


def drawn(client: CheckedClient, _time: ExitStack) -> Page:
    coded(factories.person(CODER), "REL.kind")
    draw_sample(QUARTER, factories.person(Role.quality_analyst))
    return client.sign_in(factories.person(CODER).email).get(START)


def second_reading(client: CheckedClient, time: ExitStack) -> Page:
    return client.send(drawn(client, time), {}, to="/second-reading/next")


def second_codes(client: CheckedClient, time: ExitStack) -> Page:
    page = second_reading(client, time)
    return client.send(page, {"exactly": "kind", "code": "REL.reliable"}, to="/add")


def remarks(client: CheckedClient, _time: ExitStack) -> Page:
    answer()
    factories.person(Role.participation_officer)
    client.sign_in(factories.person(Role.participation_officer).email)
    page = client.get("/coding/next")
    return client.send(page, {"words": "Ask Kim about the bus."}, to="/note")


def change_quote(client: CheckedClient, time: ExitStack) -> Page:
    return client.get(f"{proposed(client, time).path}/change")


def _codebook(client: CheckedClient, path: str) -> Page:
    load_codebook()
    return _analyst(client).get(f"/codebook/{path}")


def rename_code(client: CheckedClient, _time: ExitStack) -> Page:
    return _codebook(client, "codes/REL.kind/rename")


def retire_code(client: CheckedClient, _time: ExitStack) -> Page:
    return _codebook(client, "codes/REL.kind/retire")


def merge_code(client: CheckedClient, _time: ExitStack) -> Page:
    return _codebook(client, "codes/REL.kind/merge?into=REL.reliable")


def split_code(client: CheckedClient, _time: ExitStack) -> Page:
    return _codebook(client, "codes/REL.kind/split")


def word_code(client: CheckedClient, _time: ExitStack) -> Page:
    return _codebook(client, "codes/REL.kind/wording")


def new_theme(client: CheckedClient, _time: ExitStack) -> Page:
    return _codebook(client, "new-theme")


def codebook_file(client: CheckedClient, _time: ExitStack) -> Page:
    return _codebook(client, "exchange")


def project_in(client: CheckedClient, _time: ExitStack) -> Page:
    return _codebook(client, "exchange/bring-in")


def project_sent(client: CheckedClient, time: ExitStack) -> Page:
    """A project from elsewhere, coded by somebody not known here, waits to be brought in."""
    coder = factories.person(Role.quality_analyst)
    coded(coder, "REL.kind")
    content = write_qdpx(take_out(coder, "a key of another council", None, Coders.numbered))
    sent = {"file": (io.BytesIO(content), "theirs.qdpx")}
    return client.send(project_in(client, time), sent, to="/bring-in")


READING: dict[Opening, tuple[str, ...]] = {
    finding: ("finding.look",),
    kept_view: ("finding.remove", "finding.share"),
    board: ("finding.off", "finding.share_one", "finding.name_one"),
    to_quote: ("quotations.offer",),
    proposed: ("quotations.stop",),
    change_quote: ("quotations.changed",),
    to_check: ("quotations.check", "quotations.back"),
    to_draw: ("second_reading.draw_now",),
    drawn: ("second_reading.take",),
    second_codes: (
        "second_reading.tell_triage", "second_reading.give", "second_reading.leave",
        "second_reading.finished", "second_reading.remove",
    ),
    remarks: ("coding.note", "coding.ask_colleague"),
    rename_code: ("codebooks.rename_code",),
    retire_code: ("codebooks.retire_code",),
    merge_code: ("codebooks.merge_code",),
    split_code: ("codebooks.split_code",),
    word_code: ("codebooks.word_code",),
    new_theme: ("codebooks.new_theme",),
    codebook_file: ("codebooks.exchange",),
    project_in: ("codebooks.project_in",),
    project_sent: ("codebooks.project_bring", "codebooks.project_forget"),
}  # fmt: skip
