"""Put translations from a JSON file ({"English": "translation" or [plural forms]}) into a catalogue.

Run `python -m translations.fill pl FILE.json`. Texts that are not in the catalogue, or whose placeholders
differ from the English, are refused by name and nothing is written.
"""

import json
import re
import sys
from pathlib import Path

from translations.extract import brought_up_to_date, catalogue_file, read, template

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def placeholders(text: str) -> set[str]:
    """The names a text leaves open, in either style."""
    return {first or second for first, second in PLACEHOLDER.findall(text)}


def main() -> int:
    language, file = sys.argv[1], Path(sys.argv[2])
    given: dict[str, str | list[str]] = json.loads(file.read_text(encoding="utf-8"))
    catalog = read(catalogue_file(language), language)
    refused = []
    for english, said in given.items():
        message = catalog.get(english)
        forms = [said] if isinstance(said, str) else said
        if message is None:
            refused.append(f"not in the catalogue: {english}")
        elif any(placeholders(form) != placeholders(english) for form in forms) and isinstance(said, str):
            refused.append(f"other placeholders: {english}")
        else:
            message.string = said if isinstance(said, str) else tuple(said)
    print("\n".join(refused) or f"{language}: {len(given)} texts put in")
    if refused:
        return 1
    from io import BytesIO

    from babel.messages.pofile import write_po

    kept = BytesIO()
    write_po(kept, catalog, width=100, include_lineno=False)
    catalogue_file(language).write_bytes(kept.getvalue())
    catalogue_file(language).write_text(brought_up_to_date(language, template()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
