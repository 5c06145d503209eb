"""What somebody typed, to be shown or sent again when it could not be taken."""

from flask import request

NEVER = {"csrf_token", "password"}


def typed_here() -> list[tuple[str, str]]:
    """Every field of this request with its value, without proofs and passwords, and without NUL signs."""
    return [
        (name.replace("\0", ""), value.replace("\0", ""))
        for name, values in request.form.lists()
        for value in values
        if name not in NEVER
    ]


def words_typed_here() -> list[str]:
    """Only the words: values of more than one word."""
    return [value for _name, value in typed_here() if " " in value]
