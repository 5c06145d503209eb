"""Every benchmark is in the one list, and a quick run leaves the measured results as they are."""

from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import __main__ as every


def test_every_page_of_results_has_its_benchmark_and_every_benchmark_is_there() -> None:
    pages = {path.stem for path in every.RESULTS.glob("*.md")}
    assert pages == {benchmark.name for benchmark in every.BENCHMARKS}


@pytest.mark.parametrize("benchmark", every.BENCHMARKS, ids=lambda benchmark: benchmark.name)
def test_every_benchmark_finds_what_it_uses(benchmark: every.Benchmark) -> None:
    module = import_module(f"benchmarks.{benchmark.module}")
    if hasattr(module, "__path__"):
        module = import_module(f"{module.__name__}.__main__")
    assert callable(getattr(module, "main", None))


def test_a_quick_run_leaves_the_measured_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results, quick = tmp_path / "results", tmp_path / "quick"
    results.mkdir()
    (results / "speed.md").write_text("measured for an hour")
    monkeypatch.setattr(every, "RESULTS", results)
    monkeypatch.setattr(every, "QUICK_RESULTS", quick)
    with every.results_kept():
        (results / "speed.md").write_text("a second")
        (results / "new.md").write_text("a second")
    assert (results / "speed.md").read_text() == "measured for an hour"
    assert [path.name for path in results.iterdir()] == ["speed.md"]
    assert (quick / "speed.md").read_text() == "a second"


def test_what_a_benchmark_needs_and_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    absent = every.Benchmark("space", "space", need=every.Need("a rocket", lambda: False))
    assert every.run(absent, whole=False)
    assert capsys.readouterr().out == "space: not run, it needs a rocket.\n"
