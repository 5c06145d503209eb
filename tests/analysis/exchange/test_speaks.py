"""Which way words speak goes out as codes every program keeps, and comes back from ours and from theirs."""

from dataclasses import replace

from analysis.exchange.archive import unpack
from analysis.exchange.files import read_book
from analysis.exchange.guids import guid_of
from analysis.exchange.project import Coded, Coder, Project, Source, Speaks
from analysis.exchange.read_project import read_qdpx
from analysis.exchange.tree import CodeNode
from analysis.exchange.write_project import ENTRY, write_qdpx
from tests.analysis.exchange.bad_files import zipped

TEXT = "She is kind. She is late."
ANN, BEN = Coder(guid_of("coder", 1), "Ann"), Coder(guid_of("coder", 2), "Ben")
KIND, LATE = CodeNode(guid_of("code", "kind"), "Kind"), CodeNode(guid_of("code", "late"), "Late")


def unzipped(content: bytes) -> dict[str, bytes]:
    return dict(unpack(content, (".qde", ".txt")).entries)


def coded(number: int, code: CodeNode, by: Coder, speaks: Speaks | None, start: int = 0) -> Coded:
    return Coded(guid_of("coding", number), start, 12, code.guid, by.guid, speaks=speaks)


def project(*codings: Coded) -> Project:
    return Project(
        "p", (ANN, BEN), (KIND, LATE), (Source(guid_of("source"), "a", TEXT, coded=tuple(codings)),)
    )


def written_again(of: Project) -> bytes:
    """The file as a program keeps it that gives every coding a new identifier."""
    entries = unzipped(write_qdpx(of))
    xml = entries[ENTRY].decode()
    for one in of.sources[0].coded:
        for guid in (one.guid, guid_of("speaks", one.guid)):
            xml = xml.replace(guid, guid_of("renewed", guid))
    return zipped({**entries, ENTRY: xml.encode()})


def ways(content: bytes) -> list[Speaks | None]:
    return [one.speaks for one in read_qdpx(content).sources[0].coded]


def test_every_way_comes_back_beside_the_code_it_was_given_with() -> None:
    sent = project(
        coded(1, KIND, ANN, Speaks.well),
        coded(2, LATE, ANN, Speaks.not_so_good),
        coded(3, KIND, BEN, Speaks.mixed),
        coded(4, LATE, BEN, Speaks.unsaid),
    )
    assert read_qdpx(write_qdpx(sent)) == sent


def test_other_programs_see_codes_and_codings_and_nothing_they_might_drop() -> None:
    xml = unzipped(write_qdpx(project(coded(1, KIND, ANN, Speaks.well))))[ENTRY].decode()
    assert 'name="Which way it speaks" isCodable="false"' in xml
    assert 'name="Going well" isCodable="true"' in xml
    assert xml.count("<Coding ") == 2
    assert "<Note" not in xml
    assert "<Variable" not in xml


def test_with_new_identifiers_the_way_is_known_by_its_words_and_its_coder() -> None:
    sent = project(coded(1, KIND, ANN, Speaks.well), coded(2, KIND, BEN, Speaks.not_so_good))
    assert ways(written_again(sent)) == [Speaks.well, Speaks.not_so_good]


def test_where_nobody_can_tell_which_way_belongs_to_which_code_none_is_taken() -> None:
    sent = project(coded(1, KIND, ANN, Speaks.well), coded(2, LATE, ANN, Speaks.not_so_good))
    assert ways(written_again(sent)) == [None, None]


def test_a_file_that_does_not_say_is_read_as_ever_and_written_as_ever() -> None:
    sent = project(coded(1, KIND, ANN, None))
    content = write_qdpx(sent)
    assert read_qdpx(content) == sent
    assert b"Which way" not in unzipped(content)[ENTRY]


def test_the_ways_are_no_codes_of_the_codebook_wherever_a_program_puts_them() -> None:
    content = write_qdpx(project(coded(1, KIND, ANN, Speaks.well)))
    book = read_book(content, "p.qdpx")
    assert [code.name for theme in book.themes for code in theme.codes] == ["Kind", "Late"]
    sent = read_qdpx(content)
    wrapped = replace(sent, codes=(CodeNode(guid_of("nodes"), "Nodes", codable=False, children=sent.codes),))
    [root] = read_qdpx(write_qdpx(wrapped)).codes
    assert [node.name for node in root.children] == ["Kind", "Late"]
