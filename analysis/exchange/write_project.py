"""Write a REFI-QDA project (.qdpx): texts beside, places in UTF-16 units as other programs count."""

from itertools import groupby

from lxml import etree

from analysis.exchange.archive import pack
from analysis.exchange.codebook_xml import ORIGIN, add_codes
from analysis.exchange.guids import guid_of
from analysis.exchange.offsets import BOM, Ruler, measured
from analysis.exchange.project import Coded, Project, Source
from analysis.exchange.safe_xml import sayable, written
from analysis.exchange.speaks import way_of, with_ways

NAMESPACE = "urn:QDA-XML:project:1.0"
ENTRY = "project.qde"
INSIDE = "internal://"


def write_qdpx(project: Project) -> bytes:
    """The file; the same project gives the same bytes. Raises Refused when there is no code at all."""
    root = etree.Element(_tag("Project"), nsmap={None: NAMESPACE}, name=sayable(project.name), origin=ORIGIN)
    if project.coders:
        users = etree.SubElement(root, _tag("Users"))
        for coder in project.coders:
            etree.SubElement(users, _tag("User"), guid=coder.guid, name=sayable(coder.name))
    says_which_way = any(one.speaks for source in project.sources for one in source.coded)
    codes = with_ways(project.codes) if says_which_way and project.codes else project.codes
    add_codes(etree.SubElement(root, _tag("CodeBook")), codes, NAMESPACE)
    if project.sources:
        sources = etree.SubElement(root, _tag("Sources"))
        for source in project.sources:
            _add_source(sources, source)
    texts = {
        f"Sources/{source.guid}.txt": _as_bytes(source.text)
        for source in project.sources
        if source.text is not None
    }
    return pack({ENTRY: written(root), **texts})


def _as_bytes(text: str) -> bytes:
    """UTF-8; halves of a character become U+FFFD, one unit each, so that no place moves.

    A text that begins with U+FEFF is written behind a byte order mark, else it would be read as one.
    """
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.encode("utf-8-sig" if whole.startswith(BOM) else "utf-8")


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add_source(parent: etree._Element, source: Source) -> None:
    made = etree.SubElement(parent, _tag("TextSource"), guid=source.guid, name=sayable(source.name))
    if source.text is not None:
        made.set("plainTextPath", f"{INSIDE}{source.guid}.txt")
    if source.description:
        etree.SubElement(made, _tag("Description")).text = sayable(source.description)
    ruler = measured(source.text) if source.text is not None else None
    known = [one for one in source.coded if one.start is not None and one.end is not None]
    for (start, end), coded in groupby(sorted(known, key=_place), key=_place):
        _add_selection(made, source.guid, (_units(ruler, start), _units(ruler, end)), list(coded))


def _place(coded: Coded) -> tuple[int, int]:
    return coded.start or 0, coded.end or 0


def _units(ruler: Ruler | None, place: int) -> int:
    return ruler.to_units(place) if ruler else place


def _add_selection(parent: etree._Element, source: str, span: tuple[int, int], coded: list[Coded]) -> None:
    selection = etree.SubElement(
        parent,
        _tag("PlainTextSelection"),
        guid=guid_of("selection", source, *span),
        startPosition=str(span[0]),
        endPosition=str(span[1]),
    )
    for one in coded:
        _add_coding(selection, one)
        way = way_of(one)
        if way is not None:
            _add_coding(selection, way)


def _add_coding(selection: etree._Element, one: Coded) -> None:
    coding = etree.SubElement(selection, _tag("Coding"), guid=one.guid)
    if one.coder:
        coding.set("creatingUser", one.coder)
    if one.made_at:
        coding.set("creationDateTime", one.made_at.isoformat(timespec="seconds"))
    etree.SubElement(coding, _tag("CodeRef"), targetGUID=one.code)
