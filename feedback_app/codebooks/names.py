"""Names that people tell apart, and short names that never change."""

import re
import unicodedata

from sqlalchemy import select

from feedback_app.codebooks.models import DraftedEntry
from feedback_app.codebooks.refusals import NameTaken
from feedback_app.database import db
from feedback_app.themes.models import Code, Theme

LONGEST_CODE_SLUG, LONGEST_THEME_SLUG = 40, 20


def refuse_taken_name(name: str, *, theme: Theme, code: Code | None = None) -> None:
    """Two codes in use in one theme never share a name. Raises NameTaken."""
    names = db.session.execute(
        select(Code.id, Code.name).where(Code.theme_id == theme.id, Code.retired_on.is_(None))
    )
    if any(row.name.casefold() == name.casefold() and (not code or row.id != code.id) for row in names):
        raise NameTaken


def refuse_taken_theme(name: str, codebook_id: int) -> None:
    """Two themes of a codebook never share a name. Raises NameTaken."""
    names = db.session.scalars(select(Theme.name).where(Theme.codebook_id == codebook_id))
    if any(other.casefold() == name.casefold() for other in names):
        raise NameTaken


def refuse_drafted_name(name: str, theme_slug: str) -> None:
    """Nothing new is drafted twice, also not by pressing twice. Raises NameTaken."""
    drafted = db.session.scalars(select(DraftedEntry).where(DraftedEntry.theme_slug == theme_slug))
    if any(
        each.before is None and str(each.wording["name"]).casefold() == name.casefold() for each in drafted
    ):
        raise NameTaken


def new_code_slug(theme: str, name: str, also_taken: set[str]) -> str:
    """A short name nobody has: "REL.kindness", or "REL.kindness-2"."""
    return _free(f"{theme}.", _plain(name) or "code", LONGEST_CODE_SLUG, _code_slugs() | also_taken)


def new_theme_slug(name: str, also_taken: set[str]) -> str:
    """A short name nobody has: "KINDNESS"."""
    taken = set(db.session.scalars(select(Theme.slug))) | _drafted() | also_taken
    return _free("", _plain(name).replace("-", "")[:12].upper() or "THEME", LONGEST_THEME_SLUG, taken)


def _code_slugs() -> set[str]:
    return set(db.session.scalars(select(Code.slug))) | _drafted()


def _drafted() -> set[str]:
    return set(db.session.scalars(select(DraftedEntry.slug)))


def is_free_code_slug(slug: str, also_taken: set[str]) -> bool:
    """Whether a short name a file brings may be used as it is."""
    fits = bool(re.fullmatch(r"[A-Za-z0-9]+(\.[A-Za-z0-9-]+)+", slug)) and len(slug) <= LONGEST_CODE_SLUG
    return fits and slug not in _code_slugs() | also_taken


def is_free_theme_slug(slug: str, also_taken: set[str]) -> bool:
    fits = bool(re.fullmatch(r"[A-Za-z0-9]+", slug)) and len(slug) <= LONGEST_THEME_SLUG
    return fits and slug not in set(db.session.scalars(select(Theme.slug))) | _drafted() | also_taken


def _plain(name: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")


def _free(before: str, wanted: str, longest: int, taken: set[str]) -> str:
    room = longest - len(before)
    found, number = before + wanted[:room].strip("-"), 1
    while found in taken:
        number += 1
        found = f"{before}{wanted[: room - 5].strip('-')}-{number}"
    return found
