"""Run every benchmark one after another: quickly, to see that each runs, or whole, to write results.

python -m benchmarks                 everything with small numbers; figures go to build/benchmarks
python -m benchmarks --whole         as benchmarks/results was taken; hours, on a quiet machine
python -m benchmarks finding themes  only these
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import NoPostgres, programs

ROOT = Path(__file__).parents[1]
RESULTS, QUICK_RESULTS = ROOT / "benchmarks" / "results", ROOT / "build" / "benchmarks"
COMMENTS = ROOT.parent / "shared" / "data" / "nhs_fft_themes"
NAMES_IN_SENTENCES = ROOT.parent / "shared" / "data" / "pii_presidio_synth" / "dev.json"


@dataclass(frozen=True, slots=True)
class Need:
    """Something that has to be on this machine, in words, and whether it is."""

    words: str
    is_there: Callable[[], bool]


def _has_postgres() -> bool:
    try:
        return bool(programs())
    except NoPostgres:
        return False


POSTGRES = Need("PostgreSQL's server programs", _has_postgres)
PUBLIC_COMMENTS = Need("the public comments (../shared/data/nhs_fft_themes)", COMMENTS.exists)
SENTENCES = Need("the made-up sentences (../shared/data/pii_presidio_synth)", NAMES_IN_SENTENCES.exists)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """`quick` and `whole`: what is said to its module; without a need it runs wherever the tests do."""

    name: str
    module: str
    quick: Sequence[str] = ()
    whole: Sequence[str] = ()
    need: Need | None = None


BENCHMARKS = (
    Benchmark("agreement", "agreement"),
    Benchmark("concern", "concern"),
    Benchmark("redaction", "redaction", need=SENTENCES),
    Benchmark("themes", "themes", ("--quick",), need=PUBLIC_COMMENTS),
    Benchmark("emerging", "dashboards.emerging", (str(COMMENTS),), (str(COMMENTS),), PUBLIC_COMMENTS),
    Benchmark("disclosure", "dashboards.attack", ("--quarters", "5", "--tables", "50", "--minutes", "1")),
    Benchmark(
        "suggesting", "suggesting.measure", ("1000", "1", "--taught", "200"),
        ("100000", "1", "2", "--taught", "3000"), POSTGRES,
    ),
    Benchmark(
        "finding", "finding", ("--sqlite", "2000", "--postgresql", "2000", "--print-only"), need=POSTGRES
    ),
    Benchmark("dashboards", "dashboards.pages", ("--sqlite", "2000", "--postgresql", "2000"), need=POSTGRES),
    Benchmark(
        "submissions", "submissions", ("--seconds", "1", "--rounds", "1", "--clients", "1"), need=POSTGRES
    ),
    Benchmark("durability", "durability", ("--kills", "1"), need=POSTGRES),
)  # fmt: skip


@contextmanager
def results_kept() -> Iterator[None]:
    """What a quick run writes goes to build/benchmarks; the measured results stay as they are."""
    measured = {path: path.read_bytes() for path in RESULTS.glob("*.md")}
    QUICK_RESULTS.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        for path in RESULTS.glob("*.md"):
            if path.read_bytes() != measured.get(path):
                path.replace(QUICK_RESULTS / path.name)
        for path, content in measured.items():
            if not path.exists():
                path.write_bytes(content)


def run(benchmark: Benchmark, *, whole: bool) -> bool:
    """Whether it ran to its end; one that needs what is not here is named and passed over."""
    if benchmark.need and not benchmark.need.is_there():
        print(f"{benchmark.name}: not run, it needs {benchmark.need.words}.", flush=True)
        return True
    said = benchmark.whole if whole else benchmark.quick
    command = [sys.executable, "-m", f"benchmarks.{benchmark.module}", *said]
    began = time.perf_counter()
    done = subprocess.run(
        command, cwd=ROOT, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode or whole:
        print(done.stdout[-4_000:])
    came = f"failed ({done.returncode})" if done.returncode else "ran"
    print(f"{benchmark.name}: {came} in {time.perf_counter() - began:.0f} s", flush=True)
    return not done.returncode


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    options.add_argument("names", nargs="*", metavar="name", help=", ".join(b.name for b in BENCHMARKS))
    options.add_argument("--whole", action="store_true", help="As the results were taken, and write them.")
    asked = options.parse_args()
    unknown = set(asked.names) - {b.name for b in BENCHMARKS}
    if unknown:
        options.error(f"there is no benchmark called {', '.join(sorted(unknown))}")
    wanted = [b for b in BENCHMARKS if not asked.names or b.name in asked.names]
    if asked.whole:
        went = [run(b, whole=True) for b in wanted]
        return 0 if all(went) else 1
    with results_kept():
        went = [run(b, whole=False) for b in wanted]
    print(f"Figures of the quick run are in {QUICK_RESULTS.relative_to(ROOT)}; they are no measurement.")
    return 0 if all(went) else 1


if __name__ == "__main__":
    raise SystemExit(main())
