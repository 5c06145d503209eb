"""Read a REFI-QDA project (.qdpx) of any program: texts inside or beside, or left out."""

from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from analysis.exchange.archive import Archive, unpack
from analysis.exchange.codebook_xml import codes_in
from analysis.exchange.guids import tidy_guid
from analysis.exchange.offsets import Ruler, measured
from analysis.exchange.project import Coded, Coder, Project, Source
from analysis.exchange.refused import Refused, Wrong
from analysis.exchange.safe_xml import read_xml, text_of
from analysis.exchange.speaks import taken_together, without_ways
from analysis.exchange.tree import CodeNode
from analysis.exchange.write_project import ENTRY, NAMESPACE

MOST_SOURCES = 25_000
MOST_CODINGS = 250_000
_LONGEST_NUMBER = 12
_TEXT = f"{{{NAMESPACE}}}TextSource"


def read_qdpx(content: bytes) -> Project:
    """The project of a file. Raises Refused."""
    archive = unpack(content, (".qde", ".txt"))
    entry = archive.named(ENTRY) or next(
        (kept for name, kept in archive.entries.items() if name.lower().endswith(".qde")), None
    )
    if entry is None:
        raise Refused(Wrong.no_project)
    root = read_xml(entry, "Project", NAMESPACE)
    book = root.find(_tag("CodeBook"))
    if book is None:
        raise Refused(Wrong.no_codes)
    holder = root.find(_tag("Sources"))
    listed = [] if holder is None else list(holder)
    if len(listed) > MOST_SOURCES:
        raise Refused(Wrong.too_many)
    texts = [each for each in listed if each.tag == _TEXT]
    sources = tuple(_source(each, archive) for each in texts)
    _refuse_twice([source.guid for source in sources])
    if sum(len(source.coded) for source in sources) > MOST_CODINGS:
        raise Refused(Wrong.too_many)
    return Project(
        root.get("name", ""),
        tuple(_coders(root)),
        _codes(book),
        sources,
        other_sources=len(listed) - len(texts),
    )


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _codes(book: etree._Element) -> tuple[CodeNode, ...]:
    codes = without_ways(codes_in(book, NAMESPACE))
    if not codes:
        raise Refused(Wrong.no_codes)
    return codes


def _guid(element: etree._Element, name: str = "guid") -> str:
    found = tidy_guid(element.get(name, ""))
    if not found:
        raise Refused(Wrong.no_guid, element.sourceline or 0)
    return found


def _refuse_twice(guids: list[str]) -> None:
    if len(set(guids)) < len(guids):
        raise Refused(Wrong.guid_twice)


def _coders(root: etree._Element) -> Iterator[Coder]:
    users = root.find(_tag("Users"))
    for user in users.iterchildren(_tag("User")) if users is not None else ():
        yield Coder(_guid(user), user.get("name", ""))


def _source(element: etree._Element, archive: Archive) -> Source:
    text = _text(element, archive)
    ruler = measured(text) if text is not None else None
    return Source(
        _guid(element),
        element.get("name", ""),
        text,
        element.findtext(_tag("Description")) or "",
        taken_together(list(_coded(element, ruler))),
    )


def _text(element: etree._Element, archive: Archive) -> str | None:
    inside: str | None = element.findtext(_tag("PlainTextContent"))
    if inside is not None:
        return inside
    name = element.get("plainTextPath", "").rsplit("/", maxsplit=1)[-1].rsplit("\\", maxsplit=1)[-1]
    kept = archive.named(f"Sources/{name}") if name else None
    return None if kept is None else text_of(kept)


def _coded(element: etree._Element, ruler: Ruler | None) -> Iterator[Coded]:
    whole = (0, len(ruler.units) - 1) if ruler else (None, None)
    for coding in element.iterchildren(_tag("Coding")):
        yield _coding(coding, *whole)
    for selection in element.iterchildren(_tag("PlainTextSelection")):
        start, end = (_position(selection, name) for name in ("startPosition", "endPosition"))
        span = (ruler.from_units(start), ruler.from_units(end)) if ruler else (start, end)
        for coding in selection.iterchildren(_tag("Coding")):
            yield _coding(coding, *(span if None not in span and start < end else (None, None)))


def _position(selection: etree._Element, name: str) -> int:
    written = selection.get(name, "").strip()
    if not (written.removeprefix("-").isascii() and written.removeprefix("-").isdigit()):
        raise Refused(Wrong.no_position, selection.sourceline or 0)
    return int(written) if len(written) < _LONGEST_NUMBER else -1


def _coding(element: etree._Element, start: int | None, end: int | None) -> Coded:
    target = element.find(_tag("CodeRef"))
    if target is None:
        raise Refused(Wrong.no_guid, element.sourceline or 0)
    return Coded(
        _guid(element),
        start,
        end,
        _guid(target, "targetGUID"),
        tidy_guid(element.get("creatingUser", "")),
        _moment(element.get("creationDateTime", "")),
    )


def _moment(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written.replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
