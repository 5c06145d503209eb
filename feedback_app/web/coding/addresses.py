"""The address of one answer: its response's reference, the question, and the box."""

from feedback_app.listening.store import Answer
from feedback_app.themes.queue import Narrowed
from feedback_app.web.address import address_with
from feedback_app.web.coding.narrowing import in_address

ONLY_BOX = "words"


def box_in_address(box: str) -> str:
    return box or ONLY_BOX


def parts_of(answer: Answer) -> dict[str, str]:
    """The parts of the address of one answer."""
    return {
        "reference": answer.response.public_ref,
        "question": answer.question,
        "box": box_in_address(answer.box),
    }


def box_from_address(part: str) -> str:
    return "" if part == ONLY_BOX else part


def address_of(
    answer: Answer, narrowed: Narrowed, *, act: str = "one", done: str = "", finished: str = ""
) -> str:
    """Where an answer is read and coded, or (`act`) where a form about it is sent."""
    more = {name: value for name, value in (("done", done), ("finished", finished)) if value}
    return address_with(f"coding.{act}", {**parts_of(answer), **in_address(narrowed), **more})
