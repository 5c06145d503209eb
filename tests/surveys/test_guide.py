"""The guide for authors tells the truth."""

import re
from pathlib import Path

from surveys.checks import check
from surveys.definition import Question
from surveys.kinds import Kind
from surveys.scales import scales
from surveys.wording import PLACEHOLDERS

GUIDE = (Path(__file__).parents[2] / "docs" / "writing-a-survey.md").read_text(encoding="utf-8")


def test_the_example_has_no_mistakes() -> None:
    example = re.search(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert example is not None
    assert check(example.group(1)) == []


def test_every_key_kind_scale_and_name_is_explained() -> None:
    words = {*Question.model_fields, *Kind, *PLACEHOLDERS, *scales()} - {"yes_no", "yes_no_unsure"}
    assert [word for word in sorted(words) if not re.search(rf"`?[{{`]?{word}\b", GUIDE)] == []
