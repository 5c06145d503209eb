"""An author is told every mistake, on its line, with what to do."""

from pathlib import Path

import pytest

from surveys.checks import check
from surveys.mistakes import Mistake, Weight
from surveys.reading_level import reading_age
from tests.surveys.specimens import SOUND, sound_but

WHY = '      - id: WHY\n        kind: long_text\n        text: "Why not?"\n'
LINE_OF = {name: SOUND[: SOUND.index(name)].count("\n") + 1 for name in ("id: SAFE", "id: WHY", "id: FACE")}


def only(text: str) -> Mistake:
    found = check(text)
    assert len(found) == 1, found
    return found[0]


def test_a_sound_survey_has_no_mistakes() -> None:
    assert check(SOUND) == []


def test_yaml_that_cannot_be_read_says_the_line() -> None:
    mistake = only("id: x\ntitle: [a, b\nsections:\n")
    assert mistake.line in {2, 3}
    assert "cannot be read" in mistake.what


@pytest.mark.parametrize("text", ["", "hello", "- a\n- b", "\x00", "a: &x [*x]", "{" * 5000])
def test_what_is_not_a_survey_is_refused_and_never_breaks(text: str) -> None:
    assert check(text)


def test_an_unknown_key_gets_the_nearest_word() -> None:
    mistake = only(
        sound_but('        text: "Why not?"', '        text: "Why not?"\n        hnit: "Say more."')
    )
    assert mistake.what == '"hnit" is not known here.'
    assert mistake.what_to_do == 'Did you mean "hint"?'
    assert mistake.line == LINE_OF["id: WHY"] + 3


def test_a_key_in_the_wrong_place_is_told_to_move() -> None:
    assert (
        "another part"
        in only(sound_but('        text: "Why not?"', '        text: "Why?"\n        title: X')).what_to_do
    )


def test_an_unknown_kind_gets_the_nearest_word() -> None:
    mistake = only(sound_but("kind: long_text", "kind: longtext"))
    assert 'Did you mean "long_text"?' in mistake.what_to_do
    assert mistake.line == LINE_OF["id: WHY"] + 1


def test_something_missing_is_named() -> None:
    assert only(sound_but("purpose: Every check is silent about it.\n", "")).what == '"purpose" is missing.'


def test_an_id_used_twice_is_found_at_the_second() -> None:
    mistake = only(sound_but("{id: FACE,", "{id: WHY,"))
    assert 'Two questions have the id "WHY"' in mistake.what
    assert mistake.line == LINE_OF["id: FACE"]


def test_a_key_given_twice_is_found() -> None:
    assert (
        '"kind" is given twice'
        in only(sound_but("        kind: long_text", "        kind: date\n        kind: long_text")).what
    )


@pytest.mark.parametrize(
    ("when", "what", "todo"),
    [
        ("{question: SAEF, is: no}", 'no question "SAEF"', "SAFE"),
        ("{question: SAFE, is: nope}", 'SAFE has no choice "nope"', '"no"'),
        ("{answered: FACE}", "FACE is asked later", "earlier answer"),
        ("{all: [{question: SAFE, is: yes}, {question: SAFE, is: no}]}", "No answers lead to WHY", "Change"),
    ],
)
def test_a_condition_that_cannot_work_is_found(when: str, what: str, todo: str) -> None:
    mistake = only(sound_but("{question: SAFE, is: no}", when))
    assert what in mistake.what
    assert todo in mistake.what_to_do


def test_a_condition_on_a_question_this_reader_is_never_asked_is_out_of_reach() -> None:
    text = sound_but("        raises:", "        asked_of: [young_child]\n        raises:")
    text = text.replace("when: {question", "asked_of: [child]\n        when: {question")
    assert any("No answers lead to WHY" in mistake.what for mistake in check(text))


def test_a_reader_who_is_asked_nothing_is_a_dead_end() -> None:
    text = sound_but("        kind: choose_one", "        asked_of: [child]\n        kind: choose_one")
    text = text.replace("{id: FACE, kind", "{id: FACE, asked_of: [child], kind")
    assert any("young_child reader is asked nothing" in mistake.what for mistake in check(text))


def test_a_reader_without_a_welcome_or_thanks_is_found() -> None:
    found = check(sound_but("readers: [child, young_child]", "readers: [child, young_child, easy_read]"))
    assert [mistake.what for mistake in found] == [
        "There is no welcome for the easy_read reader.",
        "There is no thanks for the easy_read reader.",
    ]


def test_a_section_that_asks_nothing_is_a_dead_end() -> None:
    text = SOUND + "  - id: second\n    title: Second\n    questions: []\n"
    assert "dead end" in only(text).what


def test_an_unknown_placeholder_gets_the_nearest() -> None:
    mistake = only(sound_but("Why not?", "Tell {directer_name} why."))
    assert mistake.what_to_do == 'Did you mean "director_name"?'


def test_empty_words_are_found() -> None:
    assert only(sound_but('"Why not?"', '""')).what == "There are no words here."


def test_a_scale_point_without_words_is_found() -> None:
    text = sound_but("scale: face3,", "choices: [{id: a, text: '1'}, {id: b, text: Good}],")
    assert "no words" in only(text).what


def test_a_long_scale_is_refused_for_the_youngest_only() -> None:
    mistake = only(sound_but("scale: face3,", "scale: often4,"))
    assert "4 points" in mistake.what
    assert "young_child" in mistake.what


def test_hard_words_are_refused_for_children_but_given_wording_is_not() -> None:
    hard = "Evaluate the appropriateness of multidisciplinary professional interventions."
    assert "read at about age" in only(sound_but("Why not?", hard)).what
    assert check(sound_but('"Why not?"', f'"{hard}"\n        verbatim: true')) == []


def test_a_childs_survey_without_a_safety_question_is_refused() -> None:
    found = check(sound_but("        raises: {no: S1}\n", ""))
    assert [m.severity for m in found] == [Weight.ERROR, Weight.ERROR]
    assert all("whether they are safe" in m.what for m in found)


@pytest.mark.requirement("LI-83")
def test_a_survey_no_family_asked_for_anything_in_gets_a_warning() -> None:
    mistake = only(sound_but("        asked_for_by: children and families\n", ""))
    assert mistake.severity is Weight.WARNING
    assert "asked for by children and families" in mistake.what


def test_a_raise_on_an_unknown_choice_is_found() -> None:
    assert 'SAFE has no choice "never"' in only(sound_but("{no: S1}", "{never: S1}")).what


def test_other_words_for_given_wording_are_refused() -> None:
    text = sound_but(
        '"Why not?"', '"Why not?"\n        verbatim: true\n        for_readers: {child: {text: Why}}'
    )
    assert "verbatim" in only(text).what


def test_a_file_that_is_missing_or_not_text_is_a_mistake_not_a_crash(tmp_path: Path) -> None:
    assert "cannot be opened" in check(tmp_path / "gone.yaml")[0].what
    (tmp_path / "bytes.yaml").write_bytes(b"id: \xff\xfe")
    mistake = check(tmp_path / "bytes.yaml")[0]
    assert (mistake.file, mistake.line) == ("bytes.yaml", 1)
    assert "UTF-8" in mistake.what_to_do


def test_longer_words_and_sentences_read_older() -> None:
    easy = reading_age("What do you like? What do you not like?")
    hard = reading_age(
        "We would appreciate your perspective regarding collaborative decision making processes."
    )
    assert easy < 9 < hard
