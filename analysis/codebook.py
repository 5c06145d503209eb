"""A codebook: the themes people's words are sorted by, and the codes inside each, as frozen values."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from analysis.documents import DocumentMistake, block, items, list_of_words, read_packaged, read_yaml, words


class TellsOf(StrEnum):
    """What feedback under a code lets one learn about (West Sussex 2020: experience, quality and impact)."""

    experience = "experience"
    quality = "quality"
    impact = "impact"


@dataclass(frozen=True, slots=True)
class FrameworkMap:
    """Where a theme stands in a council's own framework: `areas` of the standard called `framework`."""

    framework: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    id: str
    name: str
    definition: str
    maps: tuple[FrameworkMap, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """`theme` is its theme's id; `exclude` may say where a thing belongs instead: "views -> VOICE.acted"."""

    id: str
    theme: str
    name: str
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    meaning: str = ""
    tells_of: TellsOf | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """One more question asked of every piece of feedback, such as its valence, with its possible answers."""

    name: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Codebook:
    name: str
    version: str
    themes: tuple[Theme, ...]
    codes: tuple[Code, ...]
    dimensions: tuple[Dimension, ...] = ()

    def __post_init__(self) -> None:
        repeated = [
            i for i, n in Counter([t.id for t in self.themes] + [c.id for c in self.codes]).items() if n > 1
        ]
        if repeated:
            raise DocumentMistake(
                f"Codebook {self.name!r} uses the id {repeated[0]!r} twice; give each its own"
            )
        themes = {theme.id for theme in self.themes}
        for code in self.codes:
            if code.theme not in themes:
                raise DocumentMistake(
                    f"Code {code.id!r} belongs to the theme {code.theme!r}, which is not there"
                )

    def __hash__(self) -> int:
        """Cheap on purpose: a codebook is the key of the caches that hold what was prepared from it."""
        return hash((self.name, self.version, len(self.codes)))

    @cached_property
    def _codes_by_id(self) -> Mapping[str, Code]:
        return {code.id: code for code in self.codes}

    @cached_property
    def _themes_by_id(self) -> Mapping[str, Theme]:
        return {theme.id: theme for theme in self.themes}

    def code(self, code_id: str) -> Code:
        """KeyError when this codebook has no such code."""
        return self._codes_by_id[code_id]

    def theme_of(self, code_id: str) -> Theme:
        return self._themes_by_id[self.code(code_id).theme]

    def codes_in(self, theme_id: str) -> tuple[Code, ...]:
        return tuple(code for code in self.codes if code.theme == theme_id)


@lru_cache(maxsize=1)
def starter() -> Codebook:
    """The codebook a council starts with: 14 themes, 64 codes, children's words for examples."""
    return _codebook(read_packaged("starter_codebook.yaml"), "the starter codebook")


def from_yaml(text: str) -> Codebook:
    """A codebook from the same document form as the starter; DocumentMistake says what is wrong and where."""
    return _codebook(read_yaml(text, "the codebook"), "the codebook")


def _codebook(document: Mapping[str, object], where: str) -> Codebook:
    blocks = [
        block(item, f"{where}, theme {n}") for n, item in enumerate(items(document.get("themes"), where), 1)
    ]
    return Codebook(
        name=words(document.get("name"), f"{where}, name"),
        version=words(document.get("version"), f"{where}, version"),
        themes=tuple(_theme(theme, where) for theme in blocks),
        codes=tuple(code for theme in blocks for code in _codes(theme, where)),
        dimensions=tuple(
            Dimension(name, list_of_words(choices, f"{where}, dimension {name}"))
            for name, choices in block(document.get("dimensions", {}), f"{where}, dimensions").items()
        ),
    )


def _theme(theme: Mapping[str, object], where: str) -> Theme:
    name = words(theme.get("id"), f"{where}, a theme's id")
    maps = block(theme.get("maps", {}), f"{where}, {name}, maps")
    return Theme(
        id=name,
        name=words(theme.get("name"), f"{where}, {name}, name"),
        definition=words(theme.get("definition", ""), f"{where}, {name}, definition"),
        maps=tuple(
            FrameworkMap(key, list_of_words(areas, f"{where}, {name}, {key}")) for key, areas in maps.items()
        ),
    )


def _codes(theme: Mapping[str, object], where: str) -> tuple[Code, ...]:
    theme_id = words(theme.get("id"), f"{where}, a theme's id")
    return tuple(
        _code(block(sub, f"{where}, a code of {theme_id}"), theme_id, where)
        for sub in items(theme.get("subs"), where)
    )


def _code(code: Mapping[str, object], theme_id: str, where: str) -> Code:
    name = words(code.get("id"), f"{where}, a code of {theme_id}, id")
    exclude = words(code.get("exc", ""), f"{where}, {name}, exc")
    return Code(
        id=name,
        theme=theme_id,
        name=words(code.get("name"), f"{where}, {name}, name"),
        include=words(code.get("inc", ""), f"{where}, {name}, inc"),
        exclude="" if exclude == "-" else exclude,
        examples=list_of_words(code.get("eg"), f"{where}, {name}, eg"),
        keywords=list_of_words(code.get("kw"), f"{where}, {name}, kw"),
        meaning=words(code.get("means", ""), f"{where}, {name}, means"),
        tells_of=_tells_of(code.get("tells"), f"{where}, {name}, tells"),
    )


def _tells_of(value: object, where: str) -> TellsOf | None:
    if value is None:
        return None
    found = next((one for one in TellsOf if one.value == value), None)
    if found is None:
        raise DocumentMistake(f"{where} should be one of {', '.join(TellsOf)}")
    return found
