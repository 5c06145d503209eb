"""The theme digest of a month: what it says to teams, and that months and their quarter tell on nobody."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from analysis.periods import Month, Quarter
from feedback_app import clock
from feedback_app.database import db
from feedback_app.notices import Notice, NoticeKind
from feedback_app.notices.letters import letter_of
from feedback_app.people.roles import Role
from feedback_app.reporting import words
from feedback_app.reporting.approve import approve, send_for_approval
from feedback_app.reporting.as_html import as_html
from feedback_app.reporting.blocks import Grid
from feedback_app.reporting.compile import compile_learning_audits
from feedback_app.reporting.count_themes import Said, count_themes
from feedback_app.reporting.digests import digests, lay_out_digest, new_digests
from feedback_app.reporting.document import Compiled, FigureKey, ThemeLine, Trend, Words
from feedback_app.reporting.draft import published
from feedback_app.reporting.find import newest_report
from feedback_app.reporting.gathered import Mention, QuarterCount, SaidIn
from feedback_app.reporting.lay_out_digest import TeamPlace
from feedback_app.reporting.models import Report
from feedback_app.reporting.months import given_away, heard_figure
from feedback_app.reporting.refusals import (
    ApproverCompiledIt,
    CompileAgain,
    IssuedOnce,
    MayNotBeQuoted,
    MonthIsNotOver,
    QuarterIsReported,
)
from feedback_app.reporting.write import choose_quote, write_sections
from feedback_app.themes.models import Valence
from tests.reporting import factories as make
from tests.reporting.attack_months import attack_months

WORDS = Words(themes="Kind workers.", improvement="Fewer meetings.", plans="Later reviews.")
MAY, QUARTER = "2026-05", Quarter(2026, 1)
KIND, MEETINGS = "My worker and our relationship", "Meetings, reviews and conferences"
NAMES = {f"T{number}": f"Theme {number}" for number in range(4)}
MEANT = {words.WELL: Valence.well, words.NOT_SO_GOOD: Valence.not_so_good, words.MIXED: Valence.mixed}


@pytest.fixture(autouse=True)
def after_the_quarter() -> Iterator[None]:
    with clock.stopped_at(make.WHEN):
        yield


@pytest.fixture
def people(app: object) -> make.People:
    return make.people()


def issued(people: make.People, period: str = MAY) -> Report:
    report = written(people, period)
    send_for_approval(report, people.analyst)
    approve(report, by=people.director, quotes_checked=(), nobody_recognised=True)
    return report


def written(people: make.People, period: str = MAY) -> Report:
    report = compile_learning_audits(period, people.analyst)
    write_sections(report, WORDS, ["MEET"], by=people.analyst, seen=report.changes)
    return report


@pytest.mark.requirement("SL-20")
def test_a_month_for_teams_and_a_quarter_for_the_board_are_approved_by_somebody_else_and_quote_nobody(
    people: make.People,
) -> None:
    make.full_quarter(people.coder, each=12)
    month = issued(people)
    draft = written(people, make.QUARTER)
    send_for_approval(draft, people.analyst)
    with pytest.raises(ApproverCompiledIt):
        approve(draft, by=people.analyst, quotes_checked=(), nobody_recognised=True)
    approve(draft, by=people.director, quotes_checked=(), nobody_recognised=True)

    for_teams, board = published(month), published(draft)
    told = as_html(for_teams, lay_out_digest(for_teams))
    to_board = as_html(board, lay_out_digest(board))

    assert "Theme digest for teams" in told
    assert "May 2026" in told
    assert "20 or more" in told
    assert "Theme digest for the board" in to_board
    assert "April to June, 2026-27 Q1" in to_board
    for page in (told, to_board):
        assert "Kind workers." in page
        assert "She is kind and funny" not in page
        assert people.coder.name not in page
    assert [report.period for report in digests()] == [make.QUARTER, MAY]
    assert new_digests() == 1


def test_teams_are_told_of_a_month_and_the_director_of_a_quarter_and_letters_say_nothing_of_it(
    app: Flask, people: make.People
) -> None:
    make.full_quarter(people.coder, each=12)
    month, quarter = issued(people), issued(people, make.QUARTER)

    ready = db.session.scalars(select(Notice).where(Notice.kind == NoticeKind.digest_ready)).all()

    assert {(it.subject_ref, it.to_role) for it in ready} == {
        (month.public_ref, Role.practice_lead),
        (month.public_ref, Role.service_manager),
        (month.public_ref, Role.participation_officer),
        (quarter.public_ref, Role.director),
    }
    for it in ready:
        letter = letter_of(it)
        assert app.url_map.bind("127.0.0.1").match(letter.path)[0] == "reports.digest"
        assert "Kind workers" not in f"{letter.subject} {letter.sentence}"


def test_a_month_says_in_tens_what_was_heard_ten_times_and_nothing_of_the_rest(people: make.People) -> None:
    make.full_quarter(people.coder, each=12)

    report = compile_learning_audits(MAY, people.analyst)

    heard = Compiled.model_validate_json(report.compiled).figure(FigureKey.heard)
    assert heard is not None
    assert dict(zip(heard.counts.rows, heard.counts.cells, strict=True)) == {
        KIND: (20, 10, "c"),
        MEETINGS: ("c", 20, "c"),
    }
    assert heard.counts.base == 60


def test_a_small_month_says_that_it_is_too_few_to_say(people: make.People) -> None:
    make.full_quarter(people.coder, each=3)

    document = published(issued(people))

    page = as_html(document)
    assert words.TOO_FEW_IN_A_MONTH in page
    assert document.compiled.themes == ()
    assert "Kind workers." in page


def test_a_team_reads_its_own_place_as_the_last_report_of_a_quarter_had_it(people: make.People) -> None:
    make.full_quarter(people.coder, each=12)
    for _number in range(24):
        make.said("On time.", make.LATE, coder=people.coder, said_at=datetime(2026, 7, 2, 9, tzinfo=UTC))
    issued(people, make.QUARTER)
    with clock.stopped_at(datetime(2026, 8, 4, 9, tzinfo=UTC)):
        document = published(issued(people, "2026-07"))

    team = TeamPlace("North team", "Children's Social Care", "North")
    grids = [block for block in lay_out_digest(document, team).blocks if isinstance(block, Grid)]

    own = next(grid for grid in grids if grid.title == "Themes in North")
    assert own.heads == ("Theme", "North", "Whole council")
    assert (MEETINGS, "12", "24") in own.rows
    assert any("April to June" in line for line in own.below)
    elsewhere = lay_out_digest(document, TeamPlace("New team", "Nowhere", "Nowhere"))
    assert words.NOTHING_OF_THE_PLACE in str(elsewhere.blocks)


def test_a_month_is_told_of_once_and_when_it_is_over(people: make.People) -> None:
    make.full_quarter(people.coder, each=2)
    with pytest.raises(MonthIsNotOver):
        compile_learning_audits("2026-07", people.analyst)
    issued(people)
    with pytest.raises(IssuedOnce):
        compile_learning_audits(MAY, people.analyst)


def test_no_month_is_issued_once_the_report_of_its_quarter_is_approved(people: make.People) -> None:
    make.full_quarter(people.coder, each=2)
    waiting = written(people)
    send_for_approval(waiting, people.analyst)
    issued(people, make.QUARTER)

    with pytest.raises(QuarterIsReported):
        approve(waiting, by=people.director, quotes_checked=(), nobody_recognised=True)
    with pytest.raises(QuarterIsReported):
        compile_learning_audits("2026-06", people.analyst)


def test_a_quarter_is_compiled_again_when_one_of_its_months_was_issued_meanwhile(people: make.People) -> None:
    make.full_quarter(people.coder, each=2)
    waiting = written(people, make.QUARTER)
    send_for_approval(waiting, people.analyst)
    with clock.stopped_at(datetime(2026, 7, 9, 9, tzinfo=UTC)):
        issued(people)
        with pytest.raises(CompileAgain):
            approve(waiting, by=people.director, quotes_checked=(), nobody_recognised=True)


def test_the_digest_of_a_month_holds_nobodys_words(people: make.People) -> None:
    said = make.said("She is kind.", coder=people.coder)
    report = written(people)

    with pytest.raises(MayNotBeQuoted):
        choose_quote(report, make.answer_of(said).id, "REL", "She is kind.", by=people.analyst)


def test_a_theme_that_would_settle_what_a_month_said_is_left_out_of_the_quarter(people: make.People) -> None:
    """Ten in May, none of the six of June: "10" in the quarter would tell what those six did not say."""
    for _number in range(10):
        make.said("Too many meetings.", make.MEETINGS, coder=people.coder, box="not_so_good")
    for _number in range(30):
        make.said("She is kind.", make.KIND, coder=people.coder)
    for _number in range(6):
        make.said("She is kind.", make.KIND, coder=people.coder, said_at=datetime(2026, 6, 2, 9, tzinfo=UTC))
    before = Compiled.model_validate_json(compile_learning_audits(make.QUARTER, people.analyst).compiled)
    issued(people)

    after = published(issued_again(people)).compiled

    assert "MEET" in {theme.slug for theme in before.themes}
    assert "MEET" not in {theme.slug for theme in after.themes}
    assert MEETINGS in after.kept_back


def issued_again(people: make.People) -> Report:
    """The report of the quarter that is under way, written and approved."""
    report = newest_report(QUARTER, approved=False)
    assert report is not None
    write_sections(report, WORDS, [], by=people.analyst, seen=report.changes)
    send_for_approval(report, people.analyst)
    approve(report, by=people.director, quotes_checked=(), nobody_recognised=True)
    return report


def random_months(seed: int) -> list[Said]:
    """Three months whose numbers lie near the ends of bands, where one could be taken from another."""
    luck = random.Random(seed)
    months, first = [], 0
    for _month in range(3):
        size = luck.choice((3, 7, 12, 20, 29, 30, 39, 45))
        responses = range(first, first + size)
        mentions = []
        for theme in NAMES:
            left = list(responses)
            luck.shuffle(left)
            for valence in words.VALENCES:
                count = min(luck.choice((0, 0, 1, 3, 9, 10, 10, 11, 19, 20)), len(left))
                mentions += [Mention(each, theme, f"{theme}.0", MEANT[valence]) for each in left[:count]]
                left = left[count:]
        months.append(Said([SaidIn(each, "", "") for each in responses], mentions))
        first += size
    return months


def told(months: list[Said], *, guarded: bool) -> dict[tuple[int, str, str], int]:
    """What somebody finds who has the three digests and the report."""
    figures = [heard_figure(said, NAMES) for said in months]
    issued_before = {
        str(month): Compiled(
            quarter=str(month),
            first_day=month.starts,
            last_day=month.ends,
            figures=(figure,),
            themes=tuple(ThemeLine(slug=s, name=n) for s, n in NAMES.items() if n in figure.counts.rows),
            trend=Trend(quarters=()),
        )
        for month, figure in zip((Month(2026, 4), Month(2026, 5), Month(2026, 6)), figures, strict=True)
    }
    whole = Said(
        [place for said in months for place in said.places],
        [mention for said in months for mention in said.mentions],
    )
    sizes = dict(zip(issued_before, [len(said.places) for said in months], strict=True))
    counted = [QuarterCount(str(QUARTER), slug, len(found)) for slug, found in whole.carrying.items()]
    settled = given_away([QUARTER], whole, counted, issued_before, sizes) if guarded else set()
    report = Compiled(
        quarter=str(QUARTER),
        first_day=date(2026, 4, 1),
        last_day=date(2026, 6, 30),
        figures=count_themes(whole, NAMES, settled).figures,
        trend=Trend(quarters=()),
    )
    return attack_months(list(NAMES.values()), figures, [len(said.places) for said in months], report)


@pytest.mark.parametrize("seed", range(16))
def test_months_taken_from_their_quarter_tell_on_nobody(seed: int) -> None:
    assert told(random_months(seed), guarded=True) == {}


def test_the_attacker_finds_the_few_of_a_month_where_nothing_guards_them() -> None:
    """Ten and ten in two months and twenty in the quarter: nobody of the seven of the third month said so."""
    months, first = [], 0
    for size, count in ((30, 10), (30, 10), (7, 0)):
        responses = list(range(first, first + size))
        mentions = [Mention(each, "T0", "T0.0", Valence.well) for each in responses[:count]]
        mentions += [Mention(each, "T0", "T0.0", Valence.mixed) for each in responses[count : count + 5]]
        months.append(Said([SaidIn(each, "", "") for each in responses], mentions))
        first += size

    assert (2, "Theme 0", words.WELL) in told(months, guarded=False)
    assert told(months, guarded=True) == {}
