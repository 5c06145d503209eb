"""Identifiers other programs know things by: the same thing has the same one in every file we write."""

import hashlib
import hmac
import re
from uuid import UUID, uuid5

OURS = UUID("5a3d1c52-6f0b-5f0e-9d7a-6b8a5b1f2c94")
_GUID = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?")


def guid_of(*parts: str | int) -> str:
    """The identifier of a thing that its parts name, such as ("code", "REL.kind")."""
    return str(uuid5(OURS, "\x1f".join(str(part) for part in parts)))


def keyed_guid(key: str, *parts: str | int) -> str:
    """The same, but nobody without the key can find out what it stands for by trying."""
    named = "\x1f".join(str(part) for part in parts)
    return str(uuid5(OURS, hmac.new(key.encode(), named.encode(), hashlib.sha256).hexdigest()))


def tidy_guid(written: str) -> str:
    """In small letters and without braces; "" when it is none."""
    found = _GUID.fullmatch(written.strip())
    return found[1].lower() if found else ""
