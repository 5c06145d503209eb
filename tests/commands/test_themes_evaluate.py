"""`feedback themes evaluate`: figures from any labelled file, and a plain sentence for any other."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from feedback_app.cli import main
from tests.analysis.learning.said import labelled

LABELS = ("food", "waiting", "worker")
HEAD = "respondent,question,text,food,waiting,worker\n"
GOOD = HEAD + "".join(
    f"{e.group},,{e.text},{','.join(str(int(label in e.codes)) for label in LABELS)}\n" for e in labelled()
)


def run(folder: Path, train: str | bytes = GOOD, test: str | bytes = GOOD, *more: str) -> Result:
    for name, content in (("train.csv", train), ("test.csv", test)):
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    paths = ["--train", str(folder / "train.csv"), "--test", str(folder / "test.csv")]
    return CliRunner().invoke(main, ["themes", "evaluate", *paths, "--without-meaning", *more])


def test_json_holds_every_figure(tmp_path: Path) -> None:
    shown = json.loads(run(tmp_path, GOOD, GOOD, "--json").stdout)
    assert shown["micro_f1"] > 0.9
    assert set(shown["labels"]) == set(LABELS)
    assert shown["labels"]["food"]["given"] == 32
    assert shown["answers_per_second"] > 0
    assert shown["peak_memory_mb"] > 10
    assert shown["installed_mb"] > 10
    assert shown["respondents_on_both_sides"] == 8
    assert {"macro_f1", "seconds", "calibration", "calibration_error", "recall_at_3"} <= set(shown)


def test_people_get_a_table_and_are_told_when_somebody_is_in_both_files(tmp_path: Path) -> None:
    shown = run(tmp_path)
    assert shown.exit_code == 0
    assert "micro-F1" in shown.stdout
    assert "8 people are in both files" in shown.stdout


def test_nothing_anybody_said_is_printed(tmp_path: Path) -> None:
    assert "pizza" not in run(tmp_path, GOOD, GOOD, "--json").output


def test_a_codebook_and_a_list_of_labels_narrow_what_is_scored(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text('{"labels_scored": ["food"]}')
    (tmp_path / "book.yaml").write_text(
        "name: b\nversion: 1\nthemes:\n- {id: T, name: T, subs: [{id: X, name: FOOD, kw: [pizza]}]}\n"
    )
    more = ("--labels", str(tmp_path / "labels.json"), "--codebook", str(tmp_path / "book.yaml"), "--json")
    assert set(json.loads(run(tmp_path, GOOD, GOOD, *more).stdout)["labels"]) == {"food"}


def test_other_column_names_and_a_byte_order_mark(tmp_path: Path) -> None:
    plain = "\ufeff" + GOOD.replace("respondent,question,text", "who,asked,comment", 1)
    assert run(tmp_path, plain, plain, "--text", "comment", "--group", "who").exit_code == 0


@pytest.mark.parametrize(
    ("spoiled", "told"),
    [
        ("", "train.csv is empty"),
        (HEAD, "has no rows"),
        ("words,food\nhello,1\n", "no column called 'text'"),
        ("text,rating\nhello,5\n", "no column of only 0 and 1"),
        ("text,food,food\nhello,1,1\n", "two columns called 'food'"),
        ("text,food\nhello,1,1\n", "row 1, has 3 columns where 2 are named"),
        ("text,food\nhello,0\n", "gives no answer any label"),
        ('text,food\n"hello,1\n', "not readable as CSV"),
        (b"text,food\nol\xe9,1\n", "is not UTF-8 (line 2)"),
        (b"text,food\nhe\x00llo,1\n", "NUL"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_plain_words(
    tmp_path: Path, spoiled: str | bytes, told: str
) -> None:
    shown = run(tmp_path, spoiled)
    assert (shown.exit_code, told in shown.output) == (2, True), shown.output


@pytest.mark.parametrize(
    ("test", "told"),
    [
        ("text,food\nhello,1\n", "no column for the label 'waiting'"),
        (GOOD.replace(",1,0,0", ",2,0,0", 1), "the label 'food' should be 0 or 1"),
    ],
)
def test_a_test_file_without_the_labels_is_refused(tmp_path: Path, test: str, told: str) -> None:
    shown = run(tmp_path, GOOD, test)
    assert (shown.exit_code, told in shown.output) == (2, True), shown.output


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ("{", "not readable as JSON"),
        ("[]", "should hold a list of labels"),
        ('["food", "food"]', "names a label twice"),
        ('["sleep"]', "no column for the label 'sleep'"),
    ],
)
def test_a_list_of_labels_that_cannot_be_used_is_refused(tmp_path: Path, labels: str, told: str) -> None:
    (tmp_path / "labels.json").write_text(labels)
    shown = run(tmp_path, GOOD, GOOD, "--labels", str(tmp_path / "labels.json"))
    assert (shown.exit_code, told in shown.output) == (2, True), shown.output


@pytest.mark.parametrize("option", ["--train", "--test", "--labels", "--codebook"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, option: str) -> None:
    shown = run(tmp_path, GOOD, GOOD, option, str(tmp_path / "nowhere"))
    assert (shown.exit_code, "There is no file called nowhere" in shown.output) == (2, True)


def test_a_codebook_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text("themes: [")
    shown = run(tmp_path, GOOD, GOOD, "--codebook", str(tmp_path / "book.yaml"))
    assert (shown.exit_code, "not readable YAML" in shown.output) == (2, True)
