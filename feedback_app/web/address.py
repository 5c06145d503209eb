"""Addresses whose parts are known only by their names, such as what a list is narrowed to."""

from collections.abc import Mapping

from flask import url_for


def address_with(endpoint: str, parts: Mapping[str, str | int | None]) -> str:
    """The address of a page with these parts, those that are None left out."""
    return url_for(endpoint, **parts)  # type: ignore[arg-type]  # none is named as url_for's own settings are
