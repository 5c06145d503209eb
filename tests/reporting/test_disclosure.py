"""Nobody can be found in a printed report, however few people spoke."""

import random
import re

import pytest

from analysis.periods import Quarter
from feedback_app.listening.models import Channel
from feedback_app.reporting import words
from feedback_app.reporting.as_html import as_html
from feedback_app.reporting.blocks import Grid
from feedback_app.reporting.count import audits_figure, requests_figure, responses_figures
from feedback_app.reporting.count_themes import Said, count_themes, theme_lines, trend_of
from feedback_app.reporting.document import Compiled
from feedback_app.reporting.gathered import AskedFor, HeldAudit, Mention, QuarterCount, SaidBy, SaidIn
from feedback_app.reporting.lay_out import lay_out
from feedback_app.themes.models import Valence
from tests.reporting.attack import attack
from tests.reporting.documents import a_document

NAMES = {f"T{number}": f"Theme {number}" for number in range(6)}
CODES = {f"{theme}.{number}": f"Code {theme} {number}" for theme in NAMES for number in range(3)}
QUARTER = Quarter(2026, 1)
PLACES = ("North", "South", "East", "")
AREAS = ("Social care", "Family service")


def random_report(seed: int, people: int) -> Compiled:
    """A report of made-up feedback: some themes common, some rare, places of every size."""
    luck = random.Random(seed)
    weights = [luck.random() ** 2 + 0.02 for _ in PLACES]
    places = [
        SaidIn(number, luck.choice(AREAS), luck.choices(PLACES, weights)[0]) for number in range(people)
    ]
    likely = {theme: luck.choice((0.04, 0.2, 0.5, 0.95)) for theme in NAMES}
    mentions = [
        Mention(said.response_id, theme, f"{theme}.{luck.randrange(3)}", luck.choice(list(Valence)))
        for said in places
        for theme in NAMES
        if luck.random() < likely[theme]
    ]
    said = Said(places, mentions)
    themes = count_themes(said, NAMES)
    groups = [
        SaidBy(group, channel, language, luck.randrange(1, 6))
        for group in ("child", "young_person", "parent_or_carer")
        for channel in (Channel.online, Channel.phone)
        for language in ("en_GB", "pl")
        if luck.random() < 0.7
    ]
    given = _exactly(groups, people)
    figures = (
        audits_figure([HeldAudit(n, luck.choice(AREAS), luck.choice(PLACES[:3])) for n in range(12)]),
        requests_figure([_asked(luck) for _ in range(24)]),
        *responses_figures(given, [("F", "child", str(luck.randrange(4))) for _ in range(min(6, people))]),
        *themes.figures,
    )
    now = [QuarterCount(str(QUARTER), slug, len(carrying)) for slug, carrying in said.carrying.items()]
    counted = [*now, QuarterCount(str(QUARTER), "", people)]
    return Compiled(
        quarter=str(QUARTER),
        first_day=QUARTER.starts,
        last_day=QUARTER.ends,
        figures=tuple(figure for figure in figures if figure),
        themes=tuple(theme_lines(said, themes.kept, NAMES, CODES)),
        trend=trend_of(QUARTER.last(2), counted, themes.kept, NAMES),
    )


def _exactly(groups: list[SaidBy], people: int) -> list[SaidBy]:
    """The same groups, with as many responses in all as there are."""
    kept, left = [], people
    for line in groups:
        count = min(line.count, left)
        left -= count
        if count:
            kept.append(SaidBy(line.group, line.channel, line.language, count))
    return [*kept, SaidBy("foster_carer", Channel.online, "en_GB", left)] if left else kept


def _asked(luck: random.Random) -> AskedFor:
    return AskedFor(
        luck.choice(("child", "young_person", "parent_or_carer")),
        luck.random() < 0.5,
        luck.random() < 0.8,
        luck.random() < 0.2,
        luck.randrange(3),
        luck.random() < 0.8,
    )


@pytest.mark.requirement("LI-81")
@pytest.mark.parametrize("seed", range(24))
def test_no_small_number_can_be_worked_out_from_the_printed_figures(seed: int) -> None:
    people = (8, 15, 30, 60)[seed % 4]

    found = attack(random_report(seed, people))

    assert found == []


def test_the_attack_finds_a_number_that_is_hidden_alone() -> None:
    """The attacker of these tests is a real one: given a bad table it finds the child."""
    from tests.reporting.attack import Attack

    bad = Attack()
    whole = bad.printed(10, "all")
    bad.adds_up([bad.printed("c", "one"), bad.printed(8, "other")], whole)

    assert list(bad.known()) == [(("one",), 2)]


@pytest.mark.parametrize("people", [0, 1, 2, 4])
def test_a_quarter_with_a_handful_of_people_shows_no_figures_of_them(people: int) -> None:
    compiled = random_report(7, people)

    assert compiled.themes == ()
    assert [figure.key for figure in compiled.figures if figure.of == "responses"] == []


@pytest.mark.parametrize("seed", range(8))
def test_no_table_prints_a_count_of_one_to_four(seed: int) -> None:
    document = a_document(random_report(seed, 40))

    grids = [block for block in lay_out(document).blocks if isinstance(block, Grid) and block.numbers]
    cells = [cell for grid in grids for row in grid.rows for cell in row[1:]]

    assert cells
    assert not [cell for cell in cells if re.match(r"[1-4](?![\d%,]| %)", cell)]


def test_hidden_numbers_are_explained_where_they_stand() -> None:
    html = as_html(a_document(random_report(3, 30)))

    assert words.HIDDEN_MEANS in html
    assert "c: kept back" in html
    assert html.count("n = ") >= 5
