"""REFI-QDA codebooks (.qdc), and the codes inside REFI-QDA projects."""

import re

from lxml import etree

from analysis.exchange.book import MOST_CODES, Book
from analysis.exchange.guids import tidy_guid
from analysis.exchange.refused import Refused, Wrong
from analysis.exchange.safe_xml import read_xml, sayable, written
from analysis.exchange.tree import CodeNode, book_of, tree_of, walked

NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Feedback platform"
LARGEST = 5 * 1024 * 1024
DEEPEST = 50
_COLOUR = re.compile(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")


def write_qdc(book: Book) -> bytes:
    """A codebook file. Raises Refused when there is no code at all: the standard knows no empty codebook."""
    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", nsmap={None: NAMESPACE}, origin=ORIGIN)
    add_codes(root, tree_of(book), NAMESPACE)
    return written(root)


def read_qdc(content: bytes, name: str = "") -> Book:
    """A codebook of a file. Raises Refused."""
    return book_of(read_tree(content), name)


def read_tree(content: bytes) -> tuple[CodeNode, ...]:
    """The codes of a codebook file as they are. Raises Refused."""
    if len(content) > LARGEST:
        raise Refused(Wrong.too_big)
    return codes_in(read_xml(content, "CodeBook", NAMESPACE), NAMESPACE)


def add_codes(parent: etree._Element, nodes: tuple[CodeNode, ...], namespace: str) -> None:
    """Write `Codes` into its parent. Raises Refused when there are none."""
    if not nodes:
        raise Refused(Wrong.no_codes)
    codes = etree.SubElement(parent, f"{{{namespace}}}Codes")
    for node in nodes:
        _add(codes, node, namespace)


def _add(parent: etree._Element, node: CodeNode, namespace: str) -> None:
    made = etree.SubElement(
        parent,
        f"{{{namespace}}}Code",
        guid=node.guid,
        name=sayable(node.name),
        isCodable="true" if node.codable else "false",
    )
    if node.colour:
        made.set("color", node.colour)
    if node.description:
        etree.SubElement(made, f"{{{namespace}}}Description").text = sayable(node.description)
    for child in node.children:
        _add(made, child, namespace)


def codes_in(parent: etree._Element, namespace: str) -> tuple[CodeNode, ...]:
    """The codes written in a parent. Raises Refused."""
    codes = parent.find(f"{{{namespace}}}Codes")
    found = (
        ()
        if codes is None
        else tuple(_node(each, namespace, 1) for each in codes.iterchildren(_code(namespace)))
    )
    if not found:
        raise Refused(Wrong.no_codes)
    guids = [node.guid for node in walked(found)]
    if len(guids) > MOST_CODES:
        raise Refused(Wrong.too_many)
    if len(set(guids)) < len(guids):
        raise Refused(Wrong.guid_twice)
    return found


def _code(namespace: str) -> str:
    return f"{{{namespace}}}Code"


def _node(element: etree._Element, namespace: str, depth: int) -> CodeNode:
    line = element.sourceline or 0
    if depth > DEEPEST:
        raise Refused(Wrong.too_deep, line)
    guid, name = tidy_guid(element.get("guid", "")), element.get("name", "")
    if not guid:
        raise Refused(Wrong.no_guid, line)
    if not name.strip():
        raise Refused(Wrong.no_name, line)
    colour = element.get("color", "")
    return CodeNode(
        guid,
        name,
        element.findtext(f"{{{namespace}}}Description") or "",
        codable=element.get("isCodable", "true").strip() in {"true", "1"},
        colour=colour if _COLOUR.fullmatch(colour) else "",
        children=tuple(_node(each, namespace, depth + 1) for each in element.iterchildren(_code(namespace))),
    )
