"""Make a draft of a codebook that another program wrote: nothing is in effect until it is published."""

from dataclasses import dataclass

from analysis.exchange.book import Book, ThemeEntry
from analysis.exchange.compare import Difference, compare
from analysis.exchange.guids import guid_of
from feedback_app.codebooks.draft import add_entry, row_called
from feedback_app.codebooks.models import WordingJson
from feedback_app.codebooks.names import is_free_code_slug, is_free_theme_slug, new_code_slug, new_theme_slug
from feedback_app.codebooks.queries import codebook_there, draft_of, drafted, themes_of
from feedback_app.codebooks.wording import book_of, whole, wording_of, wording_of_entry
from feedback_app.people.models import Person


@dataclass(frozen=True)
class Drafted:
    """What a file came to: `retired` and `already_drafted` were left as they are, `absent` are not in it."""

    new: int
    changed: int
    same: int
    absent: int
    retired: int
    already_drafted: int


def draft_from(theirs: Book, by: Person | None) -> Drafted:
    """Draft what a file has that we have not, and what it words otherwise. Raises NotThere."""
    book = codebook_there()
    themes = themes_of(book)
    found = compare(book_of(book.name, themes, with_retired=True), theirs)
    active = {code.slug for theme in themes for code in theme.codes if code.retired_on is None}
    maker = _Maker(by, {code.name.casefold(): theme.slug for theme in themes for code in theme.codes})
    for one in found.new:
        maker.make(one)
    counts = [_reword(one, by) for one in found.changed]
    return Drafted(
        new=maker.made,
        changed=counts.count("changed"),
        same=found.same,
        absent=sum(1 for slug in found.absent if slug in active),
        retired=counts.count("retired"),
        already_drafted=counts.count("drafted") + maker.left,
    )


def _reword(one: Difference, by: Person | None) -> str:
    row = row_called(one.ours_id)
    if row is None:
        return "retired"
    if draft_of(one.ours_id) is not None:
        return "drafted"
    before = wording_of(row)
    said = {part: words for part, words in wording_of_entry(one.entry).items() if part in one.parts}
    add_entry(one.ours_id, one.our_theme if one.code else "", before | said, before, by)
    return "changed"


class _Maker:
    """Drafts new themes and codes, each with a short name and a name of its own."""

    def __init__(self, by: Person | None, names: dict[str, str]) -> None:
        self.by, self.made, self.left = by, 0, 0
        self._slugs: set[str] = set()
        self._guids: set[str] = set()
        self._themes: dict[ThemeEntry, str] = {}
        self._names = {(theme, name) for name, theme in names.items()}
        self._waiting = {
            (entry.theme_slug, str(entry.wording["name"]).casefold()): entry.slug
            for entry in drafted(codebook_there())
            if entry.before is None
        }

    def make(self, one: Difference) -> None:
        name = one.entry.name
        theme = one.our_theme or self._themes.get(one.theme, "") if one.code else ""
        waits = self._waiting.get((theme, name.casefold()))
        if waits:
            self.left += 1
            if not one.code:
                self._themes[one.theme] = waits
            return
        slug = self._slug(one, theme)
        wording: WordingJson = whole(wording_of_entry(one.entry), of_theme=one.code is None)
        wording["name"] = self._name(theme, name)
        if not one.code:
            self._themes[one.theme] = slug
        add_entry(slug, theme, wording, None, self.by, self._guid(one, slug))
        self._slugs.add(slug)
        self.made += 1

    def _slug(self, one: Difference, theme: str) -> str:
        wanted = one.entry.id
        if one.code:
            free = is_free_code_slug(wanted, self._slugs)
            return wanted if free else new_code_slug(theme, one.entry.name, self._slugs)
        free = is_free_theme_slug(wanted, self._slugs)
        return wanted if free else new_theme_slug(one.entry.name, self._slugs)

    def _name(self, theme: str, name: str) -> str:
        found, number = name, 1
        while (theme, found.casefold()) in self._names:
            number += 1
            found = f"{name[:110]} ({number})"
        self._names.add((theme, found.casefold()))
        return found

    def _guid(self, one: Difference, slug: str) -> str:
        guid = one.entry.guid
        if not guid or guid in self._guids or guid == guid_of("code" if one.code else "theme", slug):
            return ""
        self._guids.add(guid)
        return guid
