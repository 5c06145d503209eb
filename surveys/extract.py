"""Gives Babel every sentence of a survey file, so that surveys and app share one catalogue a language."""

from collections.abc import Collection, Iterator, Mapping
from typing import IO

import yaml

from surveys.reading import compose, scalar

Message = tuple[int, None, str, list[str]]
TEXT_KEYS = frozenset(
    {"title", "purpose", "text", "hint", "intro", "what", "why", "what_happens", "keeping_private"}
)
MAPS_OF_TEXTS = frozenset({"thanks", "boxes"})


def extract_survey(
    fileobj: IO[bytes],
    keywords: Mapping[str, object],  # noqa: ARG001 - Babel's signature
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, object],  # noqa: ARG001
) -> Iterator[Message]:
    """Yield (line, None, English sentence, comments) for every text of a survey or scales file."""
    root = compose(fileobj.read().decode("utf-8"))
    if root is not None:
        yield from _texts_in(root, [])


def _texts_in(node: yaml.Node, comments: list[str]) -> Iterator[Message]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _texts_in(item, comments)
    elif isinstance(node, yaml.MappingNode):
        pairs = [(str(key.value), value) for key, value in node.value]
        about = _comments(pairs) or comments
        for key, value in pairs:
            yield from _texts_under(key, value, about)


def _texts_under(key: str, value: yaml.Node, comments: list[str]) -> Iterator[Message]:
    if isinstance(value, yaml.ScalarNode):
        if key in TEXT_KEYS:
            yield from _message(value, comments)
    elif isinstance(value, yaml.MappingNode) and (key in MAPS_OF_TEXTS or _is_reworded_choices(key)):
        for _, text in value.value:
            yield from _message(text, comments)
    else:
        yield from _texts_in(value, comments)


def _is_reworded_choices(key: str) -> bool:
    """Choices as a mapping are the other words of one reader; as a list they are the choices themselves."""
    return key == "choices"


def _message(node: yaml.Node, comments: list[str]) -> Iterator[Message]:
    words = scalar(node)
    if isinstance(words, str) and words:
        yield node.start_mark.line + 1, None, words, comments


def _comments(pairs: list[tuple[str, yaml.Node]]) -> list[str]:
    found = {key: str(value.value) for key, value in pairs if isinstance(value, yaml.ScalarNode)}
    if "kind" not in found:
        return []
    asked = f"Question {found.get('id', '')}."
    return (
        [f"{asked} Given wording: keep the meaning exactly."] if found.get("verbatim") == "true" else [asked]
    )
