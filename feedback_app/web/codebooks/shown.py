"""The codebook made ready for its pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _

from analysis.codebook import TellsOf
from feedback_app import clock
from feedback_app.codebooks.effects import Effects
from feedback_app.codebooks.frameworks import Standing, standings
from feedback_app.codebooks.models import ChangeKind, CodebookChange, DraftedEntry
from feedback_app.codebooks.wording import examples_of
from feedback_app.reporting.words import quarter_in_words
from feedback_app.themes.models import Code, Theme


@dataclass(frozen=True)
class CodeShown:
    """`codings` is None for people who may not see it; `merged_into` is "" unless it was."""

    slug: str
    name: str
    meaning: str
    include: str
    exclude: str
    examples: tuple[str, ...]
    keywords: str
    tells_of: str
    tells_shortly: str
    retired: bool
    merged_into: str
    is_drafted: bool
    codings: int | None


@dataclass(frozen=True)
class ThemeShown:
    slug: str
    name: str
    meaning: str
    standings: tuple[Standing, ...]
    is_drafted: bool
    codes: tuple[CodeShown, ...]


@dataclass(frozen=True)
class Narrowed:
    """What the list is narrowed to."""

    words: str = ""
    tells_of: str = ""
    area: str = ""
    retired: bool = False

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.tells_of or self.area)


def tells_of_shortly(tells_of: TellsOf | None) -> str:
    """The same in a word or two, for lists."""
    words = {
        TellsOf.experience: _("Lived experience"),
        TellsOf.quality: _("Quality"),
        TellsOf.impact: _("Impact"),
    }
    return str(words[tells_of]) if tells_of else ""


def tells_of_words(tells_of: TellsOf | str | None) -> str:
    """What feedback under a code lets one learn about, in words."""
    words = {
        TellsOf.experience: _("Lived experience: what it is like"),
        TellsOf.quality: _("Quality: how well it is done"),
        TellsOf.impact: _("Impact: what came of it"),
    }
    found = next((one for one in TellsOf if one == tells_of), None)
    return str(words[found]) if found else ""


def code_shown(
    code: Code, names: Mapping[int, str], drafted: set[str], codings: Mapping[int, int] | None
) -> CodeShown:
    return CodeShown(
        slug=code.slug,
        name=code.name,
        meaning=code.meaning,
        include=code.include,
        exclude=code.exclude,
        examples=tuple(examples_of(code)),
        keywords=", ".join(code.keywords),
        tells_of=tells_of_words(code.tells_of),
        tells_shortly=tells_of_shortly(code.tells_of),
        retired=code.retired_on is not None,
        merged_into=names.get(code.merged_into_id or 0, ""),
        is_drafted=code.slug in drafted,
        codings=None if codings is None else codings.get(code.id, 0),
    )


def themes_shown(
    themes: list[Theme],
    narrowed: Narrowed,
    drafted: set[str],
    codings: Mapping[int, int] | None,
    ours: tuple[str, ...],
) -> list[ThemeShown]:
    """Themes with the codes the list is narrowed to; a theme without any is left out."""
    names = {code.id: code.name for theme in themes for code in theme.codes}
    shown = []
    for theme in themes:
        if narrowed.area and not _stands_in(theme, narrowed.area):
            continue
        codes = tuple(
            code_shown(code, names, drafted, codings)
            for code in theme.codes
            if _is_wanted(code, theme, narrowed)
        )
        if codes or not narrowed.is_narrowed:
            kept = tuple(standings(theme, ours))
            shown.append(
                ThemeShown(theme.slug, theme.name, theme.meaning, kept, theme.slug in drafted, codes)
            )
    return shown


def _stands_in(theme: Theme, area: str) -> bool:
    letters, _colon, number = area.partition(":")
    return number in theme.maps.get(letters, ())


def _is_wanted(code: Code, theme: Theme, narrowed: Narrowed) -> bool:
    if code.retired_on is not None and not narrowed.retired:
        return False
    if narrowed.tells_of and code.tells_of != narrowed.tells_of:
        return False
    texts = (
        code.slug, code.name, code.meaning, code.include, code.exclude, code.example, *code.more_examples,
        *code.keywords, theme.name, theme.meaning,
    )  # fmt: skip
    everything = "\n".join(texts).casefold()
    return all(word in everything for word in narrowed.words.casefold().split())


def effects_lines(effects: Effects) -> list[tuple[str, str]]:
    """What hangs on a code, in facts; a line feed parts the quarters."""
    quarters = "\n".join(f"{quarter_in_words(quarter)}: {count}" for quarter, count in effects.quarters)
    return [
        (
            _("Codings"),
            ngettext("%(num)s coding, made by ", "%(num)s codings, made by ", effects.codings)
            + ngettext("%(num)s person", "%(num)s people", effects.coders),
        )
        if effects.codings
        else (_("Codings"), _("None")),
        (_("Answers they are in"), str(effects.answers)),
        (_("Quarters they are from"), quarters or _("None")),
        (_("Suggestions not looked at yet"), str(effects.open_suggestions)),
        (_("Suggestions accepted or declined"), str(effects.settled_suggestions)),
    ]


@dataclass(frozen=True)
class ChangeShown:
    ref: str
    version: str
    what: str
    numbers: str
    when: str
    who: str
    is_undone: bool
    undone: str
    can_be_sorted: bool


def change_shown(change: CodebookChange, names: Mapping[str, str]) -> ChangeShown:
    """One line of the history."""
    return ChangeShown(
        ref=change.public_ref,
        version=change.version,
        what=_what(change, names),
        numbers=_numbers(change),
        when=format_datetime(change.made_at.astimezone(clock.LONDON), "d MMM y HH:mm", rebase=False),
        who=change.made_by.name if change.made_by else _("On the command line"),
        is_undone=change.undone_at is not None,
        undone=_("Undone by %(name)s", name=change.undone_by.name) if change.undone_by else "",
        can_be_sorted=change.kind is ChangeKind.divided and change.undone_at is None,
    )


def _what(change: CodebookChange, names: Mapping[str, str]) -> str:
    first, *more = [names.get(slug, slug) for slug in change.touches] or [""]
    other = more[0] if more else ""
    words = {
        ChangeKind.published: _("A draft was published"),
        ChangeKind.renamed: _("“%(first)s” got its name", first=first),
        ChangeKind.retired: _("“%(first)s” was retired", first=first),
        ChangeKind.merged: _("“%(first)s” was merged into “%(other)s”", first=first, other=other),
        ChangeKind.divided: _(
            "“%(first)s” was split, and “%(other)s” stands beside it", first=first, other=other
        ),
        ChangeKind.brought_in: _("Codings of another program were brought in"),
    }
    return str(words[change.kind])


def _numbers(change: CodebookChange) -> str:
    counted = change.counted
    if change.kind is ChangeKind.published:
        return str(
            _(
                "%(new)s new, %(changed)s worded anew",
                new=counted.get("new", 0),
                changed=counted.get("changed", 0),
            )
        )
    return str(ngettext("%(num)s coding", "%(num)s codings", counted.get("codings", 0)))


@dataclass(frozen=True)
class PartShown:
    """One part of a draft: what is in effect, and what it would be."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class EntryShown:
    slug: str
    title: str
    theme: str
    is_new: bool
    is_theme: bool
    parts: tuple[PartShown, ...]
    who: str
    changes: int


def part_name(part: str) -> str:
    """What a part of the wording is called."""
    words = {
        "name": _("Name"),
        "meaning": _("Meaning"),
        "include": _("Use it for"),
        "exclude": _("Not for"),
        "examples": _("Examples"),
        "keywords": _("Keywords"),
        "tells_of": _("It tells of"),
        "maps": _("Standards and audit areas"),
    }
    return str(words[part])


def part_words(part: str, said: object) -> str:
    """What a part says, as lines of words."""
    if part == "tells_of":
        return tells_of_words(str(said or ""))
    if isinstance(said, dict):
        return "\n".join(f"{letters}: {'; '.join(areas)}" for letters, areas in said.items())
    if isinstance(said, list):
        return ("\n" if part == "examples" else ", ").join(str(one) for one in said)
    return str(said or "")


def entry_shown(entry: DraftedEntry, theme_names: Mapping[str, str]) -> EntryShown:
    before = entry.before or {}
    parts = [
        PartShown(part_name(part), part_words(part, before.get(part)), part_words(part, said))
        for part, said in entry.wording.items()
        if before.get(part) != said and (entry.before is not None or said)
    ]
    return EntryShown(
        slug=entry.slug,
        title=str((entry.before or entry.wording)["name"]),
        theme=theme_names.get(entry.theme_slug, ""),
        is_new=entry.before is None,
        is_theme=not entry.theme_slug,
        parts=tuple(parts),
        who=entry.made_by.name if entry.made_by else _("On the command line"),
        changes=entry.changes,
    )
