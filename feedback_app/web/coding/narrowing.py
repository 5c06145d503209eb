"""What a list of answers is narrowed to, read from the address and written back into it."""

from flask import request

from feedback_app.themes.queue import InLanguage, Narrowed
from feedback_app.web.asked import number_in


def narrowed_here() -> Narrowed:
    """What this address narrows the list to; what it does not understand it leaves out."""
    args = request.args
    return Narrowed(
        survey=_short(args.get("survey", "")),
        group=_short(args.get("group", "")),
        service_area_id=number_in(args.get("service", "")),
        locality_id=number_in(args.get("locality", "")),
        finished=args.get("show") == "finished",
        language=_language(args.get("language", "")),
    )


def in_address(narrowed: Narrowed) -> dict[str, str | int]:
    """The same as parts of an address."""
    parts: dict[str, str | int | None] = {
        "survey": narrowed.survey,
        "group": narrowed.group,
        "service": narrowed.service_area_id,
        "locality": narrowed.locality_id,
        "show": "finished" if narrowed.finished else "",
        "language": narrowed.language.value if narrowed.language else "",
    }
    return {name: value for name, value in parts.items() if value}


def _language(typed: str) -> InLanguage | None:
    return InLanguage(typed) if typed in set(InLanguage) else None


def _short(typed: str) -> str:
    return typed.replace("\0", "")[:60]
