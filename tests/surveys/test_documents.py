"""A survey as a document: read safely, kept as an edition, described by a schema, translated with the app."""

import io
import json
from pathlib import Path

import pytest

from surveys.definition import Survey
from surveys.editions import digest, from_json, to_document, to_json
from surveys.extract import extract_survey
from surveys.kinds import Reader
from surveys.library import FOLDER, shipped, shipped_survey
from surveys.reading import read
from surveys.scales import SCALES_FILE
from surveys.schema import schema_text
from surveys.texts import texts_of
from surveys.wording import PLACEHOLDER, filled, worded
from tests.surveys.specimens import specimen

SCHEMA = Path(__file__).parents[2] / "docs" / "survey.schema.json"
ALL = list(shipped().values())


def extracted(path: Path) -> list[tuple[int, None, str, list[str]]]:
    return list(extract_survey(io.BytesIO(path.read_bytes()), {}, (), {}))


def test_yes_and_no_and_dates_are_words() -> None:
    assert read("a: yes\nb: [no, on]\nc: 2026-01-02\nd: true\ne: 5").value == {
        "a": "yes", "b": ["no", "on"], "c": "2026-01-02", "d": True, "e": 5,
    }  # fmt: skip


def test_every_value_knows_its_line() -> None:
    document = read("a: 1\nb:\n  - c: 2\n  - c: 3\n")
    assert document.line_of(("b", 1, "c")) == 4
    assert document.line_of(("b", 1, "unknown")) == 4


@pytest.mark.parametrize("survey", ALL, ids=lambda survey: survey.id)
def test_an_edition_kept_as_text_is_the_same_survey(survey: Survey) -> None:
    assert from_json(to_json(survey)) == survey
    assert from_json(json.dumps(to_document(survey))) == survey


def test_changing_one_word_makes_another_edition() -> None:
    survey = specimen("sound")
    changed = survey.model_copy(update={"title": "A sounder survey"})
    assert digest(changed) != digest(survey)
    assert digest(specimen("sound")) == digest(survey)


def test_the_published_schema_is_fresh() -> None:
    """Write it again with `python -m surveys.schema docs/survey.schema.json`."""
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("survey", ALL, ids=lambda survey: survey.id)
def test_every_text_people_see_reaches_the_translators(survey: Survey) -> None:
    files = [FOLDER / f"{survey.id}.yaml", SCALES_FILE]
    found = {message for file in files for _, _, message, _ in extracted(file)} | {
        "Going well",
        "Not so good",
    }
    assert {text.words for text in texts_of(survey) if text.words} - found == set()


def test_translators_get_the_line_and_are_told_which_wording_is_given() -> None:
    file = FOLDER / "learning-audit-child.yaml"
    line, _, _, comments = next(m for m in extracted(file) if m[2] == "If I had one wish, it would be...")
    assert "If I had one wish" in file.read_text(encoding="utf-8").splitlines()[line - 1]
    assert comments == ["Question LA5. Given wording: keep the meaning exactly."]


def test_a_name_that_begins_a_sentence_begins_with_a_capital() -> None:
    names = {"team_name": "the quality team"}
    assert filled("{team_name} reads it. {team_name} answers.", names) == (
        "The quality team reads it. The quality team answers."
    )
    assert filled("Ask {team_name}.", names) == "Ask the quality team."


def test_names_are_filled_in_and_unknown_ones_stay() -> None:
    assert (
        filled("To {director_name} by {tell_by}", {"director_name": "{tell_by}"})
        == "To {tell_by} by {tell_by}"
    )
    assert PLACEHOLDER.findall("a {b} c {d}") == ["b", "d"]


def test_a_reader_gets_their_own_words_and_the_rest_as_everybody() -> None:
    question = shipped_survey("learning-audit-child").question("LA0")
    assert question is not None
    assert worded(question, Reader.YOUNG_CHILD).text == "Who is with you?"
    assert worded(question, Reader.CHILD).text == "Who helped you with this today?"
    assert worded(question, Reader.YOUNG_CHILD).choices == question.choices
