"""Read XML that strangers send: no entities, no addresses fetched, no surprises of size or encoding."""

import re

from lxml import etree

from analysis.exchange.refused import Refused, Wrong

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(r"""encoding\s*=\s*["']([\w.-]+)["']""")
_READABLE = {"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "utf-16le", "utf-16be"}
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text_of(content: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16, without its byte order mark. Raises Refused."""
    utf16 = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    try:
        return content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(Wrong.not_text) from None


def read_xml(content: bytes, root: str, namespace: str) -> etree._Element:
    """The root element, which must be this one. Raises Refused."""
    if not content.strip(b"\0 \t\r\n"):
        raise Refused(Wrong.empty)
    text = text_of(content)
    declaration = _DECLARATION.match(text)
    said = _ENCODING.search(declaration[0]) if declaration else None
    if said and said[1].lower() not in _READABLE:
        raise Refused(Wrong.not_text)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Refused(Wrong.has_entities)
    body = text[declaration.end() :] if declaration else text
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        found = etree.fromstring(body.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError, UnicodeEncodeError) as problem:
        lines = getattr(problem, "lineno", 0) or 0
        raise Refused(Wrong.not_xml, lines) from None
    if found.tag != f"{{{namespace}}}{root}":
        raise Refused(Wrong.wrong_kind)
    return found


def sayable(words: str) -> str:
    """The words without signs that no XML file can hold."""
    return _FORBIDDEN.sub("", words)


def written(root: etree._Element) -> bytes:
    """The file: UTF-8, with its declaration."""
    etree.indent(root)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made
