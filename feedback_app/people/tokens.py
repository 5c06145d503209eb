"""Random secrets for links, drafts and sign-ins: only their digests are ever stored."""

import hashlib
import secrets

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6


def new_token() -> str:
    """A secret of 256 random bits, safe in an address or a cookie."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored in place of a secret: its SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def new_code() -> str:
    """Six characters a person can read out on the phone: no 0 or O, 1 or I or L."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def tidy_code(typed: str) -> str:
    """What a person meant when they typed a code: capitals, without spaces or dashes."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())[:40]


def new_reference() -> str:
    """A public name for a row that says nothing about it, for addresses."""
    return secrets.token_hex(8)
