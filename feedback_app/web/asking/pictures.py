"""Which of our drawings stands beside a question, for readers who read pictures first."""

from surveys.definition import Question

BY_MEANING = {
    "LA0": "people", "LA1": "people", "LA2": "meeting", "LA3": "worry", "LA4": "improve", "LA5": "wish",
    "LA6": "speech", "LA7": "bottle", "LA8": "safe", "LA9": "letter", "LY2": "improve", "MB1": "bottle",
    "MB3": "letter", "MB4": "letter", "MB5": "pen", "MB6": "speech", "MB7": "safe", "PERM": "speech",
    "NS1": "speech", "NS2": "safe", "NS3": "pen", "NS4": "phone", "AD1": "pen", "AD2": "phone",
    "AD3": "speech",
}  # fmt: skip


def picture_for(question: Question) -> str:
    """The name of a drawing in templates/parts/pictures.html; "" where a picture would say nothing."""
    asked = question.stands_for or question.id
    return BY_MEANING.get(asked) or BY_MEANING.get(asked[:3]) or BY_MEANING.get(asked.split(".")[0], "")
