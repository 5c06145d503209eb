"""What we ship: the given words to the letter, ids that never vanish, and nothing wrong."""

import csv
from pathlib import Path

import pytest

from surveys.answers import Answer, accepted
from surveys.checks import check, errors_in
from surveys.definition import AskedForBy, Kind, Survey, is_free_text
from surveys.kinds import Reader, Severity
from surveys.library import FOLDER, NoSuchSurvey, shipped, shipped_survey
from surveys.mistakes import Weight
from surveys.reading_level import reading_age
from surveys.routing import path
from surveys.texts import texts_of
from surveys.wording import filled, welcome_for, worded

PUBLISHED = Path(__file__).with_name("published_question_ids.txt")
FILES = sorted(FOLDER.glob("*.yaml"))
LEARNING_AUDITS = ["learning-audit-child", "learning-audit-young-person", "learning-audit-parent-carer"]
ALL = list(shipped().values())
CALLS_FOR_HELP = {"i-do-not-feel-safe", "advocate-request"}


def names_of(survey: Survey) -> set[str]:
    return {f"{survey.id} {q.id} {q.kind}" for q in survey.questions()}


def test_every_shipped_survey_stands_in_a_file_of_its_name() -> None:
    assert {file.stem for file in FILES} == set(shipped()) >= {*LEARNING_AUDITS, "message-in-a-bottle"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_shipped_survey_has_an_error(file: Path) -> None:
    assert errors_in(file) == []


def test_published_questions_keep_their_id_and_kind_for_ever() -> None:
    """To publish new questions add their lines to the file; never take a line out."""
    published = set(PUBLISHED.read_text(encoding="utf-8").splitlines())
    now = {name for survey in ALL for name in names_of(survey)}
    assert published - now == set()
    assert now - published == set()


@pytest.mark.parametrize("survey_id", LEARNING_AUDITS)
@pytest.mark.parametrize(
    ("question_id", "kind", "words"),
    [
        pytest.param(
            "LA1", Kind.TWO_BOX,
            b"What is going well, and what is not so good about your social worker/s?",
            marks=pytest.mark.requirement("NB-31"),
        ),
        pytest.param(
            "LA2", Kind.TWO_BOX,
            b"What is going well, and what is not so good about meetings?",
            marks=pytest.mark.requirement("NB-32"),
        ),
        pytest.param(
            "LA3", Kind.LONG_TEXT,
            b"Things I am worried about or struggling with.",
            marks=pytest.mark.requirement("NB-33"),
        ),
        pytest.param(
            "LA4", Kind.LONG_TEXT, b"How can things be improved?", marks=pytest.mark.requirement("NB-34")
        ),
        pytest.param(
            "LA5", Kind.LONG_TEXT,
            b"If I had one wish, it would be...",
            marks=pytest.mark.requirement("NB-35"),
        ),
        pytest.param(
            "LA6", Kind.LONG_TEXT,
            b"What would you tell other children?",
            marks=pytest.mark.requirement("NB-36"),
        ),
        pytest.param(
            "LA7", Kind.YES_NO,
            b"Would you like to send a Message in a Bottle to {director_name}?",
            marks=pytest.mark.requirement("NB-37"),
        ),
    ],
)  # fmt: skip
def test_the_seven_questions_are_asked_word_for_word(
    survey_id: str, question_id: str, kind: Kind, words: bytes
) -> None:
    survey = shipped_survey(survey_id)
    question = survey.question(question_id)
    assert question is not None
    assert question.kind is kind
    for reader in survey.readers:
        assert worded(question, reader).text.encode("utf-8") == words


@pytest.mark.parametrize("survey_id", LEARNING_AUDITS)
@pytest.mark.requirement("NB-37")
def test_the_seventh_question_names_whoever_the_council_names(survey_id: str) -> None:
    question = shipped_survey(survey_id).question("LA7")
    assert question is not None
    named = filled(question.text, {"director_name": "Steve Edwards"})
    assert named == "Would you like to send a Message in a Bottle to Steve Edwards?"


def test_the_seven_questions_come_in_their_order_for_readers_who_get_them_all() -> None:
    for survey_id, reader in zip(
        LEARNING_AUDITS, [Reader.CHILD, Reader.YOUNG_PERSON, Reader.ADULT], strict=True
    ):
        asked = [q.id for q in path(shipped_survey(survey_id), {}, reader) if q.verbatim]
        assert asked == [f"LA{number}" for number in range(1, 8)]


def test_the_youngest_get_three_faces_and_one_box_and_never_the_long_scale() -> None:
    asked = path(shipped_survey("learning-audit-child"), {}, Reader.YOUNG_CHILD)
    assert {"LA1f3", "LA1y", "LA2y"} <= {q.id for q in asked}
    assert not [q.id for q in asked if q.kind is Kind.TWO_BOX or q.scale == "face5"]


@pytest.mark.requirement("WS-56")
def test_a_child_is_asked_in_words_of_their_age_and_can_change_reader() -> None:
    survey = shipped_survey("learning-audit-child")
    youngest, older = ({q.id for q in path(survey, {}, r)} for r in (Reader.YOUNG_CHILD, Reader.CHILD))
    assert {"LA3", "LA5", "LA8"} <= youngest & older
    assert welcome_for(survey, Reader.YOUNG_CHILD) != welcome_for(survey, Reader.CHILD)


@pytest.mark.requirement("WS-57")
@pytest.mark.parametrize("survey", ALL, ids=lambda survey: survey.id)
def test_everybody_is_told_what_this_is_why_what_happens_and_what_we_cannot_keep_to_ourselves(
    survey: Survey,
) -> None:
    for reader in survey.readers:
        told = survey.welcome[reader]
        assert all((told.what, told.why, told.what_happens, told.keeping_private))
        assert survey.thanks[reader]


@pytest.mark.requirement("WS-53")
def test_staff_are_asked_the_three_parts() -> None:
    survey = shipped_survey("staff-pulse")
    three, then = survey.question("ST9"), survey.question("ST9n")
    assert three is not None
    assert then is not None
    assert (three.kind, three.boxes and three.boxes.well) == (Kind.TWO_BOX, "Working well")
    assert then.text == "What should happen next?"


@pytest.mark.requirement("WS-54")
@pytest.mark.parametrize(
    ("survey_id", "reader"),
    [("learning-audit-child", Reader.CHILD), ("learning-audit-young-person", Reader.YOUNG_PERSON)],
)
def test_children_are_asked_what_difference_the_help_made(survey_id: str, reader: Reader) -> None:
    asked = {q.id: q for q in path(shipped_survey(survey_id), {"LY2": Answer(("better",))}, reader)}
    assert [choice.id for choice in asked["LY2"].choices] == ["better", "same", "worse"]
    assert is_free_text(asked["LY2w"])


@pytest.mark.requirement("WS-55")
def test_parents_and_carers_rate_how_helpful_support_is_and_say_why() -> None:
    survey = shipped_survey("learning-audit-parent-carer")
    rating, comment = survey.question("PC1"), survey.question("PC1w")
    assert rating is not None
    assert comment is not None
    assert rating.text == "How helpful is the support you and your family are getting?"
    assert is_free_text(comment)


@pytest.mark.requirement("LI-84")
def test_one_question_id_has_one_wording_and_the_same_choices_in_every_survey() -> None:
    seen: dict[str, tuple[str, str, tuple[str, ...]]] = {}
    for survey in ALL:
        for q in survey.questions():
            meaning = (q.text, q.kind, tuple(choice.id for choice in q.choices))
            assert seen.setdefault(q.id, meaning) == meaning, q.id


@pytest.mark.requirement("LI-83")
def test_a_survey_in_which_families_asked_for_nothing_warns_and_says_so() -> None:
    for file in FILES:
        asked = [q for q in shipped_survey(file.stem).questions() if q.asked_for_by is not AskedForBy.SERVICE]
        warned = [
            m for m in check(file) if m.severity is Weight.WARNING and "children and families" in m.what
        ]
        assert bool(warned) is not bool(asked)


def test_saying_not_safe_always_raises_something() -> None:
    raises = {q.id: q.raises for survey in ALL for q in survey.questions() if q.raises}
    assert raises["LA8"] == {"sometimes": Severity.S3, "no": Severity.S2, "talk": Severity.S3}
    assert raises["MB7"] == {"no": Severity.S1, "unsure": Severity.S3}
    assert raises["LY5"].keys() == {"not_always", "no", "talk"}
    assert raises["YI14"] == {"yes": Severity.S2}


@pytest.mark.parametrize("survey_id", sorted(CALLS_FOR_HELP))
def test_a_call_for_help_asks_for_nothing_but_what_helps(survey_id: str) -> None:
    survey = shipped_survey(survey_id)
    assert not any(question.required or question.id.startswith("PERM") for question in survey.questions())


@pytest.mark.parametrize(
    "survey",
    [s for s in ALL if not s.anonymous and s.id not in CALLS_FOR_HELP],
    ids=lambda survey: survey.id,
)
def test_quoting_contact_and_publishing_are_asked_one_by_one_at_the_end(survey: Survey) -> None:
    last = survey.sections[-1].questions[-3:]
    assert [q.id for q in last] == ["PERM.quote", "PERM.contact", "PERM.publish"]
    assert all(q.kind is Kind.YES_NO and not q.required for q in last)


def test_an_anonymous_survey_asks_for_no_contact_and_keeps_no_invitation() -> None:
    survey = shipped_survey("staff-pulse")
    assert survey.anonymous
    assert not survey.keeps_invitation
    assert survey.question("PERM.contact") is None


def test_our_own_words_for_children_read_at_age_nine_or_below() -> None:
    for survey in ALL:
        for reader in {Reader.CHILD, Reader.YOUNG_CHILD} & set(survey.readers):
            own = [text.words for text in texts_of(survey) if reader in text.readers and not text.verbatim]
            assert reading_age(*own) <= 9
            assert [words for words in own if round(reading_age(words)) > 9] == []


def test_only_what_we_cannot_do_without_is_required() -> None:
    assert {q.id for survey in ALL for q in survey.questions() if q.required} == {"PA1", "YI10"}


def test_a_survey_we_do_not_ship_is_refused_by_name() -> None:
    with pytest.raises(NoSuchSurvey):
        shipped_survey("no-such-survey")


COMMENTS = Path(__file__).parents[3] / "shared" / "data" / "nhs_fft_themes" / "comments.csv"


@pytest.mark.skipif(not COMMENTS.exists(), reason="the public comments are not beside the project")
def test_service_experience_carries_every_public_comment_whole() -> None:
    survey = shipped_survey("service-experience")
    place = {
        "what_good": ("SE1", "well"),
        "could_improve": ("SE1", "not_so_good"),
        "nonspecific": ("SE2", ""),
    }
    lost = []
    with COMMENTS.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            question_id, box = place[row["question"]]
            question = survey.question(question_id)
            assert question is not None
            answer = accepted(question, [], {box: row["text"]})
            if not isinstance(answer, Answer) or answer.words.get(box, "").split() != row["text"].split():
                lost.append(row["id"])
    assert lost == []


@pytest.mark.requirement("LI-73")
def test_staff_say_whether_it_is_about_delivery_conditions_or_policies() -> None:
    asked = {question.id: question for question in shipped_survey("staff-pulse").questions()}
    assert [choice.text for choice in asked["ST10"].choices] == [
        "How we deliver services",
        "Working conditions",
        "Policies and processes",
    ]


@pytest.mark.requirement("LI-27")
def test_a_virtual_school_head_is_a_partner_of_their_own() -> None:
    asked = {question.id: question for question in shipped_survey("partner-survey").questions()}
    assert "Virtual school" in [choice.text for choice in asked["PA1"].choices]
