"""A framework profile is data: typed, frozen, and refused when it is wrong."""

import pytest
from pydantic import ValidationError

from feedback_app.profiles import NoSuchProfile, Profile, profile
from feedback_app.profiles.profile import Grading
from surveys.library import shipped


@pytest.mark.requirement("NB-04")
def test_learning_audits_are_for_four_service_areas():
    assert [area.name for area in profile("nottinghamshire_2019").service_areas] == [
        "Children's Social Care",
        "Family Service",
        "Youth Justice Service",
        "Integrated Children's Disability Service",
    ]


def test_the_invitation_goes_out_four_weeks_before():
    assert profile("nottinghamshire_2019").learning_audit.invite_days == 28


def test_a_framework_may_ask_for_larger_groups_before_it_tells_what_they_said_and_not_for_smaller():
    rules = profile("nottinghamshire_2019").model_dump()
    assert rules["small_group"] == 10
    assert Profile.model_validate({**rules, "small_group": 15}).small_group == 15
    with pytest.raises(ValidationError, match="small_group"):
        Profile.model_validate({**rules, "small_group": 9})


def test_a_learning_audit_is_never_graded():
    rules = profile("nottinghamshire_2019")
    assert rules.learning_audit.grading is Grading.forbidden
    assert rules.grading["learning"] is Grading.forbidden


def test_every_voice_has_a_shipped_survey_in_its_wording_for_its_group():
    for voice in profile("nottinghamshire_2019").learning_audit.voices:
        survey = shipped()[voice.survey]
        assert voice.reader in survey.readers
        assert voice.respondent_group in survey.respondent_groups


@pytest.mark.parametrize("wrong", ["nowhere_2030", "", "../../settings", "a/b"])
def test_an_unknown_name_is_refused_and_never_leaves_the_library(wrong: str):
    with pytest.raises(NoSuchProfile):
        profile(wrong)


def test_a_name_the_profile_does_not_know_is_a_mistake():
    whole = profile("nottinghamshire_2019").model_dump()
    with pytest.raises(ValidationError):
        Profile.model_validate({**whole, "grade_everything": True})
