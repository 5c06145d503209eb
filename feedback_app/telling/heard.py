"""How many responses spoke of each theme, in the whole council or one service area, as protected."""

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.arrange import Picked, lined_up
from analysis.periods import Quarter
from analysis.safe_counts import HIDDEN, SafeCounts, Shown
from feedback_app.dashboards.models import RESPONSES, Shape
from feedback_app.dashboards.narrow import Narrowed, picked
from feedback_app.dashboards.read import Tables, tables

SHAPE = Shape.service_locality


@dataclass(frozen=True)
class Heard:
    """The drawn tables of some quarters; a service is its slug, or "" for the whole council."""

    drawn: Tables

    def of(self, quarter: Quarter, service: str, themes: Iterable[str]) -> SafeCounts:
        """Each of these themes, of all responses there; kept back where no table may be shown of it.

        Nothing at all where the quarter was not drawn.
        """
        narrowed, name = Narrowed(service=service), str(quarter)
        is_drawn = any(when == name for when, _subject in self.drawn)
        return lined_up(
            {theme: self._picked(name, theme, narrowed) for theme in themes} if is_drawn else {},
            self._picked(name, RESPONSES, narrowed),
        )

    def _picked(self, quarter: str, subject: str, narrowed: Narrowed) -> Picked:
        return picked(self.drawn.get((quarter, subject)), narrowed, SHAPE)


def heard_in(quarters: Iterable[Quarter]) -> Heard:
    """What was heard in these quarters, in one statement."""
    return Heard(tables(quarters, SHAPE))


def count_of(counts: SafeCounts, theme: str) -> Shown:
    """How many responses spoke of it; kept back where it was not drawn."""
    return counts.cell(theme) if theme in counts.rows else HIDDEN


def spoken_of(counts: SafeCounts) -> list[str]:
    """The themes that somebody spoke of, or may have: a number kept back is no zero."""
    return [theme for theme in counts.rows if counts.cell(theme) != 0]
