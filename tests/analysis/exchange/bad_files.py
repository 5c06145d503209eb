"""Files nobody should be able to do harm with, made small here and as large as they claim to be."""

import io
import zipfile

from analysis.exchange.codebook_xml import NAMESPACE as CODEBOOK
from analysis.exchange.write_project import NAMESPACE as PROJECT

GUID = "6f1d9c1e-0000-4000-8000-000000000001"
GOOD_QDC = f"""<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="{CODEBOOK}" origin="Other program"><Codes>
<Code guid="{GUID}" name="Kindness" isCodable="true"/></Codes></CodeBook>""".encode()
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>&c;</Codes>
</CodeBook>"""
STRANGER = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>&f;</Codes></CodeBook>"""


def project_xml(inside: str = "", *, codes: str = "", namespace: str = PROJECT) -> bytes:
    kept = codes or f'<Code guid="{GUID}" name="Kindness" isCodable="true"/>'
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{namespace}" name="p">'
        f"<CodeBook><Codes>{kept}</Codes></CodeBook>{inside}</Project>"
    ).encode()


def zipped(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return made.getvalue()


def _locked() -> bytes:
    content = bytearray(zipped({"project.qde": project_xml()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    return bytes(content)


def _lying() -> bytes:
    """An entry that says it is small and is not."""
    content = bytearray(zipped({"project.qde": b"x" * 5_000_000}))
    size = (5_000_000).to_bytes(4, "little")
    return bytes(content.replace(size, (100).to_bytes(4, "little")))


GOOD_QDPX = zipped({"project.qde": project_xml()})
BAD_QDC: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "only spaces": (b"  \n ", "empty"),
    "not XML": (b"hello", "not_xml"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "not_text"),
    "broken encoding": (GOOD_QDC.replace(b"Kindness", b"Kind\xff\xfeness"), "not_text"),
    "an encoding nobody uses": (GOOD_QDC.replace(b"utf-8", b"utf-7"), "not_text"),
    "truncated": (GOOD_QDC[:-40], "not_xml"),
    "billion laughs": (LAUGHS, "has_entities"),
    "billion laughs in UTF-16": (LAUGHS.decode().encode("utf-16"), "has_entities"),
    "external entity": (STRANGER, "has_entities"),
    "wrong namespace": (GOOD_QDC.replace(b"codebook:1.0", b"codebook:1:0"), "wrong_kind"),
    "a project": (project_xml(), "wrong_kind"),
    "no guid": (GOOD_QDC.replace(f'guid="{GUID}"'.encode(), b""), "no_guid"),
    "a guid that is none": (GOOD_QDC.replace(GUID.encode(), b"1"), "no_guid"),
    "no name": (GOOD_QDC.replace(b'name="Kindness"', b""), "no_name"),
    "no codes": (f'<CodeBook xmlns="{CODEBOOK}"><Codes/></CodeBook>'.encode(), "no_codes"),
    "a guid twice": (
        GOOD_QDC.replace(b"</Codes>", f'<Code guid="{GUID}" name="b" isCodable="true"/></Codes>'.encode()),
        "guid_twice",
    ),
    "too deep": (
        GOOD_QDC.replace(
            b"</Codes>",
            b"".join(
                f'<Code guid="6f1d9c1e-0000-4000-9000-{n:012}" name="b" isCodable="true">'.encode()
                for n in range(60)
            )
            + b"</Code>" * 60
            + b"</Codes>",
        ),
        "too_deep",
    ),
    "20 MB": (GOOD_QDC + b" " * 20 * 1024 * 1024, "too_big"),
}
BAD_QDPX: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "not a zip": (b"hello", "not_a_zip"),
    "truncated": (GOOD_QDPX[:-30], "broken_zip"),
    "spoilt inside": (GOOD_QDPX[:60] + b"\0\0\0\0\0\0" + GOOD_QDPX[66:], "broken_zip"),
    "locked": (_locked(), "locked_zip"),
    "a zip bomb": (zipped({"project.qde": b"\0" * 70 * 1024 * 1024}), "unpacks_too_big"),
    "a bomb beside": (zipped({"project.qde": b"x", "Sources/a.txt": b"\0" * 9_000_000}), "unpacks_too_big"),
    "a size that lies": (_lying(), "broken_zip"),
    "path traversal": (zipped({"project.qde": project_xml(), "../../etc/passwd": b"x"}), "unsafe_name"),
    "an absolute path": (zipped({"/etc/passwd": b"x"}), "unsafe_name"),
    "a drive": (zipped({"C:\\windows": b"x"}), "unsafe_name"),
    "no project inside": (zipped({"readme.txt": b"x"}), "no_project"),
    "billion laughs": (zipped({"project.qde": LAUGHS}), "has_entities"),
    "wrong namespace": (zipped({"project.qde": project_xml(namespace="urn:project")}), "wrong_kind"),
    "broken encoding": (zipped({"project.qde": project_xml() + b"\xff"}), "not_text"),
    "a text of broken encoding": (
        zipped({
            "project.qde": project_xml(
                f'<Sources><TextSource guid="{GUID}" plainTextPath="internal://a.txt"/></Sources>'
            ),
            "Sources/a.txt": b"\xff\xfe\xff",
        }),
        "not_text",
    ),
    "no codes": (zipped({"project.qde": project_xml(codes="<x/>")}), "no_codes"),
    "no guid": (zipped({"project.qde": project_xml("<Sources><TextSource/></Sources>")}), "no_guid"),
    "no position": (
        zipped({
            "project.qde": project_xml(
                f'<Sources><TextSource guid="{GUID}"><PlainTextSelection guid="{GUID}" startPosition="x"/>'
                "</TextSource></Sources>"
            )
        }),
        "no_position",
    ),
    "20 MB": (b"PK" + b"\0" * 20 * 1024 * 1024, "too_big"),
}  # fmt: skip
BAD_CSV: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "not text": (b"\x89PNG\r\n\xff", "not_text"),
    "NUL byte": (b"theme,code\na,b\0", "not_csv"),
    "an open quote": (b'theme,code\na,"b', "not_csv"),
    "wrong columns": (b"name,colour\na,b", "no_columns"),
    "no rows": (b"theme,code\n", "no_codes"),
    "a row without a theme": (b"theme,code\n,b", "row_without_code"),
    "a code twice": (b"theme,code\na,b\na,B", "code_twice"),
    "a name of 20,000 letters": (b"theme,code\na," + b"b" * 20_000, "too_long"),
    "20 MB": (b"theme,code\n" + b"a,b\n" * 5_500_000, "too_big"),
}
BAD_XLSX: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "a CSV file": (b"theme,code\na,b", "not_a_zip"),
    "a zip of something else": (zipped({"a.txt": b"x"}), "not_xlsx"),
    "entities": (zipped({"xl/workbook.xml": LAUGHS}), "has_entities"),
    "path traversal": (zipped({"../x.xml": b"x"}), "unsafe_name"),
    "a zip bomb": (zipped({"xl/worksheets/sheet1.xml": b" " * 70 * 1024 * 1024}), "unpacks_too_big"),
}
