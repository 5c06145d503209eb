"""The same figures from NLTK, to hold ours against; slow and general, where ours are quick and particular."""

import random
from collections.abc import Sequence

from nltk.metrics import masi_distance
from nltk.metrics.agreement import AnnotationTask

from analysis.agreement_figures import NO_CODE

Pairs = Sequence[tuple[frozenset[str], frozenset[str]]]


def nltk_alpha(readers: Sequence[Sequence[str]]) -> float:
    """Krippendorff's alpha of labels, where "." is a gap."""
    said = [
        (f"reader {number}", str(unit), label)
        for number, reader in enumerate(readers)
        for unit, label in enumerate(reader)
        if label != "."
    ]
    return float(AnnotationTask(said).alpha())


def nltk_kappa(readers: Sequence[Sequence[str]]) -> float:
    """Cohen's kappa of two readers' labels."""
    said = [
        (str(number), str(unit), label) for number in (0, 1) for unit, label in enumerate(readers[number])
    ]
    return float(AnnotationTask(said).kappa())


def nltk_alpha_of_sets(pairs: Pairs) -> float:
    """Krippendorff's alpha of sets of codes with MASI distance."""
    said = [
        (str(number), str(unit), codes or NO_CODE)
        for unit, pair in enumerate(pairs)
        for number, codes in enumerate(pair)
    ]
    return float(AnnotationTask(said, distance=masi_distance).alpha())


def made_up(seed: int, answers: int = 60, codes: int = 8) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Two readers who mostly agree: the second overlooks some codes and adds some."""
    chance = random.Random(seed)
    names = [f"code {number}" for number in range(codes)]
    pairs = []
    for _ in range(answers):
        first = frozenset(chance.sample(names, chance.randint(0, 3)))
        second = {name for name in sorted(first) if chance.random() > 0.2}
        pairs.append((first, frozenset(second | set(chance.sample(names, chance.random() < 0.2)))))
    return pairs
