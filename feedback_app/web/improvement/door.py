"""The door to actions and learning, and what both lists read from their addresses and show."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from flask import Blueprint, request, url_for

from feedback_app.audits.follow import Asked, Listed
from feedback_app.audits.queries import places
from feedback_app.web.capture.ended import keep_what_was_typed

improvement = Blueprint("improvement", __name__)
improvement.after_request(keep_what_was_typed)
Offered = list[tuple[str, str]]
Choice = TypeVar("Choice", bound=StrEnum)
Line = TypeVar("Line")


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


def list_shown(
    found: Listed[Line, Choice],
    asked: Asked[Choice],
    *,
    name: str,
    how_fars: type[Choice],
    in_words: Callable[[Choice, int], str],
) -> dict[str, object]:
    """What improvement/listed.html shows of either list, besides its lines.

    `name` is what an address calls how far a line has come; `in_words` says how many have come so far.
    """
    areas, localities = places()
    endpoint = request.endpoint or ""
    return {
        "endpoint": endpoint,
        "counts": [
            (address(endpoint, **{name: each.value}), in_words(each, number), asked.how_far == {each})
            for each in how_fars
            if (number := found.numbers.get(each, 0))
        ],
        "is_narrowed": any(request.args.values()),
        "asked": asked,
        "areas": [(area.slug, area.name) for area in areas],
        "localities": [(one.slug, one.name) for one in localities],
        "turned_href": address(endpoint, order="" if asked.latest_first else "latest"),
        "pages": found.pages,
        "earlier": address(endpoint, page=asked.page - 1) if asked.page > 1 else "",
        "later": address(endpoint, page=asked.page + 1) if asked.page < found.pages else "",
    }
