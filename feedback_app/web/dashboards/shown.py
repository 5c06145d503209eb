"""Lists of a dashboard made ready: changes, pairs, and who was heard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from analysis.changes import Change
from analysis.cooccurrence import ALONE, BOTH
from analysis.coverage import Heard, Reached
from analysis.safe_counts import SafeCounts
from analysis.trends import Direction
from feedback_app.web.dashboards.door import View
from feedback_app.web.dashboards.words import (
    change_words,
    count_words,
    direction_kind,
    direction_words,
)

ORDER = (Direction.up, Direction.down, Direction.steady, Direction.too_few)


@dataclass(frozen=True)
class Line:
    """A row of a list: what it is about, its status in words with a shape, and its figures in words."""

    name: str
    href: str
    status: str
    kind: str
    figures: str
    changed: bool = False


def change_lines(view: View, changes: Sequence[Change], counts: SafeCounts) -> list[Line]:
    """What changed first, then what did not, then what nobody can tell."""
    ordered = sorted(changes, key=lambda change: ORDER.index(change.direction))
    return [
        Line(
            view.names.themes[change.name],
            view.to("dashboards.theme", slug=change.name),
            direction_words(change.direction),
            direction_kind(change.direction),
            change_words(change, counts),
            changed=change.direction in (Direction.up, Direction.down),
        )
        for change in ordered
    ]


@dataclass(frozen=True)
class PairLine:
    one: str
    other: str
    figures: str


def pair_lines(pairs: Mapping[tuple[str, str], SafeCounts], names: Mapping[str, str]) -> list[PairLine]:
    """Pairs of codes, those found together most often first."""
    ordered = sorted(pairs.items(), key=lambda pair: _size(pair[1]), reverse=True)
    return [
        PairLine(
            names.get(one, one),
            names.get(other, other),
            str(
                _(
                    "%(both)s responses carry both, %(first)s only the first, %(second)s only the second",
                    both=count_words(safe.cell(BOTH, BOTH)),
                    first=count_words(safe.cell(BOTH, ALONE)),
                    second=count_words(safe.cell(ALONE, BOTH)),
                )
            ),
        )
        for (one, other), safe in ordered
    ]


def _size(safe: SafeCounts) -> int:
    both = safe.cell(BOTH, BOTH)
    return both if isinstance(both, int) else 0


def heard_words(heard: Heard) -> str:
    return str(
        {
            Heard.nobody: _("Nobody yet"),
            Heard.few: _("Fewer than 5, or kept back"),
            Heard.less: _("Less than half of last quarter"),
            Heard.heard: _("Heard"),
        }[heard]
    )


HEARD_KINDS = {Heard.nobody: "late", Heard.few: "soon", Heard.less: "soon", Heard.heard: "good"}


def heard_lines(reached: Sequence[Reached], names: Mapping[str, str]) -> list[Line]:
    """Those least heard first."""
    return [
        Line(
            names.get(line.name, line.name),
            "",
            heard_words(line.heard),
            HEARD_KINDS[line.heard],
            str(
                _(
                    "%(now)s this quarter, %(before)s last quarter",
                    now=count_words(line.now),
                    before=count_words(line.before),
                )
            ),
        )
        for line in reached
    ]
