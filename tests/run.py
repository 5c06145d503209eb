"""Everything `make test` does, in order: checks that read the code, then the tests and journeys."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
FILES = ("analysis", "benchmarks", "feedback_app", "surveys", "tests", "translations")
STEPS: tuple[tuple[str, Sequence[str]], ...] = (
    ("style", (str(BIN / "ruff"), "check", *FILES)),
    ("layout", (str(BIN / "ruff"), "format", "--check", *FILES)),
    ("types", (str(BIN / "mypy"),)),
    ("import contracts", (str(BIN / "lint-imports"), "--no-cache")),
    ("templates", (str(BIN / "djlint"), "feedback_app/web/templates", "--lint", "--quiet")),
    (
        "tests and journeys",
        (sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal"),
    ),
)


def main() -> int:
    """Run each step, say how long it took, stop at the first that fails."""
    for name, command in STEPS:
        print(f"── {name}", flush=True)
        began = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, check=False)
        print(f"── {name}: {time.monotonic() - began:.0f} s", flush=True)
        if done.returncode:
            print(f"── {name} failed", flush=True)
            return done.returncode
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
