"""The rules of a learning audit, as examples and properties."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.audits.refusals import (
    ChairFromAnotherServiceArea,
    ChairIsResponsible,
    NotAServiceManagerThere,
)
from feedback_app.audits.rules import (
    Facts,
    Shown,
    Sought,
    is_complete,
    is_late,
    refusal_of_chair,
    shown_to_meeting,
    sought_before,
)
from feedback_app.people.involvement import Independence, judged, tidy_family_ref
from feedback_app.people.models import InvolvementSource
from feedback_app.people.roles import Holding, Role

HERE, THERE = 1, 2
MANAGER_HERE = (Holding(Role.service_manager, HERE),)
MANAGER_THERE = (Holding(Role.service_manager, THERE),)
MEETING = datetime(2026, 5, 18, 9, 0, tzinfo=UTC)


@pytest.mark.requirement("NB-15")
def test_the_chair_is_another_service_manager_of_the_same_service_area():
    assert refusal_of_chair(1, MANAGER_HERE, 2, MANAGER_HERE, HERE) is None
    assert isinstance(refusal_of_chair(1, MANAGER_HERE, 1, MANAGER_HERE, HERE), ChairIsResponsible)
    assert isinstance(refusal_of_chair(1, MANAGER_THERE, 2, MANAGER_HERE, HERE), ChairFromAnotherServiceArea)
    assert isinstance(refusal_of_chair(1, MANAGER_HERE, 2, MANAGER_THERE, HERE), NotAServiceManagerThere)


def test_a_practice_lead_of_the_same_service_area_cannot_chair():
    lead = (Holding(Role.practice_lead, HERE),)
    assert isinstance(refusal_of_chair(1, lead, 2, MANAGER_HERE, HERE), ChairFromAnotherServiceArea)


def test_a_service_manager_of_the_whole_council_may_chair_anywhere():
    everywhere = (Holding(Role.service_manager),)
    assert refusal_of_chair(1, everywhere, 2, MANAGER_THERE, THERE) is None


@pytest.mark.requirement("NB-09")
def test_the_last_day_for_invitations_is_four_weeks_before():
    meeting = date(2026, 5, 18)
    assert not is_late(date(2026, 4, 20), meeting, 28)
    assert is_late(date(2026, 4, 21), meeting, 28)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 400))
def test_an_invitation_is_late_exactly_when_fewer_than_28_days_are_left(sent: date, days: int):
    assert is_late(sent, sent + timedelta(days=days), 28) is (days < 28)


@pytest.mark.requirement("NB-38")
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(), Sought.missing),
        (Facts(first_attempt_at=MEETING - timedelta(days=1)), Sought.tried),
        (Facts(first_attempt_at=MEETING + timedelta(minutes=1)), Sought.missing),
        (Facts(answered_at=MEETING - timedelta(days=1)), Sought.heard),
        (Facts(answered_at=MEETING + timedelta(days=1)), Sought.missing),
        (Facts(not_appropriate_at=MEETING - timedelta(days=1)), Sought.not_appropriate),
        (Facts(not_appropriate_at=MEETING + timedelta(days=1)), Sought.missing),
        (
            Facts(first_attempt_at=MEETING - timedelta(days=2), answered_at=MEETING + timedelta(days=1)),
            Sought.tried,
        ),
    ],
)
def test_only_what_happened_before_the_meeting_counts(facts: Facts, expected: Sought):
    assert sought_before(MEETING, facts) is expected


@pytest.mark.requirement("NB-22", "NB-38")
def test_one_voice_nobody_tried_for_leaves_the_audit_incomplete():
    assert is_complete([Sought.heard, Sought.tried])
    assert is_complete([Sought.not_appropriate, Sought.tried])
    assert not is_complete([Sought.heard, Sought.missing])
    assert not is_complete([])


def test_leaving_out_who_may_read_it_means_the_main_points_only():
    assert shown_to_meeting(was_asked=True, chosen=None) is Shown.main_points
    assert shown_to_meeting(was_asked=True, chosen="main_points") is Shown.main_points
    assert shown_to_meeting(was_asked=True, chosen="not_worker") is Shown.not_the_worker
    assert shown_to_meeting(was_asked=True, chosen="yes") is Shown.words
    assert shown_to_meeting(was_asked=False, chosen=None) is Shown.words


@given(st.text(max_size=20))
def test_any_answer_we_do_not_know_hides_the_words(chosen: str):
    if chosen not in {"yes", "not_worker"}:
        assert shown_to_meeting(was_asked=True, chosen=chosen) is Shown.main_points


def test_without_a_register_only_their_word_counts_and_it_says_so():
    assert judged(set(), register_is_loaded=False) is Independence.not_checked
    assert judged(set(), register_is_loaded=True) is Independence.clear
    assert judged({InvolvementSource.registered}, register_is_loaded=True) is Independence.registered
    assert judged({InvolvementSource.declared}, register_is_loaded=False) is Independence.declared
    assert [each for each in Independence if each.allows] == [Independence.clear, Independence.not_checked]


@pytest.mark.parametrize("typed", ["f-1001", " F 1001 ", "F/1001", "f1001\0"])
def test_a_family_is_the_same_family_however_its_reference_is_typed(typed: str):
    assert tidy_family_ref(typed) == "F1001"
