"""Look through the codebook, and at one code."""

from flask import abort, render_template, request
from flask_babel import gettext as _

from analysis.codebook import TellsOf
from feedback_app.codebooks.effects import effects_on
from feedback_app.codebooks.frameworks import areas_of, standings
from feedback_app.codebooks.queries import (
    code_called,
    codebook,
    codings_by_code,
    draft_of,
    drafted,
    themes_of,
)
from feedback_app.people.roles import May, may
from feedback_app.profiles import profile
from feedback_app.themes.models import Theme
from feedback_app.web.access import here, open_to
from feedback_app.web.codebooks.door import codebooks, may_keep
from feedback_app.web.codebooks.shown import (
    Narrowed,
    code_shown,
    effects_lines,
    tells_of_words,
    themes_shown,
)
from feedback_app.web.signed_in import settings

LONGEST_SEARCH = 200


def our_maps() -> tuple[str, ...]:
    """The standards and audit areas of this council's own framework."""
    return profile(settings().framework).codebook_maps


def narrowed_here() -> Narrowed:
    """What the address narrows the list to."""
    words = request.args.get("words", "").replace("\0", "")[:LONGEST_SEARCH]
    tells_of = request.args.get("tells-of", "")
    return Narrowed(
        words.strip(),
        tells_of if tells_of in set(TellsOf) else "",
        request.args.get("area", "").replace("\0", "")[:40],
        request.args.get("retired", "") == "yes",
    )


@codebooks.get("")
@open_to(May.read_answers, May.change_codebook)
def listed() -> str:
    book, narrowed, keeps = codebook(), narrowed_here(), may_keep(here())
    themes = themes_of(book) if book else []
    entries = drafted(book) if book and keeps else []
    codings = codings_by_code() if keeps else None
    shown = themes_shown(themes, narrowed, {entry.slug for entry in entries}, codings, our_maps())
    return render_template(
        "codebooks/listed.html",
        book=book,
        themes=shown,
        number=sum(len(theme.codes) for theme in shown),
        narrowed=narrowed,
        keeps=keeps,
        drafts=len(entries),
        told=_told(themes, codings) if codings is not None else [],
        tells_of=[(one.value, tells_of_words(one)) for one in TellsOf],
        areas=[(f"{letters}:{area}", f"{letters} {area}") for letters, area in areas_of(themes, our_maps())],
    )


def _told(themes: list[Theme], codings: dict[int, int]) -> list[tuple[str, int]]:
    """How many codings tell of what it is like, how well it is done, and what came of it (WS-14)."""
    found = dict.fromkeys(TellsOf, 0)
    for code in (code for theme in themes for code in theme.codes):
        if code.tells_of is not None:
            found[code.tells_of] += codings.get(code.id, 0)
    return [(tells_of_words(one), count) for one, count in found.items()]


@codebooks.get("/codes/<slug>")
@open_to(May.read_answers, May.change_codebook)
def one(slug: str) -> str:
    book, keeps = codebook(), may_keep(here())
    names = {each.id: each.name for theme in themes_of(book) for each in theme.codes} if book else {}
    code = code_called(slug)
    if code is None:
        abort(404)
    draft, held = draft_of(slug) if keeps else None, here().holdings
    return render_template(
        "codebooks/one.html",
        code=code_shown(code, names, {slug} if draft else set(), None),
        theme=code.theme,
        standings=standings(code.theme, our_maps()),
        keeps=keeps,
        may_read=may(held, May.read_answers),
        may_code=may(held, May.code),
        lines=effects_lines(effects_on(code)) if keeps else [],
        status=_("Retired") if code.retired_on else _("In use"),
    )
