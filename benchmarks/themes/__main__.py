"""Cross-validate the engine on labelled comments, draw its learning curve, and write down the figures."""

import argparse
import json
from pathlib import Path

from analysis.codebook import from_yaml
from analysis.learning.labelled_file import codebook_of, read_labelled
from benchmarks.themes.folds import cross_validate, folds_by_group
from benchmarks.themes.report import written
from feedback_app.commands.themes_figures import measure

HERE = Path(__file__).parent
RESULTS = HERE.parent / "results" / "themes.md"
DATA = HERE.parents[2] / "shared" / "data" / "nhs_fft_themes"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.themes", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="Folder of comments.csv and labels.json.")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--without-meaning", action="store_true")
    parser.add_argument("--write", type=Path, default=RESULTS, help="Where to write the results.")
    chosen = parser.parse_args()
    labels = json.loads((chosen.data / "labels.json").read_text(encoding="utf-8"))["labels_scored"]
    given = from_yaml((HERE / "nhs.codebook.yaml").read_text(encoding="utf-8"))
    _, examples = read_labelled((chosen.data / "comments.csv").read_bytes(), "comments.csv", labels=labels)
    codebook = codebook_of(labels, given)
    fold = folds_by_group(examples, chosen.folds)
    systems = cross_validate(codebook, examples, fold, meaning=not chosen.without_meaning)
    first = measure(
        codebook,
        [e for e, n in zip(examples, fold, strict=True) if n],
        [e for e, n in zip(examples, fold, strict=True) if not n],
        meaning=False,
        curve=True,
    )
    text = written(systems, first, len(examples), chosen.folds)
    chosen.write.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
