"""A client that checks every page it sees, and finds things on it the way a person would."""

import contextvars
from dataclasses import dataclass
from typing import Self
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from html5lib.constants import E as PARSE_MESSAGES
from werkzeug.test import TestResponse

from feedback_app.database import db

CONTROLS = {"input", "select", "textarea"}
UNLABELLED = {"hidden", "submit", "button", "image"}


def text_of(element: Element) -> str:
    """All the words inside an element, in one line."""
    return " ".join(" ".join(element.itertext()).split())


@dataclass
class Page:
    """One page as it arrived."""

    reply: TestResponse
    root: Element

    @property
    def status(self) -> int:
        return self.reply.status_code

    @property
    def path(self) -> str:
        return self.reply.request.path

    @property
    def text(self) -> str:
        return text_of(self.root)

    @property
    def heading(self) -> str:
        return text_of(self.find_all("h1")[0])

    def find_all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements by tag and attributes (`class_` matches one class)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.root.iter(tag)
            if all(
                value in element.get(name, "").split() if name == "class" else element.get(name) == value
                for name, value in wanted.items()
            )
        ]

    def by_id(self, wanted: str) -> Element | None:
        return next((element for element in self.root.iter() if element.get("id") == wanted), None)

    def links(self) -> dict[str, str]:
        """Where each link leads, by its words."""
        return {text_of(link): link.get("href", "") for link in self.find_all("a")}

    def forms(self) -> list[Element]:
        return self.find_all("form")

    def form_values(self, action_ends: str = "") -> dict[str, list[str]]:
        """What a form would send as it stands: the first posting form whose action ends like this."""
        for form in self.forms():
            if form.get("method", "").lower() == "post" and form.get("action", "").endswith(action_ends):
                return _values(form)
        raise AssertionError(f"no form that posts to …{action_ends} on {self.path}")

    def problems_shown(self) -> list[str]:
        """The messages of the error summary."""
        return [
            text_of(link)
            for summary in self.find_all("div", class_="govuk-error-summary")
            for link in summary.iter("a")
        ]


def _values(form: Element) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for control in form.iter():
        name, tag = control.get("name"), control.tag
        if not name or control.get("disabled") is not None:
            continue
        if tag == "textarea":
            values.setdefault(name, []).append(("".join(control.itertext())).removeprefix("\n"))
        elif tag == "select":
            chosen = [option for option in control.iter("option") if option.get("selected") is not None]
            first = chosen or list(control.iter("option"))[:1]
            values.setdefault(name, []).extend(option.get("value", "") for option in first)
        elif tag == "input" and control.get("type") in {"radio", "checkbox"}:
            if control.get("checked") is not None:
                values.setdefault(name, []).append(control.get("value", "on"))
        elif tag == "input" and control.get("type") not in {"submit", "file"}:
            values.setdefault(name, []).append(control.get("value", ""))
    return values


def check_page(reply: TestResponse) -> Page:
    """Read a page strictly: valid HTML, language and direction, one heading, labels, ids, no inline code."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(reply.get_data(as_text=True))
    where = reply.request.path
    broken = [
        f"{position} {PARSE_MESSAGES.get(code, code)} {details}" for position, code, details in parser.errors
    ]
    assert not broken, f"{where} is not valid HTML: {broken}"
    page = Page(reply, root)
    html = next(root.iter("html")) if root.tag != "html" else root
    assert html.get("lang"), f"{where} does not say its language"
    assert html.get("dir") in {"ltr", "rtl"}, f"{where} does not say its direction"
    assert len(page.find_all("h1")) == 1, f"{where} has {len(page.find_all('h1'))} main headings"
    assert text_of(page.find_all("title")[0]), f"{where} has no title"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), (
        f"{where} uses an id twice: {sorted(i for i in ids if ids.count(i) > 1)}"
    )
    labelled = {label.get("for") for label in page.find_all("label")}
    wrapped = {id(control) for label in page.find_all("label") for control in label.iter()}
    for element in root.iter():
        assert element.get("style") is None, f"{where} has an inline style"
        assert not any(name.startswith("on") for name in element.attrib), f"{where} has an inline handler"
        if element.tag == "script":
            assert element.get("src"), f"{where} has an inline script"
        if element.tag == "img":
            assert element.get("alt") is not None, f"{where} has a picture without words"
        if element.tag in CONTROLS and element.get("type") not in UNLABELLED:
            has_label = (
                element.get("id") in labelled or id(element) in wrapped or element.get("aria-label")
                or element.get("aria-labelledby")
            )  # fmt: skip
            assert has_label, f"{where}: the control {element.get('name')} has no label"
        for described in (element.get("aria-describedby") or "").split():
            assert described in ids, f"{where}: described by {described}, which is not on the page"
    for summary in page.find_all("div", class_="govuk-error-summary"):
        for link in summary.iter("a"):
            assert link.get("href", "#").removeprefix("#") in ids, f"{where}: an error leads nowhere"
    return page


class CheckedClient:
    """A browser without JavaScript. Every page it opens is checked; redirects are followed."""

    def __init__(self, app: Flask) -> None:
        self.flask: FlaskClient = app.test_client()

    def open(self, path: str, *, method: str = "GET", follow: bool = True, **kwargs: object) -> TestResponse:
        """One request as its own visit: its own app context and its own database session."""
        db.session.commit()
        reply: TestResponse = contextvars.Context().run(
            self.flask.open, path, method=method, follow_redirects=follow, **kwargs
        )
        db.session.expire_all()
        return reply

    def get(self, path: str, *, expect: int = 200) -> Page:
        reply = self.open(path)
        assert reply.status_code == expect, f"{path} answered {reply.status_code}"
        return check_page(reply)

    def send(self, page: Page, answers: dict[str, object], *, to: str = "", expect: int = 200) -> Page:
        """Fill in a form that is on the page and send it, everything else in it as it stands."""
        form = next(
            form
            for form in page.forms()
            if form.get("method", "").lower() == "post" and form.get("action", "").endswith(to)
        )
        sent: dict[str, object] = {**_values(form), **answers}
        path = form.get("action") or page.path
        reply = self.open(path, method="POST", data=sent)
        assert reply.status_code == expect, f"sending to {path} answered {reply.status_code}"
        return check_page(reply)

    def post(self, path: str, fields: dict[str, object], *, expect: int = 200) -> Page:
        """Send fields without a page before it, with a fresh proof that the form is ours."""
        front = self.get("/")
        proof = front.find_all("input", name="csrf_token")
        sent = {"csrf_token": proof[0].get("value", "") if proof else "", **fields}
        reply = self.open(path, method="POST", data=sent)
        assert reply.status_code == expect, f"sending to {path} answered {reply.status_code}"
        return check_page(reply)

    def sign_in(self, email: str, password: str = "correct horse battery") -> Self:
        page = self.get("/sign-in")
        after = self.send(page, {"email": email, "password": password}, to="/sign-in")
        assert after.path != "/sign-in", after.text[:300]
        return self
