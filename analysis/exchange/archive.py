"""Open a zip file that strangers send: in memory only, never further than its limits."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.exchange.refused import Refused, Wrong

LARGEST_FILE = 15 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_ENTRIES = 25_000
PACKED_TIMES = 200
_LOCKED = 0x1
_DAY_ONE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Archive:
    """The entries of a zip file by their names."""

    entries: Mapping[str, bytes]

    def named(self, wanted: str) -> bytes | None:
        """An entry, whatever capitals its name is written in."""
        if wanted in self.entries:
            return self.entries[wanted]
        small = wanted.casefold()
        return next((kept for name, kept in self.entries.items() if name.casefold() == small), None)


def unpack(content: bytes, wanted: tuple[str, ...]) -> Archive:
    """The entries whose names end so. Raises Refused when anything in the file is not as it should be."""
    if not content:
        raise Refused(Wrong.empty)
    if len(content) > LARGEST_FILE:
        raise Refused(Wrong.too_big)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return Archive(_entries(packed, wanted))
    except zipfile.BadZipFile:
        raise Refused(Wrong.broken_zip if content[:2] == b"PK" else Wrong.not_a_zip) from None
    except (zlib.error, EOFError, NotImplementedError, struct.error, UnicodeDecodeError, OSError):
        raise Refused(Wrong.broken_zip) from None


def _entries(packed: zipfile.ZipFile, wanted: tuple[str, ...]) -> dict[str, bytes]:
    listed = packed.infolist()
    if len(listed) > MOST_ENTRIES:
        raise Refused(Wrong.too_many)
    for entry in listed:
        _refuse_unsafe(entry)
    if sum(entry.file_size for entry in listed) > LARGEST_UNPACKED:
        raise Refused(Wrong.unpacks_too_big)
    read: dict[str, bytes] = {}
    room = LARGEST_UNPACKED
    for entry in listed:
        if entry.filename.lower().endswith(wanted):
            with packed.open(entry) as opened:
                read[entry.filename] = opened.read(room + 1)
            room -= len(read[entry.filename])
            if room < 0:
                raise Refused(Wrong.unpacks_too_big)
    return read


def _refuse_unsafe(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in entry.orig_filename:
        raise Refused(Wrong.unsafe_name)
    if entry.flag_bits & _LOCKED:
        raise Refused(Wrong.locked_zip)
    if entry.file_size > 1024 * 1024 and entry.file_size > PACKED_TIMES * max(entry.compress_size, 1):
        raise Refused(Wrong.unpacks_too_big)


def pack(entries: Mapping[str, bytes]) -> bytes:
    """A zip file; the same entries give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, _DAY_ONE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)
    return made.getvalue()
