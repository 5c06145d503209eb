"""Compile every catalogue, at install time; no compiled file is kept in the repository."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent


def compile_all() -> list[Path]:
    """Write a .mo beside every .po; gives the files written."""
    written = []
    for source in sorted(FOLDER.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as opened:
            catalogue = read_po(opened, locale=source.parent.parent.name)
        with source.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
        written.append(source.with_suffix(".mo"))
    return written


if __name__ == "__main__":
    for file in compile_all():
        print(f"compiled {file.parent.parent.name}")
