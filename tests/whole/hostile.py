"""Fill in any form with what nobody meant to be sent, and see that the answer is calm and nothing is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sqlalchemy import Connection

from feedback_app.database import db
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
WRONG = ("no such'; --", "99999999999", "9" * 30, "\0")
CALM = {200, 400, 403, 404, 409, 410, 413, 429}
OUR_FAULT = "Something went wrong on our side"
TEXT_TYPES = {"text", "email", "tel", "number", "password", "search"}
DATE_PARTS = {"day": "15", "month": "6", "year": "2026"}
Fields = dict[str, list[str | bytes]]


@dataclass(frozen=True)
class Form:
    """One posting form of a page: where it leads, and its fields by what a browser would let one do."""

    action: str
    words: tuple[str, ...]
    others: tuple[str, ...]
    usual: Fields


def forms_of(page: Page) -> list[Form]:
    """Every kind of form of a page that posts (signing out aside), filled in as somebody sensible might."""
    found = [_form(each, page.path) for each in page.forms() if each.get("method", "").lower() == "post"]
    alike = {(form.action.rsplit("/", 1)[-1], form.words, form.others): form for form in found}
    return [form for form in alike.values() if form.action != "/sign-out"]


def _form(form: Element, path: str) -> Form:
    words, others, usual = [], [], Fields()
    for control in form.iter():
        name = control.get("name")
        if not name or control.tag not in {"input", "select", "textarea", "button"}:
            continue
        part = name.rsplit("-", 1)[-1]
        if control.tag == "textarea":
            usual[name] = [text_of(control) or "kind"]
            words.append(name)
        elif control.tag == "input" and control.get("type", "text") in TEXT_TYPES:
            usual[name] = [DATE_PARTS.get(part) or control.get("value") or "kind"]
            (others if part in DATE_PARTS else words).append(name)
        elif control.tag == "select":
            values = [option.get("value") or "" for option in control.iter("option")]
            usual[name] = [next((value for value in values if value), "")]
            others.append(name)
        elif control.get("type") != "file" and name not in usual:
            usual[name] = [control.get("value", "")]
            if not name.endswith("csrf_token"):
                others.append(name)
    return Form(form.get("action") or path, tuple(words), tuple(others), usual)


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


def send(client: CheckedClient, form: Form, **changed: str | bytes) -> Page:
    """Send a form with some fields changed; the page that comes back is sound, calm and never our fault."""
    fields = {**form.usual, **{name: [value] for name, value in changed.items()}}
    reply = client.open(form.action, method="POST", data=fields)
    what = {name: value[:20] for name, value in changed.items()}
    assert reply.status_code in CALM, f"{form.action} answered {reply.status_code} to {what}"
    page = check_page(reply)
    assert page.heading != OUR_FAULT, f"{form.action} broke on {what}"
    return page


def still_there(page: Page, form: Form, sent: str) -> None:
    """After a mistake is shown, every box holds what was typed in it."""
    if not page.problems_shown():
        return
    secret = {each.get("name") for each in page.find_all("input", type="password")}
    for name in set(form.words) - secret:
        held = [text for each in page.forms() for text in _held(each).get(name, [])]
        assert not held or sent.replace("\0", "") in held, f"{form.action} lost what was typed in {name}"


def not_lost(client: CheckedClient, page: Page, form: Form, came_from: str) -> None:
    """Very many words are refused with a message, or kept whole."""
    if not form.words or page.problems_shown() or page.status >= 400:
        return
    kept = [*page.forms(), *client.get(came_from).forms()]
    shown = {text for each in kept for texts in _held(each).values() for text in texts}
    assert TOO_LONG in shown, f"{form.action} took 20,000 characters and does not have them"


def _held(form: Element) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for control in form.iter():
        name = control.get("name")
        if name and control.tag == "textarea":
            held[name] = ["".join(control.itertext()).removeprefix("\n").replace("\r", "")]
        elif name and control.tag == "input" and control.get("type", "text") in TEXT_TYPES:
            held[name] = [control.get("value", "")]
    return held
