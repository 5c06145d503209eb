"""The starter codebook and the form any codebook takes."""

import pytest

from analysis.codebook import Code, Codebook, Theme, from_yaml, starter
from analysis.documents import DocumentMistake


def test_the_starter_codebook_has_fourteen_themes_and_sixty_four_codes() -> None:
    assert (len(starter().themes), len(starter().codes)) == (14, 64)


def test_every_starter_code_says_enough_to_be_suggested_from() -> None:
    thin = [
        code.id for code in starter().codes if len(code.keywords) < 5 or not code.examples or not code.include
    ]
    assert thin == []


def test_themes_keep_their_place_in_the_councils_frameworks() -> None:
    relationship = starter().themes[0]
    assert {m.framework: m.areas for m in relationship.maps}["NC"] == ("4",)


def test_the_starter_is_read_once() -> None:
    assert starter() is starter()


def test_a_code_leads_to_its_theme() -> None:
    assert starter().theme_of("REL.kind").id == "REL"
    assert [code.id for code in starter().codes_in("FAM")] == [
        "FAM.parents",
        "FAM.sibs",
        "FAM.friends",
        "FAM.story",
    ]


def test_two_codes_cannot_share_an_id() -> None:
    with pytest.raises(DocumentMistake, match=r"A\.x"):
        Codebook("Ours", "1", (Theme("A", "A", ""),), (Code("A.x", "A", "one"), Code("A.x", "A", "two")))


def test_a_code_needs_its_theme() -> None:
    with pytest.raises(DocumentMistake, match="not there"):
        Codebook("Ours", "1", (), (Code("A.x", "A", "one"),))


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("- just\n- a list", "should be a block"),
        ("name: [", "not readable YAML"),
        ("name: Ours\nversion: 1\nthemes: oops", "should be a list"),
        (
            "name: Ours\nversion: 1\nthemes: [{id: A, name: A, subs: [{id: A.x, name: x, kw: late}]}]",
            "A.x, kw should be a list",
        ),
        ("", "should be a block"),
    ],
)
def test_a_mistake_in_a_codebook_document_is_named(document: str, message: str) -> None:
    with pytest.raises(DocumentMistake, match=message):
        from_yaml(document)
