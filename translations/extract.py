"""Gather every text people see, the app's and the surveys' alike, and bring each catalogue up to date.

Run `python -m translations.extract`; with `--check` it only says whether the catalogues are fresh.
Catalogues carry file names but no line numbers and no dates, so that a change shows only what changed.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FOLDER = Path(__file__).parent
LANGUAGES = ("pl", "ar")
KEYWORDS = {
    "_": None, "gettext": None, "lazy_gettext": None, "_l": None, "N_": None,
    "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
SOURCES: tuple[tuple[str, list[tuple[str, str]]], ...] = (
    ("feedback_app", [("**/migrations/**", "ignore"), ("**.py", "python"), ("**.html", "jinja2")]),
    ("surveys", [("**.py", "python"), ("**.yaml", "survey")]),
)
OPTIONS = {"**.html": {"trimmed": "true", "silent": "false"}}


def messages() -> Iterator[tuple[str, str | tuple[str, ...], list[str], str | None]]:
    """Every text with the file it stands in."""
    for folder, methods in SOURCES:
        known = [(pattern, method) for pattern, method in methods if method != "ignore"]
        for found in extract_from_dir(
            ROOT / folder, known, OPTIONS, KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
        ):
            filename, _line, message, comments, context = found
            yield f"{folder}/{filename}", message, comments, context


def template() -> Catalog:
    """A catalogue of everything there is to translate, in a steady order."""
    catalog = Catalog(project="feedback platform", charset="utf-8", fuzzy=False)
    seen = sorted(messages(), key=lambda found: (str(found[1]), found[0]))
    for filename, message, comments, context in seen:
        catalog.add(message, None, [(filename, 0)], auto_comments=comments, context=context)
    return catalog


def read(file: Path, language: str) -> Catalog:
    if not file.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with file.open("rb") as opened:
        return read_po(opened, locale=language)


def brought_up_to_date(language: str, everything: Catalog) -> str:
    """The text of a language's catalogue with new texts added and unused ones dropped."""
    old = read(catalogue_file(language), language)
    fresh = Catalog(locale=language, charset="utf-8", fuzzy=False)
    for message in everything:
        if message.id:
            kept = old.get(message.id, message.context)
            fresh.add(
                message.id,
                kept.string if kept else None,
                sorted({(name, 0) for name, _line in message.locations}),
                auto_comments=message.auto_comments,
                user_comments=kept.user_comments if kept else (),
                context=message.context,
            )
    written = io.BytesIO()
    write_po(written, fresh, width=100, sort_output=True, include_lineno=False, omit_header=True)
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {fresh.plural_forms}\\n"\n\n'
    )
    return header + written.getvalue().decode("utf-8")


def catalogue_file(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def stale() -> list[str]:
    """The languages whose catalogue differs from what extracting again would write."""
    everything = template()
    return [
        language
        for language in LANGUAGES
        if not catalogue_file(language).exists()
        or catalogue_file(language).read_text(encoding="utf-8") != brought_up_to_date(language, everything)
    ]


def main() -> int:
    if "--check" in sys.argv:
        print("Not fresh: " + ", ".join(stale()) if stale() else "Every catalogue is fresh.")
        return bool(stale())
    everything = template()
    for language in LANGUAGES:
        file = catalogue_file(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        text = brought_up_to_date(language, everything)
        file.write_text(text, encoding="utf-8")
        print(f"{language}: {len(everything)} texts")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
