"""What a dashboard is narrowed to, and which ways of narrowing go together: pure.

Only what the lattice crosses can be asked for: a service with a locality or with a group, or a group with a
survey; of a code nothing is crossed. Any other mixture would let small numbers be found by subtraction, so it
is not offered.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from analysis.arrange import Picked
from analysis.safe_counts import SafeCounts
from feedback_app.dashboards.models import Shape
from feedback_app.people.roles import Holding

Pairs = Collection[frozenset[str]]
TOGETHER: Pairs = (
    frozenset({"service", "locality"}),
    frozenset({"service", "group"}),
    frozenset({"group", "survey"}),
)
ALONE: Pairs = ()


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Slugs; empty means everything."""

    service: str = ""
    locality: str = ""
    group: str = ""
    survey: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """What is chosen, by its name, in the order of importance."""
        all_four = {
            "service": self.service,
            "locality": self.locality,
            "group": self.group,
            "survey": self.survey,
        }
        return {name: value for name, value in all_four.items() if value}


@dataclass(frozen=True, slots=True)
class PlaceHeld:
    """Where somebody may see figures: a service, a locality, both, or (neither) everywhere."""

    service: str = ""
    locality: str = ""

    def holds(self, narrowed: Narrowed) -> bool:
        return self.service in ("", narrowed.service) and self.locality in ("", narrowed.locality)


def goes_together(names: Iterable[str], pairs: Pairs = TOGETHER) -> bool:
    wanted = frozenset(names)
    return len(wanted) < 2 or wanted in pairs


def without_clashes(narrowed: Narrowed, pairs: Pairs = TOGETHER) -> tuple[Narrowed, tuple[str, ...]]:
    """The same without what cannot stand beside what was chosen before it, and what was left out."""
    kept: list[str] = []
    left_out = []
    for name in narrowed.chosen:
        if goes_together([*kept, name], pairs):
            kept.append(name)
        else:
            left_out.append(name)
    return Narrowed(**{name: narrowed.chosen[name] for name in kept}), tuple(left_out)


def places_held(
    holdings: Iterable[Holding], services: Mapping[int, str], localities: Mapping[int, str]
) -> tuple[PlaceHeld, ...]:
    """The places of these holdings, by slug."""
    return tuple(
        dict.fromkeys(
            PlaceHeld(
                services.get(holding.service_area_id, "?") if holding.service_area_id else "",
                localities.get(holding.locality_id, "?") if holding.locality_id else "",
            )
            for holding in holdings
        )
    )


def within_reach(narrowed: Narrowed, held: tuple[PlaceHeld, ...]) -> Narrowed | None:
    """As asked where somebody may see that, else narrowed to their own place; nothing without one."""
    if any(place.holds(narrowed) for place in held):
        return narrowed
    for place in held:
        same_service = not place.service or narrowed.service in ("", place.service)
        same_locality = not place.locality or narrowed.locality in ("", place.locality)
        if same_service and same_locality:
            own = replace(narrowed, service=place.service or narrowed.service)
            own = replace(own, locality=place.locality or narrowed.locality)
            return without_clashes(own)[0]
    return None


def shape_for(narrowed: Narrowed, *, of_a_theme: bool) -> Shape | None:
    """The table that holds the wanted number; nothing where no table does."""
    names = set(narrowed.chosen)
    if names <= {"service", "locality"}:
        return Shape.service_locality
    if names <= {"service", "group"}:
        return Shape.service_group
    return None if of_a_theme else Shape.group_survey


def picked(table: SafeCounts | None, narrowed: Narrowed, shape: Shape) -> Picked:
    """The wanted number of a table of this shape."""
    rows, columns = {
        Shape.service_locality: (narrowed.locality, narrowed.service),
        Shape.service_group: (narrowed.service, narrowed.group),
        Shape.group_survey: (narrowed.group, narrowed.survey),
    }[shape]
    return Picked(table, rows, columns)
