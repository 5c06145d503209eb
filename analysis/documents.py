"""Narrow what a YAML or JSON file holds to the kinds we expect, and say where it went wrong."""

from collections.abc import Mapping
from importlib.resources import files

import yaml

type_names = {str: "words", int: "a whole number", list: "a list", dict: "a block of names and values"}


class DocumentMistake(ValueError):
    """A document does not have the shape it should; the message says where and what to do."""


def read_yaml(text: str, where: str) -> Mapping[str, object]:
    """The top block of a YAML document."""
    try:
        loaded: object = yaml.safe_load(text)
    except yaml.YAMLError as mistake:
        raise DocumentMistake(f"{where} is not readable YAML: {mistake}") from mistake
    return block(loaded, where)


def read_packaged(name: str) -> Mapping[str, object]:
    """One of the YAML files shipped inside this package."""
    return read_yaml(files("analysis").joinpath(name).read_text(encoding="utf-8"), name)


def words_called(name: str) -> frozenset[str]:
    """One of the plain word lists of words.yaml."""
    return frozenset(words(read_packaged("words.yaml").get(name), name).split())


def block(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise DocumentMistake(f"{where} should be {type_names[dict]}")
    return {str(key): item for key, item in value.items()}


def items(value: object, where: str) -> tuple[object, ...]:
    """A list; nothing at all counts as an empty one."""
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise DocumentMistake(f"{where} should be {type_names[list]}")
    return tuple(value)


def words(value: object, where: str) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise DocumentMistake(f"{where} should be {type_names[str]}")
    return str(value)


def whole_number(value: object, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise DocumentMistake(f"{where} should be {type_names[int]}")
    return value


def list_of_words(value: object, where: str) -> tuple[str, ...]:
    return tuple(words(item, where) for item in items(value, where))
