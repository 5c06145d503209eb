"""Cross-validate the engine on labelled comments, draw its learning curve, and write down the figures."""

import argparse
import json
from pathlib import Path

from analysis.codebook import from_yaml
from analysis.learning.labelled_file import codebook_of, read_labelled
from analysis.learning.meaning import installed
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
    parser.add_argument("--quick", action="store_true", help="Two folds, no learning curve, nothing written.")
    parser.add_argument("--write", type=Path, default=RESULTS, help="Where to write the results.")
    chosen = parser.parse_args()
    labels = json.loads((chosen.data / "labels.json").read_text(encoding="utf-8"))["labels_scored"]
    given = from_yaml((HERE / "nhs.codebook.yaml").read_text(encoding="utf-8"))
    _, examples = read_labelled((chosen.data / "comments.csv").read_bytes(), "comments.csv", labels=labels)
    codebook = codebook_of(labels, given)
    folds = 2 if chosen.quick else chosen.folds
    meaning = bool(installed()) and not chosen.without_meaning
    fold = folds_by_group(examples, folds)
    systems = cross_validate(codebook, examples, fold, meaning=meaning)
    mine = [e for e, n in zip(examples, fold, strict=True) if n]
    theirs = [e for e, n in zip(examples, fold, strict=True) if not n]
    first = [
        measure(codebook, mine, theirs, meaning=with_meaning, curve=not chosen.quick)
        for with_meaning in ([False, True] if meaning else [False])
    ]
    text = written(systems, first, len(examples), folds)
    if not chosen.quick:
        chosen.write.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
