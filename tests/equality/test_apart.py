"""What people told of themselves stays apart: fit to ask, and read by nothing but the breakdown."""

from pathlib import Path

import pytest

from feedback_app.settings import Settings
from surveys.about_you import NOT_SAID, about_you, may_be_asked
from surveys.kinds import WITH_CHOICES, Reader
from surveys.library import shipped
from surveys.reading_level import reading_age
from surveys.texts import texts_of_question
from tests.whole.test_structure import ROOT

MAY_KNOW = {
    "analysis/told_apart.py",
    "feedback_app/dashboards/count_told.py",
    "feedback_app/equality/models.py",
    "feedback_app/equality/tell.py",
    "feedback_app/example/about_you.py",
}


@pytest.mark.requirement("LI-30")
def test_only_the_breakdown_reads_what_people_told_of_themselves() -> None:
    """Not coding, search, exports, triage nor audits: no other module names the table that holds it."""
    found = {
        str(file.relative_to(ROOT))
        for folder in ("feedback_app", "analysis", "surveys")
        for file in Path(ROOT / folder).rglob("*.py")
        if "migrations" not in file.parts
        and any(word in file.read_text(encoding="utf-8") for word in ("ToldOfSelf", "told_of_self"))
    }
    assert found <= MAY_KNOW
    assert "feedback_app/dashboards/count_told.py" in found


def test_every_question_can_be_left_out_or_declined_and_has_no_box_to_write_in() -> None:
    for question in about_you().questions:
        assert not question.required
        assert question.kind in WITH_CHOICES
        assert question.choices[-1].id == NOT_SAID
        assert not question.raises


def test_the_words_are_those_a_nine_year_old_reads_but_for_the_names_of_ethnic_groups() -> None:
    page = about_you()
    assert round(reading_age(page.section.intro)) <= 9
    everybody = frozenset(Reader)
    for question in page.questions:
        for text in texts_of_question((), question, everybody):
            given_to_us = question.verbatim
            assert given_to_us or not text.words or round(reading_age(text.words)) <= 9, text.words


def test_no_child_under_twelve_no_colleague_and_no_partner_is_asked() -> None:
    asked = {(s.id, r) for s in shipped().values() for r in s.readers if may_be_asked(s, r)}
    assert asked == {
        ("learning-audit-young-person", Reader.YOUNG_PERSON),
        ("learning-audit-parent-carer", Reader.ADULT),
    }


def test_nobody_is_asked_unless_the_council_says_so() -> None:
    assert not Settings.model_fields["ask_about_you"].default


def test_its_question_ids_are_no_other_surveys() -> None:
    others = {question.id for survey in shipped().values() for question in survey.questions()}
    assert others.isdisjoint(question.id for question in about_you().questions)
