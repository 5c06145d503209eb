"""What a search is narrowed to, read from an address or a form and written back; never its words."""

import re
from datetime import date
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from analysis.periods import NotAQuarter, Quarter, parse_quarter
from feedback_app.finding.narrowed import Narrowed, Order
from feedback_app.listening.models import Channel
from feedback_app.themes.models import Valence
from feedback_app.web.asked import number_in

_FOUND = re.compile(r"/find(?:/[A-Za-z0-9_-]{1,40})?(?:\?[A-Za-z0-9_.%&=+-]*)?")
LONGEST_WAY_BACK = 800
FIRST_YEAR, LAST_YEAR = 1990, 2199


def narrowed_in(sent: MultiDict[str, str]) -> Narrowed:
    """What it does not understand it leaves out."""
    channel, valence, order = sent.get("channel", ""), sent.get("valence", ""), sent.get("order", "")
    return Narrowed(
        service_area_id=number_in(sent.get("service")) or None,
        locality_id=number_in(sent.get("locality")) or None,
        team_id=number_in(sent.get("team")) or None,
        begins=_day(sent.get("from", "")),
        ends=_day(sent.get("to", "")),
        quarter=_quarter(sent.get("quarter", "")),
        group=_short(sent.get("group", ""), 30),
        channel=Channel(channel) if channel in set(Channel) else None,
        code=_short(sent.get("code", ""), 40),
        valence=Valence(valence) if valence in set(Valence) else None,
        language=_short(sent.get("language", ""), 10),
        order=Order(order) if order in set(Order) else Order.newest,
    )


def days_typed(sent: MultiDict[str, str]) -> dict[str, str]:
    """The first and the last day as they were typed, by the names of their controls."""
    return {name: sent.get(name, "").replace("\0", "").strip()[:30] for name in ("from", "to")}


def not_days(sent: MultiDict[str, str]) -> tuple[str, ...]:
    """The names of controls in which something was typed that is no day."""
    return tuple(name for name, typed in days_typed(sent).items() if typed and _day(typed) is None)


def in_address(narrowed: Narrowed) -> dict[str, str]:
    """The same as parts of an address."""
    parts = {
        "service": narrowed.service_area_id,
        "locality": narrowed.locality_id,
        "team": narrowed.team_id,
        "from": narrowed.begins,
        "to": narrowed.ends,
        "quarter": narrowed.quarter,
        "group": narrowed.group,
        "channel": narrowed.channel.value if narrowed.channel else "",
        "code": narrowed.code,
        "valence": narrowed.valence.value if narrowed.valence else "",
        "language": narrowed.language,
        "order": "" if narrowed.order is Order.newest else narrowed.order.value,
    }
    return {name: str(value) for name, value in parts.items() if value}


def from_text(kept: str) -> Narrowed:
    """What a saved view was narrowed to."""
    return narrowed_in(MultiDict(parse_qsl(kept)))


def to_what_was_found(typed: str) -> str:
    """The address of a list of answers on this site, as it was handed on; "" for anything else."""
    found = _FOUND.fullmatch(typed[:LONGEST_WAY_BACK])
    return found.group() if found else ""


def _short(typed: str, longest: int) -> str:
    plain = typed.replace("\0", "")
    return plain if len(plain) <= longest else ""


def _quarter(typed: str) -> Quarter | None:
    try:
        quarter = parse_quarter(typed)
    except NotAQuarter:
        return None
    return quarter if FIRST_YEAR <= quarter.starts.year <= LAST_YEAR else None


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed[:10])
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
