"""What was just done, and how to undo it, carried in the address so that it works without a script."""

from dataclasses import dataclass

from flask_babel import gettext as _

from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.themes.code import add, pointed_at, take_back, unsettle
from feedback_app.themes.models import Coding, Valence
from feedback_app.themes.queries import coding_called, suggestion_called
from feedback_app.themes.read import open_again
from feedback_app.themes.refusals import AlreadyReplied, CodesAreAgreed, NoSuchWords, NotYours
from feedback_app.themes.remark import remove_memo, withdraw
from feedback_app.themes.remarked import asking_on, memo_called
from feedback_app.themes.rules import Span
from feedback_app.themes.suggest import look_again_at
from feedback_app.translated.queries import translation_in_use
from feedback_app.translated.refusals import NotYourTranslation
from feedback_app.translated.write import take_translation_back
from feedback_app.web.asked import number_in


@dataclass(frozen=True)
class Done:
    """An act as it stands in the address: its name, and the numbers needed to undo it."""

    act: str
    numbers: tuple[int, ...] = ()
    valence: Valence = Valence.unsaid

    def __str__(self) -> str:
        last = [self.valence.value] if self.act == "removed" else []
        return "-".join([self.act, *map(str, self.numbers), *last])


def done_from(typed: str) -> Done | None:
    """The act named in an address; None when there is none, or it is not one of ours."""
    act, *rest = typed[:80].split("-")
    valence = Valence.unsaid
    if act == "removed" and rest and rest[-1] in set(Valence):
        valence = Valence(rest.pop())
    wanted = {
        "accepted": 1,
        "added": 1,
        "declined": 1,
        "removed": 4,
        "translated": 1,
        "noted": 1,
        "asked": 1,
        "finished": 0,
        "kept": 0,
    }
    if act not in wanted or len(rest) != wanted[act]:
        return None
    numbers = tuple(number for part in rest if (number := number_in(part)) is not None)
    return Done(act, numbers, valence) if len(numbers) == len(rest) else None


def removed(coding: Coding) -> Done:
    span = pointed_at(coding)
    numbers = (coding.code_id, span.start, span.end, span.translation_id or 0)
    return Done("removed", numbers, coding.valence)


def sentence(done: Done) -> str:
    """What was done, in words."""
    words: dict[str, str] = {
        "accepted": _("Suggestion accepted."),
        "added": _("Code added."),
        "declined": _("Suggestion declined."),
        "removed": _("Code taken away."),
        "translated": _("Translation kept."),
        "noted": _("Note kept."),
        "asked": _("Question sent."),
        "finished": _("Finished. Here is the next one."),
        "kept": _("Kept."),
    }
    return words[done.act]


def undo(done: Done, answer: Answer, by: Person) -> bool:
    """Undo it; whether there was still something to undo."""
    try:
        return (
            _undo_translation(done, answer, by)
            or _undo_remark(done, answer, by)
            or _undo_code(done, answer, by)
        )
    except (NotYours, NotYourTranslation, NoSuchWords, CodesAreAgreed, AlreadyReplied):
        return False


def _undo_translation(done: Done, answer: Answer, by: Person) -> bool:
    current = translation_in_use(answer.id)
    if done.act != "translated" or current is None or (current.id,) != done.numbers:
        return False
    take_translation_back(current, by)
    look_again_at(answer.id)
    return True


def _undo_remark(done: Done, answer: Answer, by: Person) -> bool:
    match done.act, done.numbers:
        case "noted", (memo_id,):
            memo = memo_called(memo_id, answer)
            if memo is not None:
                remove_memo(memo, by)
            return memo is not None
        case "asked", (asking_id,):
            asking = asking_on(asking_id, answer)
            if asking is not None:
                withdraw(asking, by)
            return asking is not None
    return False


def _undo_code(done: Done, answer: Answer, by: Person) -> bool:
    match done.act, done.numbers:
        case ("accepted" | "added", (coding_id,)):
            coding = coding_called(coding_id, answer)
            if coding is None:
                return False
            take_back(coding, by)
        case "declined", (suggestion_id,):
            suggestion = suggestion_called(suggestion_id, answer)
            if suggestion is None or suggestion.outcome is None:
                return False
            unsettle(suggestion, by)
        case "removed", (code_id, start, end, translation_id):
            add(answer, code_id, Span(start, end, translation_id or None), done.valence, by)
        case "finished", ():
            open_again(answer, by)
        case _:
            return False
    return True
