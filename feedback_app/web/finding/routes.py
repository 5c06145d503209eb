"""Search: the words go by POST and are kept; the address carries a reference and what it is narrowed to."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Reply

from feedback_app.finding.asked import LONGEST, Asked, understood
from feedback_app.finding.keep import keep_search, search_called, views_for
from feedback_app.finding.models import Search
from feedback_app.finding.narrowed import Narrowed, Order
from feedback_app.finding.search import RANKED, Hit, Place, counted, found, found_first
from feedback_app.people.models import Person
from feedback_app.people.roles import May, may
from feedback_app.second_reading.queries import waiting_to_read
from feedback_app.themes.queries import answer_at
from feedback_app.web.access import here, open_to
from feedback_app.web.address import address_with
from feedback_app.web.asked import number_in
from feedback_app.web.coding.addresses import box_from_address, parts_of
from feedback_app.web.finding.narrowing import (
    days_typed,
    in_address,
    narrowed_in,
    not_days,
    to_what_was_found,
)
from feedback_app.web.finding.shown import choices, count_words, hit_of, narrowed_to, orders
from feedback_app.web.viewed import note_viewed

finding = Blueprint("finding", __name__)
ON_A_PAGE = 25
NO_WORDS = "no-words"
UNSEEN = {"Cc", "Cn", "Co", "Cs"}


@dataclass(frozen=True)
class Unnamed:
    """A view to be saved whose name is missing or too long: shown again as it was typed."""

    name: str
    shared: bool


@finding.get("/find")
@open_to(May.read_answers)
def start() -> str:
    return page_of(None)


@finding.post("/find")
@open_to(May.read_answers)
def look() -> Reply | tuple[str, int]:
    words = _one_line(request.form.get("words", ""))
    narrowed = narrowed_in(request.form)
    if len(words) > LONGEST or not_days(request.form):
        return page_of(None, typed=words, narrowed=narrowed, days=days_typed(request.form)), 200
    if not words:
        return redirect(_address(None, narrowed), 303)
    kept = keep_search(words, here())
    return redirect(_address(kept, narrowed), 303)


def _one_line(typed: str) -> str:
    """What was typed, without the signs that no page can show."""
    plain = "".join(" " if unicodedata.category(sign) in UNSEEN else sign for sign in typed.replace("\0", ""))
    return " ".join(plain.split())


@finding.get("/find/<reference>")
@open_to(May.read_answers)
def results(reference: str) -> str:
    return page_of(search_here(reference))


def search_here(reference: str) -> Search:
    """A search of one's own or a shared view; otherwise the request ends here."""
    kept = search_called(reference, here())
    if kept is None:
        abort(404)
    return kept


def page_of(
    kept: Search | None,
    *,
    typed: str = "",
    narrowed: Narrowed | None = None,
    days: dict[str, str] | None = None,
    unnamed: Unnamed | None = None,
) -> str:
    """The page of a search; `days` are typed ones that may be none, `unnamed` a view that was not saved."""
    person = here()
    narrowed = narrowed or narrowed_in(request.args)
    words = typed or (kept.words if kept else "")
    asked = understood(words)
    address = in_address(narrowed)
    troubles = [*_troubles(words, narrowed, days or {})]
    looked = not troubles and bool(asked or (address and not words))
    offered = choices(narrowed)
    hits, number = _hits(person, asked, narrowed) if looked else ([], 0)
    if looked:
        note_viewed("search", kept.public_ref if kept else NO_WORDS, person)
    return render_template(
        "finding/search.html",
        kept=kept,
        words=words,
        longest=LONGEST,
        troubles=troubles,
        wrong={control for control, _words in troubles},
        days=days or {"from": address.get("from", ""), "to": address.get("to", "")},
        unnamed=unnamed,
        looked=looked,
        asked=asked,
        hits=[hit_of(hit, asked) for hit in hits[:ON_A_PAGE]],
        count=count_words(number) if hits or _is_later() else "",
        following=_following(kept, narrowed, hits, by_rank=narrowed.order is Order.best and bool(asked)),
        first=_address(kept, narrowed) if _is_later() else "",
        choices=offered,
        chosen=narrowed_to(offered, narrowed),
        order=orders(narrowed),
        narrowed=narrowed,
        here=to_what_was_found(request.full_path.rstrip("?")),
        address=address,
        views=views_for(person),
        may_code=may(person.holdings, May.code),
        left_out=waiting_to_read(person) if looked and (narrowed.code or narrowed.valence) else 0,
    )


def _troubles(words: str, narrowed: Narrowed, days: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What keeps this from being looked for: the control to mend, and the words."""
    if len(words) > LONGEST:
        yield "words", _("These are too many words to look for: 400 letters at most. Nothing is lost.")
    for name in not_days(MultiDict(days)):
        yield f"narrow-{name}", _("“%(typed)s” is no day. Write it like 2026-05-18.", typed=days[name])
    if narrowed.has_no_day:
        yield "narrow-from", _("It begins after it ends, so nothing can be found. Change one of the days.")


def _hits(person: Person, asked: Asked, narrowed: Narrowed) -> tuple[list[Hit], int]:
    """A page of what was found, with one more to tell whether another follows; and how many there are."""
    if not _is_later():
        hits, number = found_first(person, asked, narrowed, at_most=ON_A_PAGE + 1)
        return list(hits), number
    hits = found(person, asked, narrowed, at_most=ON_A_PAGE + 1, after=_after())
    return list(hits), counted(person, asked, narrowed)


def _is_later() -> bool:
    return bool(request.args.get("after"))


def _after() -> Place:
    """Where the page before this one ended."""
    typed = request.args.get("after", "").replace("\0", "")[:160]
    if (number := number_in(typed)) is not None:
        return Place(number=min(number, RANKED))
    parts = typed.split(".")
    if len(parts) != 3:
        return Place()
    last = answer_at(parts[0], parts[1], box_from_address(parts[2]), here())
    return Place(answer_id=last.id) if last else Place()


def _following(kept: Search | None, narrowed: Narrowed, hits: list[Hit], *, by_rank: bool) -> str:
    if len(hits) <= ON_A_PAGE:
        return ""
    if by_rank:
        return _address(kept, narrowed, after=str(_after().number + ON_A_PAGE))
    return _address(kept, narrowed, after=".".join(parts_of(hits[ON_A_PAGE - 1].answer).values()))


def _address(kept: Search | None, narrowed: Narrowed, **more: str) -> str:
    parts = {**in_address(narrowed), **more}
    if kept is None:
        return address_with("finding.start", parts)
    return address_with("finding.results", {"reference": kept.public_ref, **parts})
