"""What the documents point at is there, and the README's first screen tells a newcomer what they need."""

import re
from pathlib import Path

import pytest

from feedback_app.cli import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FIRST_SCREEN = 35
MADE_HERE = {"build", "instance", "node_modules"}
FOLDERS = sorted(
    one.name
    for one in ROOT.iterdir()
    if one.is_dir() and not one.name.startswith((".", "_")) and one.name not in MADE_HERE
    and one.suffix != ".egg-info"
)  # fmt: skip
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PACKAGES = sorted(one.parent.name for one in (ROOT / "feedback_app").glob("*/__init__.py"))
PATH = re.compile(rf"`((?:{'|'.join([*FOLDERS, *PACKAGES])})/[\w./*{{}},-]*)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def leads_nowhere(document: Path, link: str) -> bool:
    where, _, anchor = link.partition("#")
    target = (document.parent / where) if where else document
    return not target.exists() or bool(anchor and anchor not in anchors(target))


def spelt_out(path: str) -> list[str]:
    """`a/{b,c}.py` is short for `a/b.py` and `a/c.py`."""
    short = re.fullmatch(r"(.*)\{([^}]*)\}(.*)", path)
    return [f"{short[1]}{one}{short[3]}" for one in short[2].split(",")] if short else [path]


def is_there(path: str) -> bool:
    """From the project's folder, or from `feedback_app/`, whose packages are called by their own names."""
    return any(ROOT.glob(path)) or any((ROOT / "feedback_app").glob(path))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_every_link_and_every_file_named_in_a_document_is_there(document: Path) -> None:
    words = document.read_text(encoding="utf-8")
    links = [link for link in LINK.findall(words) if not re.match(r"[a-z]+:", link)]
    assert [link for link in links if leads_nowhere(document, link)] == []
    named = [one for path in PATH.findall(words) for one in spelt_out(path)]
    assert [one for one in named if not is_there(one.rstrip("/"))] == []


def test_the_first_screen_is_a_sentence_a_picture_two_commands_and_a_map() -> None:
    lines = README.splitlines()
    first = "\n".join(lines[:FIRST_SCREEN])
    assert lines[0].startswith("# ")
    assert re.fullmatch(r"[A-Z][^.]+\.", lines[2])
    assert re.search(r"^!\[[^\]]{20,}\]\(docs/screens/[\w-]+\.png\)$", first, flags=re.MULTILINE)
    assert re.findall(r"^make (\w+)", first, flags=re.MULTILINE) == ["run", "test"]
    assert sorted(re.findall(r"^\| `(\w+)/` \|", first, flags=re.MULTILINE)) == FOLDERS


def test_every_command_in_the_readme_is_a_command() -> None:
    shown = set(re.findall(r"^feedback ([a-z-]+)", README, flags=re.MULTILINE))
    assert shown
    assert shown <= set(main.commands)
