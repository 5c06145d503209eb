"""Which way words speak is taken from the box or the scale beside them, and never guessed."""

import pytest
from sqlalchemy.orm import Session

from feedback_app.themes.models import Valence
from feedback_app.themes.valence import SaidBy, told_by
from surveys.answers import Answer as Said
from surveys.definition import Reader, RespondentGroup
from tests import factories


def told(answers: dict[str, Said], question: str) -> tuple[Valence, SaidBy]:
    response = factories.response(
        "learning-audit-child", answers, group=RespondentGroup.CHILD, reader=Reader.CHILD
    )
    return told_by(next(each for each in response.answers if each.question == question and each.words))


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ("better", (Valence.well, SaidBy.scale)),
        ("worse", (Valence.not_so_good, SaidBy.scale)),
        ("same", (Valence.unsaid, SaidBy.nothing)),
    ],
)
def test_the_ends_of_the_scale_beside_the_words_tell(
    point: str, expected: tuple[Valence, SaidBy], session: Session
) -> None:
    answers = {"LY2": Said(choices=(point,)), "LY2w": Said(words={"": "I see my brother."})}
    assert told(answers, "LY2w") == expected


def test_the_box_tells(session: Session) -> None:
    assert told({"LA1": Said(words={"not_so_good": "Late."})}, "LA1") == (Valence.not_so_good, SaidBy.box)


def test_happy_words_without_box_or_scale_tell_nothing(session: Session) -> None:
    told_here = told({"LA3": Said(words={"": "Everything is wonderful, I am so happy!"})}, "LA3")
    assert told_here == (Valence.unsaid, SaidBy.nothing)
