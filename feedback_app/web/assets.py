"""The addresses of built styles, fonts and modules, read once from the list the build leaves behind."""

import json
from functools import cache
from pathlib import Path

from flask import url_for

STATIC = Path(__file__).parent / "static"
MANIFEST = STATIC / "built" / "manifest.json"


class NotBuilt(RuntimeError):
    """The styles and modules have not been built on this machine; run `node build.mjs`."""


@cache
def _manifest() -> dict[str, str]:
    if not MANIFEST.exists():
        raise NotBuilt(
            "The styles and modules are not built: run `node build.mjs`, or `make run` which does it."
        )
    listed: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return listed


def built(name: str) -> str:
    """The address of one built file, such as `main.css`, with the digest of its content in the name."""
    try:
        return url_for("static", filename=f"built/{_manifest()[name]}")
    except KeyError as missing:
        raise NotBuilt(f"{name} is not among the built files: run `node build.mjs` again.") from missing
