"""Editions: the exact wording in use, found by the digest of its content, kept as JSON and read back."""

import hashlib
import json
from functools import lru_cache

from surveys.definition import Survey

Document = dict[str, object]


def to_document(survey: Survey) -> Document:
    """The survey as plain JSON values: all that differs from the defaults, choices written out."""
    document: Document = survey.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return document


def from_document(document: object) -> Survey:
    """Read an edition back; raises pydantic.ValidationError when it is not a survey."""
    return Survey.model_validate(document)


def to_json(survey: Survey) -> str:
    """Canonical JSON: the same survey always gives the same text."""
    return json.dumps(to_document(survey), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=64)
def from_json(text: str) -> Survey:
    """Read an edition back from its stored text, once."""
    return from_document(json.loads(text))


def digest(survey: Survey) -> str:
    """64 hexadecimal characters that change when anything people see, or its meaning, changes."""
    return hashlib.sha256(to_json(survey).encode("utf-8")).hexdigest()
