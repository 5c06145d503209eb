"""Codes as other programs keep them, as a tree of any depth, and as we do, as themes with codes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from analysis.exchange import descriptions
from analysis.exchange.book import LONGEST_NAME, Book, CodeEntry, ThemeEntry
from analysis.exchange.descriptions import Label
from analysis.exchange.guids import guid_of

WRAPPERS = {"nodes", "codes", "code system"}
LOOSE_CODES = "Other codes"
Entry = TypeVar("Entry", CodeEntry, ThemeEntry)


@dataclass(frozen=True, slots=True)
class CodeNode:
    """One code of a file, with the codes below it."""

    guid: str
    name: str
    description: str = ""
    codable: bool = True
    colour: str = ""
    children: tuple["CodeNode", ...] = ()


def walked(nodes: Iterable[CodeNode]) -> Iterator[CodeNode]:
    """Every code, from the top down."""
    for node in nodes:
        yield node
        yield from walked(node.children)


def unwrapped(nodes: tuple[CodeNode, ...]) -> tuple[CodeNode, ...]:
    """Without the one root that cannot be given as a code and only holds the others (NVivo: "Nodes")."""
    if len(nodes) == 1 and not nodes[0].codable and nodes[0].name.strip().casefold() in WRAPPERS:
        return nodes[0].children
    return nodes


def tree_of(book: Book) -> tuple[CodeNode, ...]:
    """Themes as codes that cannot be given, with their codes below."""
    return tuple(
        CodeNode(
            theme.guid or guid_of("theme", theme.id),
            theme.name,
            _theme_described(theme),
            codable=False,
            children=tuple(
                CodeNode(code.guid or guid_of("code", code.id), code.name, _code_described(code))
                for code in theme.codes
            ),
        )
        for theme in book.themes
    )


def book_of(nodes: tuple[CodeNode, ...], name: str) -> Book:
    """Themes with codes of any tree: what lies deeper is named after what it lay below."""
    roots = unwrapped(nodes)
    themes = [_theme(root) for root in roots if root.children or not root.codable]
    loose = tuple(_code(root, root.name) for root in roots if root.codable and not root.children)
    if loose:
        themes.append(ThemeEntry(LOOSE_CODES, codes=loose))
    return Book(name, tuple(themes))


def _theme(root: CodeNode) -> ThemeEntry:
    meaning, parts = descriptions.told(root.description)
    below = tuple(_below(root.children, ""))
    codes = (_code(root, root.name), *below) if root.codable else below
    return _short(
        ThemeEntry(
            root.name,
            id=descriptions.first(parts, Label.short_name),
            guid="" if root.codable else root.guid,
            meaning=meaning if meaning or parts else None,
            maps=descriptions.read_maps(descriptions.every(parts, Label.framework)) if parts else None,
            codes=codes,
        )
    )


def _below(nodes: tuple[CodeNode, ...], above: str) -> Iterator[CodeEntry]:
    for node in nodes:
        name = f"{above}: {node.name}" if above else node.name
        if node.codable or not node.children:
            yield _code(node, name)
        yield from _below(node.children, name)


def _code(node: CodeNode, name: str) -> CodeEntry:
    meaning, parts = descriptions.told(node.description)
    if not parts:
        return _short(CodeEntry(name, guid=node.guid, meaning=meaning or None))
    return _short(
        CodeEntry(
            name,
            id=descriptions.first(parts, Label.short_name),
            guid=node.guid,
            meaning=meaning,
            include=descriptions.first(parts, Label.include),
            exclude=descriptions.first(parts, Label.exclude),
            examples=descriptions.every(parts, Label.example),
            keywords=descriptions.unlisted(descriptions.first(parts, Label.keywords)),
            tells_of=descriptions.read_tells_of(descriptions.first(parts, Label.tells_of)),
        )
    )


def _short(entry: Entry) -> Entry:
    """With a name that fits; one that did not is kept whole in the meaning."""
    if len(entry.name) <= LONGEST_NAME:
        return entry
    meaning = "\n".join(part for part in (entry.name, entry.meaning) if part)
    return replace(entry, name=f"{entry.name[: LONGEST_NAME - 1]}…", meaning=meaning)


def _theme_described(theme: ThemeEntry) -> str:
    maps = [(Label.framework, line) for line in descriptions.written_maps(theme.maps or ())]
    return descriptions.described(theme.meaning or "", [(Label.short_name, theme.id), *maps])


def _code_described(code: CodeEntry) -> str:
    examples = [(Label.example, example) for example in code.examples or ()]
    return descriptions.described(
        code.meaning or "",
        [
            (Label.short_name, code.id),
            (Label.include, code.include or ""),
            (Label.exclude, code.exclude or ""),
            *examples,
            (Label.keywords, descriptions.listed(code.keywords or ())),
            (Label.tells_of, code.tells_of.value if code.tells_of else ""),
        ],
    )
