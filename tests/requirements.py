"""Which requirement is shown by which test: writes docs/requirements.md from the marks on the tests."""

import csv
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
LIST = ROOT / "docs" / "requirements.csv"
PAGE = ROOT / "docs" / "requirements.md"
A_RULE = re.compile(r"R-\d+")
PRIORITIES = {"M": "must", "S": "should", "C": "could"}
HEADER = """# Requirements and the tests that show them

Written by `make requirements` from the marks on the tests; do not edit. Sources: NA Nottinghamshire c. 2014,
SL Slough 2012, LI Lincolnshire 2022, NB Nottinghamshire 2019, WS West Sussex 2020; the number is the line.
"""


def known() -> list[dict[str, str]]:
    """Every requirement: id, requirement, priority, module, source."""
    with LIST.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def marked() -> dict[str, list[str]]:
    """The tests that carry each requirement's mark, as pytest collects them."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "marks.txt"
        subprocess.run(
            [sys.executable, "-m", "pytest", "--collect-only", "-q", f"--list-requirements={listed}"],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        found: dict[str, list[str]] = {}
        for line in listed.read_text(encoding="utf-8").splitlines():
            requirement, test = line.split("\t")
            tests = found.setdefault(requirement, [])
            if test not in tests:
                tests.append(test)
        return found


def page(requirements: list[dict[str, str]], tests: dict[str, list[str]]) -> str:
    """The page: totals first, then every requirement with its tests or "not yet"."""
    totals = Counter(row["priority"] for row in requirements)
    shown = Counter(row["priority"] for row in requirements if row["id"] in tests)
    summary = ", ".join(
        f"{shown[short]} of {totals[short]} {word}" for short, word in PRIORITIES.items() if totals[short]
    )
    lines = [
        HEADER,
        f"Shown by tests: {summary}.",
        "",
        "| id | priority | module | requirement | source | shown by |",
    ]
    lines.append("|---|---|---|---|---|---|")
    for row in requirements:
        names = "<br>".join(f"`{test}`" for test in tests.get(row["id"], [])) or "not yet"
        words = row["requirement"].replace("|", "\\|")
        priority = PRIORITIES[row["priority"]]
        lines.append(f"| {row['id']} | {priority} | {row['module']} | {words} | {row['source']} | {names} |")
    rules = sorted(name for name in tests if A_RULE.fullmatch(name))
    if rules:
        lines += ["", "Rules of practice that tests show as well, by their number in the rules:", ""]
        lines += [f"- {rule}: " + ", ".join(f"`{test}`" for test in tests[rule]) for rule in rules]
    return "\n".join(lines) + "\n"


def main() -> int:
    requirements = known()
    tests = marked()
    unknown = sorted(
        name for name in set(tests) - {row["id"] for row in requirements} if not A_RULE.fullmatch(name)
    )
    if unknown:
        print("Tests name requirements that do not exist: " + ", ".join(unknown))
        return 1
    text = page(requirements, tests)
    PAGE.write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
