"""The JSON Schema of a survey document; `python -m surveys.schema FILE` writes it."""

import json
import sys
from pathlib import Path

from surveys.definition import Survey


def schema_text() -> str:
    """The published schema, as the file holds it."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Survey.model_json_schema(by_alias=True),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(schema_text(), encoding="utf-8")
