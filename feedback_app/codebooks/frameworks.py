"""The quality standards and audit areas that themes are mapped to, by the letters the codebook uses."""

from dataclasses import dataclass

from feedback_app.intake.reasons import N_
from feedback_app.themes.models import Theme

NAMES = {
    "NR": N_("Nottinghamshire 2019, random sampling audit, area"),
    "NC": N_("Nottinghamshire 2014, case file audit, area"),
    "LQ": N_("Lincolnshire 2022, quality standard"),
    "WC": N_("West Sussex 2020, core area"),
    "WG": N_("West Sussex 2020, What Good Looks Like, section"),
}


@dataclass(frozen=True)
class Standing:
    """Where a theme stands in one framework; `is_ours` when it is this council's own."""

    letters: str
    name: str
    areas: tuple[str, ...]
    is_ours: bool


def standings(theme: Theme, ours: tuple[str, ...]) -> list[Standing]:
    """This council's own framework first."""
    found = [
        Standing(letters, NAMES.get(letters, letters), tuple(sorted(areas, key=_number)), letters in ours)
        for letters, areas in theme.maps.items()
        if areas
    ]
    return sorted(found, key=lambda one: (not one.is_ours, one.letters))


def areas_of(themes: list[Theme], ours: tuple[str, ...]) -> list[tuple[str, str]]:
    """Every area of this council's own frameworks that a theme is mapped to, in order."""
    found = {(letters, area) for theme in themes for letters in ours for area in theme.maps.get(letters, ())}
    return sorted(found, key=lambda one: (one[0], _number(one[1])))


def _number(area: str) -> tuple[int, str]:
    return int(area) if area.isascii() and area.isdigit() and len(area) < 9 else 0, area
