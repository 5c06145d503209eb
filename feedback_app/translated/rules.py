"""Which languages an answer may be translated from, and the signs of harm a translation newly shows: pure."""

from collections.abc import Iterable

from analysis.documents import words_called
from analysis.language import ENGLISH, KNOWN
from feedback_app.safeguarding.models import Severity, SignJson

LONGEST_TRANSLATION = 20_000
LONGEST_TRANSLATOR = 120
FROM_LANGUAGES = tuple(sorted((KNOWN | words_called("also_spoken")) - {ENGLISH}))


def newly_shown(found: Iterable[SignJson], before: Iterable[SignJson]) -> tuple[SignJson, ...]:
    """The signs that earlier translations did not show, or showed as less serious.

    So the first translation raises whatever it shows, and mending a comma does not raise it again.
    """
    known: dict[str, Severity] = {}
    for sign in before:
        severity = Severity(sign["severity"])
        known[sign["category"]] = min(severity, known.get(sign["category"], severity))
    return tuple(
        sign
        for sign in found
        if sign["category"] not in known or Severity(sign["severity"]) < known[sign["category"]]
    )
