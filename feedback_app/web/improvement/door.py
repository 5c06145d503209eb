"""The door to actions and learning, and what both lists read from their addresses."""

from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from flask import Blueprint, request, url_for

from feedback_app.audits.queries import places
from feedback_app.web.capture.ended import keep_what_was_typed

improvement = Blueprint("improvement", __name__)
improvement.after_request(keep_what_was_typed)
Offered = list[tuple[str, str]]
Choice = TypeVar("Choice", bound=StrEnum)


def asked_among(choices: type[Choice], name: str) -> Choice | None:
    """What the address says under this name; whatever it says wrongly counts as not said."""
    given = request.args.get(name, "")
    return choices(given) if given in set(choices) else None


def asked_word(name: str) -> str:
    """A short word of the address, such as the name of a place."""
    return request.args.get(name, "")[:60].replace("\0", "")


def address(endpoint: str, **changed: object) -> str:
    """This list's address with something changed; the first page again unless the page is what changed."""
    said: dict[str, object] = {**request.args, "page": "", **changed}
    kept = {name: str(value) for name, value in said.items() if value and "\0" not in str(value)}
    return f"{url_for(endpoint)}?{urlencode(kept)}" if kept else url_for(endpoint)


def places_offered() -> tuple[Offered, Offered]:
    """Service areas and localities to narrow a list to."""
    areas, localities = places()
    return [(area.slug, area.name) for area in areas], [(one.slug, one.name) for one in localities]
