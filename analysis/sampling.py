"""Draw at random so that it can be repeated: the same seed and list always give the same draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

CASES = 10


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn, in order; `short` when there were fewer than asked for and all were taken."""

    chosen: tuple[str, ...]
    seed: str
    short: bool


def draw(references: Sequence[str], seed: str, count: int = CASES) -> Draw:
    """`count` of the references, each once, in whatever order they come (Nottinghamshire QMF 2019, R-15)."""
    pool = sorted(set(references), key=lambda reference: (place_in_draw(seed, reference), reference))
    return Draw(tuple(pool[: max(count, 0)]), seed, short=len(pool) < count)


def place_in_draw(seed: str, reference: str) -> bytes:
    """Where a reference stands among the others: a digest, so that no library's random numbers matter."""
    return sha256(f"{seed}\x00{reference}".encode("utf-8", "surrogatepass")).digest()
