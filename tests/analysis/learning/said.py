"""Made-up answers about three things, some in words the codebook knows and some in words it does not."""

from analysis.codebook import Code, Codebook, Theme
from analysis.learning import Labelled

BOOK = Codebook(
    "made up",
    "1",
    (Theme("T", "All", ""),),
    (
        Code("food", "T", "Food", keywords=("food", "dinner")),
        Code("waiting", "T", "Waiting", keywords=("wait", "late")),
        Code("worker", "T", "Worker", keywords=("kind", "listens")),
    ),
)
_SAID = {
    "food": (
        "the pizza was cold {}",
        "we had soggy chips {}",
        "dinner was lovely {}",
        "more pudding please {}",
    ),
    "waiting": ("it took three weeks {}", "nobody came for ages {}", "always late {}", "weeks and weeks {}"),
    "worker": (
        "my lady makes me laugh {}",
        "she hears me {}",
        "he is kind {}",
        "she makes everybody laugh {}",
    ),
}
_TAILS = ("again", "today", "at the centre", "this year", "on Monday", "in the hall", "all summer", "really")


def labelled() -> list[Labelled]:
    """96 answers: each saying in each of eight ways, each person with several."""
    found = [
        Labelled(said.format(tail), "", frozenset({code}), group=f"person {n}")
        for code, sayings in _SAID.items()
        for said in sayings
        for n, tail in enumerate(_TAILS)
    ]
    return sorted(found, key=lambda example: (example.group, example.text))
