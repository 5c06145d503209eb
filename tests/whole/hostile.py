"""Fill in any form with what nobody meant to be sent, and see that the answer is calm and nothing is lost."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from xml.etree.ElementTree import Element

from sqlalchemy import JSON, Connection, String, func, select

from feedback_app.database import Base, db
from tests.page import CheckedClient, Page, check_page, text_of

TOO_LONG = "x" * 20_000
TYPED: dict[str, str | bytes] = {
    "empty": "",
    "20,000 characters": TOO_LONG,
    "emoji": "👩‍👧 🙂",
    "right-to-left": "أختي \u200f123",
    "NUL byte": "be\0fore",
    "broken encoding": b"be\xff\xfe\x80fore",
}
WRONG = ("no such'; --", "9" * 30, "\0", "-1", "🙂 أختي")
FILES = {
    "empty": b"",
    "20,000 characters": TOO_LONG.encode(),
    "emoji": "id,date\n🙂,🙂\n".encode(),
    "right-to-left": "id,date\nأختي,\u200f1\n".encode(),
    "NUL byte": b"id,da\0te\n1,\0\n",
    "broken encoding": b"id,date\n\xff\xfe,\x80\n",
    "wrong column": b"surname,height\nNobody,12\n",
    "another kind of file": b"PK\x03\x04\0\0\0\x89PNG",
}
CALM = {200, 400, 403, 404, 405, 409, 410, 413, 429}
REFUSED_WITH_WORDS = {400, 409}
OUR_FAULT = "Something went wrong on our side"
TEXT_TYPES = {"text", "email", "tel", "number", "password", "search"}
DATE_PARTS = {"day": "15", "month": "6", "year": "2026"}
LOOKED_UP = {"account.sign_in", "opening.with_code", "coding.give"}
"""Forms whose words are only compared with what is there already, and never kept."""
PROOF = re.compile(r'(name="csrf_token"[^>]*value=)"[^"]*"')
Sent = str | bytes | tuple[BytesIO, str]
Fields = dict[str, list[Sent]]


@dataclass(frozen=True)
class Form:
    """One posting form of a page: where it leads, and its fields by what a browser would let one do."""

    endpoint: str
    action: str
    words: tuple[str, ...]
    others: tuple[str, ...]
    files: tuple[str, ...]
    usual: Fields


def forms_of(client: CheckedClient, page: Page) -> list[Form]:
    """Every kind of form of a page that posts, filled in as somebody sensible might."""
    known = client.flask.application.url_map.bind("localhost")
    found = []
    for each in page.forms():
        if each.get("method", "").lower() == "post":
            action = each.get("action") or page.path
            endpoint, _ = known.match(action.partition("?")[0], method="POST")
            found.append(_form(each, action, endpoint))
    return list({(form.endpoint, form.words, form.others): form for form in reversed(found)}.values())


def _form(form: Element, action: str, endpoint: str) -> Form:
    words, others, files, usual = [], [], [], Fields()
    for control in form.iter():
        name = control.get("name")
        if not name or control.tag not in {"input", "select", "textarea", "button"}:
            continue
        part = name.rsplit("-", 1)[-1]
        if control.tag == "textarea":
            usual[name] = [text_of(control) or f"kind words in {name}"]
            words.append(name)
        elif control.tag == "input" and control.get("type", "text") in TEXT_TYPES:
            usual[name] = [DATE_PARTS.get(part) or control.get("value") or f"kind {name}"]
            (others if part in DATE_PARTS else words).append(name)
        elif control.tag == "select":
            values = [option.get("value") or "" for option in control.iter("option")]
            usual[name] = [next((value for value in values if value), "")]
            others.append(name)
        elif control.get("type") == "file":
            files.append(name)
        elif control.tag == "button" and not control.get("value"):
            usual.setdefault(name, [""])
        elif name not in usual:
            usual[name] = [control.get("value", "")]
            if not name.endswith("csrf_token"):
                others.append(name)
    return Form(endpoint, action, tuple(words), tuple(others), tuple(files), usual)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is stored inside is forgotten afterwards, so that one try does not spoil the next."""
    connection = db.session.get_bind()
    assert isinstance(connection, Connection)
    db.session.commit()
    kept = connection.begin_nested()
    try:
        yield
    finally:
        db.session.rollback()
        kept.rollback()
        db.session.expire_all()


def with_fields(form: Form, changed: dict[str, Sent | None]) -> Form:
    """The form filled in differently; None leaves a field out altogether."""
    fields = {name: values for name, values in form.usual.items() if changed.get(name, "") is not None}
    fields.update({name: [value] for name, value in changed.items() if value is not None})
    return replace(form, usual=fields)


def send(client: CheckedClient, form: Form) -> Page:
    """Send a form as it is filled in; the page that comes back is sound, calm and never our fault."""
    reply = client.open(form.action, method="POST", data=form.usual)
    what = {name: str(values[0])[:20] for name, values in form.usual.items() if "csrf" not in name}
    assert reply.status_code in CALM, f"{form.action} answered {reply.status_code} to {what}"
    if reply.mimetype != "text/html":
        return Page(reply, Element("file"))
    root = _checked.get(body := PROOF.sub(r"\1", reply.get_data(as_text=True)))
    page = Page(reply, root) if root is not None else check_page(reply)
    _checked[body] = page.root
    assert page.heading != OUR_FAULT, f"{form.action} broke on {what}"
    return page


_checked: dict[str, Element] = {}
"""Pages read strictly already, so that the same error page is not read again for each wrong value."""


def nothing_lost(page: Page, form: Form) -> None:
    """After a mistake every box holds what was typed in it; after none, the words are stored."""
    secret = {each.get("name") for each in page.find_all("input", type="password")} | {"password"}
    typed = {
        name: words.replace("\0", "").strip()
        for name in form.words
        for words in form.usual.get(name, [])
        if isinstance(words, str) and name not in secret
    }
    if page.problems_shown() or page.status in REFUSED_WITH_WORDS:
        held = _held(page)
        for name, words in typed.items():
            assert words in held.get(name, []), f"{form.action} lost what was typed in {name}: {words[:40]}"
    elif page.status == 200 and form.endpoint not in LOOKED_UP and any(typed.values()):
        held, stored = _held(page), all_that_is_stored()
        for name, words in typed.items():
            kept = words in held.get(name, []) or words in stored
            assert kept, f"{form.action} took what was typed in {name} and has it no more"


def all_that_is_stored() -> str:
    """Every word in every table."""
    found = []
    for table in Base.metadata.sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, (String, JSON))]
        for row in db.session.execute(select(*columns)) if columns else ():
            found += [each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in row]
    return "\n".join(found)


def rows_stored() -> dict[str, int]:
    """How many rows each table holds."""
    tables = Base.metadata.sorted_tables
    counts = [select(func.count()).select_from(table).scalar_subquery() for table in tables]
    found = db.session.execute(select(*counts)).one()
    return {table.name: int(number) for table, number in zip(tables, found, strict=True)}


def _held(page: Page) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for control in page.root.iter():
        name = control.get("name")
        if name and control.tag == "textarea":
            held.setdefault(name, []).append("".join(control.itertext()).replace("\r", "").strip())
        elif name and control.tag == "input" and control.get("type", "text") in TEXT_TYPES | {"hidden"}:
            held.setdefault(name, []).append(control.get("value", "").strip())
    return held
