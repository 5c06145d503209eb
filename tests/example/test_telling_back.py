"""The example council shows every stage from heard to told back, in words a child can read."""

from collections import Counter

import pytest

from analysis.periods import parse_quarter
from feedback_app.dashboards.draw import draw_figures
from feedback_app.example.load import Loaded
from feedback_app.example.telling_back import ExampleWords, story, tell_back
from feedback_app.people.roles import Holding, Role
from feedback_app.telling.heard import heard_in, spoken_of
from feedback_app.telling.queries import begun_in, told_in, told_quarters
from feedback_app.telling.rules import Stage, stage_of
from feedback_app.telling.waiting import undecided
from surveys.reading_level import reading_age

WORDS = [words for came in story().quarters.values() for words in (*came.told, *came.written)]
LAST = parse_quarter("2026-27-Q2")


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.theme)
def test_what_people_are_told_reads_at_nine_or_below(words: ExampleWords) -> None:
    assert reading_age(words.said, words.did) <= 9


@pytest.mark.usefixtures("example")
def test_some_themes_are_told_some_on_their_way_and_some_wait_too_long(example: Loaded) -> None:
    assert example.responses
    draw_figures()
    tell_back()
    heard = heard_in([LAST]).of(LAST, "", story().themes)
    begun = begun_in([LAST])
    stages = Counter(stage_of(begun.get((str(LAST), None, theme))) for theme in spoken_of(heard))
    assert stages[Stage.heard] >= 3
    assert stages[Stage.analysed] >= 2
    assert stages[Stage.decided] >= 5
    assert {str(quarter) for quarter in told_quarters()} == {"2025-26-Q3", "2025-26-Q4", "2026-27-Q1"}
    languages = {
        words.language for quarter in told_quarters() for it in told_in(quarter) for words in it.words
    }
    assert languages == {"en_GB", "pl", "ar"}
    waiting = undecided((Holding(Role.participation_officer),), 30)
    assert waiting.oldest == LAST
