"""The shape of the house: small modules, one migration head, and documents that say what is there."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from feedback_app.database import Base, db
from feedback_app.tables import is_compared

ROOT = Path(__file__).parents[2]
LONGEST = 300
CODE = ("analysis", "feedback_app", "surveys")


def modules() -> list[Path]:
    return [file for folder in CODE for file in (ROOT / folder).rglob("*.py") if "versions" not in file.parts]


def test_every_module_is_under_three_hundred_lines() -> None:
    long = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines()) for file in modules()
    }
    assert {name: lines for name, lines in long.items() if lines >= LONGEST} == {}
    assert len(long) > 50


def test_every_module_opens_with_its_idea() -> None:
    silent = [
        str(file.relative_to(ROOT)) for file in modules() if not file.read_text("utf-8").startswith('"""')
    ]
    assert silent == []


def test_the_packages_named_in_the_architecture_are_the_packages_there_are() -> None:
    described = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(\w+)/?`", described, flags=re.MULTILINE))
    there = {folder.name for folder in (ROOT / "feedback_app").iterdir() if (folder / "__init__.py").exists()}
    assert there <= named
    assert named <= there | {"surveys", "analysis"} | {
        file.stem for file in (ROOT / "feedback_app").glob("*.py")
    }


def test_there_is_one_migration_head() -> None:
    script = ScriptDirectory(str(ROOT / "feedback_app" / "migrations"))
    assert len(script.get_heads()) == 1


def test_tables_and_migrations_are_equal(app: Flask) -> None:
    compared = {"compare_type": False, "include_name": is_compared}
    context = MigrationContext.configure(db.session.connection(), opts=compared)
    assert compare_metadata(context, Base.metadata) == []


def test_no_address_is_named_in_what_locks_our_packages() -> None:
    for name in (
        "requirements.lock",
        "requirements-test.lock",
        "setup/node.lock",
        "package-lock.json",
        ".npmrc",
    ):
        assert not re.search(r"https?://", (ROOT / name).read_text(encoding="utf-8")), name


@pytest.mark.parametrize("command", ["make run", "make test"])
def test_the_readme_names_the_two_commands_and_the_makefile_has_them(command: str) -> None:
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(
        rf"^{command.removeprefix('make ')}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE
    )
