"""Codebooks and projects of any words, for tests that must hold for all of them."""

from hypothesis import strategies as st

from analysis.codebook import FrameworkMap, TellsOf
from analysis.exchange.book import Book, CodeEntry, ThemeEntry
from analysis.exchange.guids import guid_of
from analysis.exchange.project import Coded, Coder, Project, Source, Speaks
from analysis.exchange.safe_xml import sayable
from analysis.exchange.tree import CodeNode, tree_of

SIGNS = st.one_of(st.characters(), st.sampled_from("🙂👧\n;\\:=+-@'\",أ"))
WORDS = st.text(SIGNS, max_size=30).map(sayable)
LINES = st.one_of(
    WORDS, st.sampled_from(["Use it for: x", "a\nNot for: b", "\\Example: c", "Keywords: d; e"])
)
NAMES = (
    st.text(SIGNS, min_size=1, max_size=30)
    .map(sayable)
    .map(lambda words: " ".join(words.split()))
    .filter(bool)
)
# Whole characters only, as intake keeps them; what halves become is a test of its own.
SAID = st.lists(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("🙂👧\ufeff\r"), st.just("\r\n")),
    min_size=1,
    max_size=40,
).map("".join)


@st.composite
def books(draw: st.DrawFn) -> Book:
    themes = []
    for number in range(draw(st.integers(1, 3))):
        codes = tuple(
            CodeEntry(
                draw(NAMES), id=f"T{number}.c{n}", guid=guid_of("code", f"T{number}.c{n}"),
                meaning=draw(LINES),
                include=draw(LINES), exclude=draw(LINES),
                examples=tuple(draw(st.lists(LINES.filter(bool), max_size=2))),
                keywords=tuple(draw(st.lists(NAMES, max_size=3))),
                tells_of=draw(st.sampled_from([None, *TellsOf])),
            )
            for n in range(draw(st.integers(1, 3)))
        )  # fmt: skip
        maps = draw(
            st.sampled_from([(), (FrameworkMap("LQ", ("11", "4")), FrameworkMap("WG", ("Quality; \\ of",)))])
        )
        themes.append(
            ThemeEntry(draw(NAMES), f"T{number}", guid_of("theme", f"T{number}"), draw(LINES), maps, codes)
        )
    return Book("ours", tuple(themes))


@st.composite
def projects(draw: st.DrawFn) -> Project:
    book = draw(books())
    coders = tuple(Coder(guid_of("coder", n), draw(NAMES)) for n in range(draw(st.integers(1, 2))))
    codes = [code.guid for theme in book.themes for code in theme.codes]
    sources = []
    for number in range(draw(st.integers(0, 3))):
        text = draw(SAID)
        coded = []
        for n in range(draw(st.integers(0, 3))):
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, len(text)))
            coder = draw(st.sampled_from(coders)).guid
            speaks = draw(st.sampled_from([None, *Speaks]))
            code = draw(st.sampled_from(codes))
            coded.append(Coded(guid_of(number, n), start, end, code, coder, speaks=speaks))
        ordered = tuple(sorted(coded, key=lambda one: (one.start or 0, one.end or 0)))
        sources.append(Source(guid_of("source", number), draw(NAMES), text, draw(LINES), ordered))
    return Project(draw(NAMES), coders, tree_of(book), tuple(sources))


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> tuple[CodeNode, ...]:
    def node(level: int) -> CodeNode:
        below = draw(st.integers(0, 2)) if level else 0
        return CodeNode(
            str(draw(st.uuids())), draw(NAMES), draw(LINES), draw(st.booleans()),
            draw(st.sampled_from(["", "#12abEF"])), tuple(node(level - 1) for _ in range(below)),
        )  # fmt: skip

    return tuple(node(depth) for _ in range(draw(st.integers(1, 2))))
