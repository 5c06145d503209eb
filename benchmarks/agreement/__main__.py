"""Show that our figures of agreement are NLTK's and the published ones.

Run `python -m benchmarks.agreement`. Writes `benchmarks/results/agreement.md`.
"""

from pathlib import Path
from time import perf_counter

from analysis.agreement import agreement_by_code, overall_agreement, square_of
from analysis.agreement_figures import alpha, alpha_of_sets, alpha_of_square, kappa, kappa_of_square
from benchmarks.agreement.beside_nltk import made_up, nltk_alpha, nltk_alpha_of_sets, nltk_kappa
from benchmarks.agreement.published import BY_HAND, EXAMPLES

RESULTS = Path(__file__).parents[1] / "results" / "agreement.md"
SEEDS = range(200)
CODES = tuple(f"code {number}" for number in range(8))
MANY = 2_000


def examples() -> list[str]:
    """One line of the table for every published or hand-worked example."""
    lines = []
    for example in EXAMPLES:
        if example.figure == "alpha":
            ours, theirs = alpha(example.units), nltk_alpha(example.readers)
        else:
            ours, theirs = kappa(*example.readers), nltk_kappa(example.readers)
        lines.append(
            f"| {example.where} | {example.figure} | {example.published:.{example.places}f} "
            f"| {theirs:.6f} | {ours:.6f} |"
        )
    for sets in BY_HAND:
        lines.append(
            f"| {sets.where} | alpha, MASI | {sets.alpha:.3f} "
            f"| {nltk_alpha_of_sets(sets.pairs):.6f} | {alpha_of_sets(sets.pairs):.6f} |"
        )
    return lines


def largest_difference() -> tuple[int, float]:
    """Over made-up readers: how many figures were compared, and the largest difference from NLTK's."""
    compared, worst = 0, 0.0
    for seed in SEEDS:
        pairs = made_up(seed)
        first = {str(unit): pair[0] for unit, pair in enumerate(pairs)}
        second = {str(unit): pair[1] for unit, pair in enumerate(pairs)}
        found = [(alpha_of_sets(pairs), nltk_alpha_of_sets(pairs))]
        for code in CODES:
            square = square_of(first, second, code)
            labels = [[str(code in pair[reader]) for pair in pairs] for reader in (0, 1)]
            found.append((alpha_of_square(square), nltk_alpha(labels)))
            found.append((kappa_of_square(square), nltk_kappa(labels)))
        compared += len(found)
        worst = max(worst, *(abs((ours or 0) - theirs) for ours, theirs in found))
    return compared, worst


def seconds_for_many() -> float:
    """Every figure with its interval, for two thousand answers read twice (twenty thousand coded)."""
    pairs = made_up(1, MANY, 64)
    first = {str(unit): pair[0] for unit, pair in enumerate(pairs)}
    second = {str(unit): pair[1] for unit, pair in enumerate(pairs)}
    codes = tuple(f"code {number}" for number in range(64))
    started = perf_counter()
    agreement_by_code(first, second, codes, "benchmark")
    overall_agreement(first, second, codes, "benchmark")
    return perf_counter() - started


def main() -> None:
    """Compare, and write down what came of it."""
    compared, worst = largest_difference()
    RESULTS.write_text(
        "\n".join(
            (
                "# Agreement between two readers",
                "",
                "Our figures beside NLTK's (`nltk.metrics.agreement`) and the published or hand-worked ones.",
                "",
                "| example | figure | published | NLTK | ours |",
                "|---|---|---|---|---|",
                *examples(),
                "",
                f"Made-up readers: {len(SEEDS)} samples of 60 answers and 8 codes; {compared:,} figures "
                f"compared with NLTK's; the largest difference is {worst:.1e}.",
                "",
                f"Every figure with its interval (1,000 draws each) for {MANY:,} answers read twice and "
                f"64 codes takes {seconds_for_many():.1f} s on one core.",
                "",
            )
        ),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
