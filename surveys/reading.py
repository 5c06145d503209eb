"""Reads survey YAML so that every value remembers its line, `yes` stays a word, and nothing is executed."""

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]


class NotYaml(ValueError):
    """The text cannot be read as a survey document; `line` counts from 1."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.what, self.line = what, line


@dataclass(frozen=True)
class Document:
    """What a YAML text says, and the line on which each part of it stands."""

    value: Plain
    lines: Mapping[Path, int]
    repeated: tuple[tuple[str, int], ...] = ()

    def line_of(self, path: Path) -> int:
        """The line of the nearest part of this path that the text really has."""
        here: Path = ()
        for step in path:
            if (*here, step) in self.lines:
                here = (*here, step)
        return self.lines.get(here, 1)


class _Loader(yaml.SafeLoader):
    """YAML where `yes`, `no`, `on` and dates are just words, and no node may be used twice."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.events.AliasEvent):
            raise NotYaml("A YAML alias (*name) is not allowed here.", self.get_mark().line + 1)
        return super().compose_node(parent, index)


_WORDS = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _WORDS]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def compose(text: str) -> yaml.Node | None:
    """The YAML node tree of a text; raises NotYaml with the line of the mistake."""
    try:
        loader = _Loader(text)
        return loader.get_single_node()
    except yaml.MarkedYAMLError as mistake:
        mark = mistake.problem_mark or mistake.context_mark
        raise NotYaml(mistake.problem or "This is not YAML.", mark.line + 1 if mark else 1) from mistake
    except yaml.reader.ReaderError as mistake:
        line = text[: mistake.position].count("\n") + 1
        raise NotYaml("There is a character here that YAML does not allow.", line) from mistake
    except RecursionError as mistake:
        raise NotYaml("This is nested too deeply.", 1) from mistake


def read(text: str) -> Document:
    """Read a YAML text; raises NotYaml."""
    lines: dict[Path, int] = {}
    repeated: list[tuple[str, int]] = []
    root = compose(text)
    value = None if root is None else _value(root, (), lines, repeated)
    return Document(value, lines, tuple(repeated))


def _value(node: yaml.Node, path: Path, lines: dict[Path, int], repeated: list[tuple[str, int]]) -> Plain:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, place), lines, repeated) for place, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, repeated)
    return scalar(node)


def _mapping(
    node: yaml.MappingNode, path: Path, lines: dict[Path, int], repeated: list[tuple[str, int]]
) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        if key in found:
            repeated.append((key, line))
        lines[(*path, key)] = line
        found[key] = _value(value_node, (*path, key), lines, repeated)
    return found


def scalar(node: yaml.Node) -> Plain:
    """One plain value; words lose the spaces and line ends around them."""
    word = str(node.value).strip()
    match node.tag:
        case "tag:yaml.org,2002:null":
            return None
        case "tag:yaml.org,2002:int" if word.isdecimal():
            return int(word)
        case "tag:yaml.org,2002:str" if word in {"true", "false"} and getattr(node, "style", None) is None:
            return word == "true"
        case _:
            return word
