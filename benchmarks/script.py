"""Learn the steps of one whole submission by walking it once, so that many can repeat them."""

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib

from benchmarks.http import Reply, Respondent

LONGEST = 60
SENT = "/answer/thanks"
CONTROLS = ("input", "textarea", "button")
ASIDE = ("/exit", "/not-safe", "/language", "/display", "/sign-")


@dataclass(frozen=True)
class Step:
    """One request; `words` names the fields that carry what is said."""

    method: str
    path: str
    fields: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()


class WentAstray(RuntimeError):
    """The walk did not end at the thank-you page."""


async def learn(port: int, start: str, words: str) -> list[Step]:
    """Walk from the invitation to the thank-you page, answering everything, and remember each request."""
    person = Respondent(port)
    steps = [Step("GET", start)]
    reply = await person.get(start)
    for _step in range(LONGEST):
        if reply.status in {301, 302, 303}:
            step = Step("GET", reply.location)
        elif steps[-1].path.startswith(SENT):
            return steps
        else:
            step = _next_step(reply, steps[-1].path)
        steps.append(step)
        reply = await take(person, step, reply.token, words)
        if reply.status >= 400:
            raise WentAstray(f"{step.method} {step.path} answered {reply.status}")
    raise WentAstray(" → ".join(step.path for step in steps))


async def take(person: Respondent, step: Step, token: str, words: str) -> Reply:
    """Make one request of the walk."""
    if step.method == "GET":
        return await person.get(step.path)
    fields = {**dict(step.fields), **dict.fromkeys(step.words, words)}
    return await person.post(step.path, {**fields, "csrf_token": token})


def _next_step(reply: Reply, path: str) -> Step:
    root = html5lib.parse(reply.body, namespaceHTMLElements=False)
    form = next(
        found
        for found in root.iter("form")
        if found.get("method", "").lower() == "post" and not found.get("action", "").startswith(ASIDE)
    )
    fields: dict[str, str] = {}
    written: list[str] = []
    for control in form.iter():
        if control.tag in CONTROLS and control.get("name"):
            _fill(control, fields, written)
    fields.pop("csrf_token", None)
    return Step("POST", form.get("action") or path, tuple(fields.items()), tuple(written))


def _fill(control: Element, fields: dict[str, str], written: list[str]) -> None:
    name, kind = control.get("name", ""), control.get("type", "text")
    fill: Callable[[str, str], object] = fields.setdefault
    if control.tag == "textarea":
        written.append(name)
    elif control.tag == "button":
        if name not in {"language"} and control.get("value") in {"next", "send", "start"}:
            fill(name, control.get("value", ""))
    elif kind in {"radio", "hidden"}:
        fill(name, control.get("value", ""))
    elif kind == "text":
        fill(name, "Benchmark")
