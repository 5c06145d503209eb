"""Questions on a page: a pure survey on one side, labelled fields and plain mistakes on the other."""

from feedback_app.web.asking.form import Asked, QuestionForm, form_for
from feedback_app.web.asking.shown import Shown, shown_answers
from feedback_app.web.asking.taking import Taken, left_blank, take, take_so_far
from feedback_app.web.asking.words import Names, in_words, names_for

__all__ = [
    "Asked", "Names", "QuestionForm", "Shown", "Taken", "form_for", "in_words", "left_blank", "names_for",
    "shown_answers", "take", "take_so_far",
]  # fmt: skip
