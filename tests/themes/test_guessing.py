"""Whatever a suggestion rests on, a reader is told in a whole sentence, and never more than is so."""

import pytest

from analysis.learning import Because, Why
from feedback_app.themes.guessing import LONGEST_REASON, sentence


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_is_a_sentence_that_fits(why: Why) -> None:
    said = sentence(Because(why, ("late",) * 3, negator="never"))
    assert said[0].isupper()
    assert said.endswith(".")
    assert len(said) <= LONGEST_REASON


def test_a_code_nobody_gave_is_not_said_to_be_given_by_people() -> None:
    assert "people gave" in sentence(Because(Why.AS_A_WHOLE, taught_by=3))
    assert "people" not in sentence(Because(Why.LIKE_THE_CODE))
