"""Places in a text mean the same words in our counting and in that of other programs."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.exchange.offsets import carried, measured, with_one_line_end

TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("👩‍👧🙂\r\nأé\u0301\ufeff")), max_size=60)


@given(TEXTS, st.data())
def test_any_place_in_any_text_comes_back_from_utf_16_units(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    ruler = measured(text)
    unit = ruler.to_units(place)
    assert ruler.from_units(unit) == place
    utf16 = text.encode("utf-16-le", "surrogatepass")
    assert utf16[: unit * 2].decode("utf-16-le", "surrogatepass") == text[:place]


@given(TEXTS)
def test_a_place_beyond_the_text_or_inside_a_character_is_none(text: str) -> None:
    ruler = measured(text)
    assert ruler.from_units(ruler.units[-1] + 1) is None
    assert ruler.from_units(-1) is None
    inside = [unit + 1 for unit, sign in zip(ruler.units, text, strict=False) if ord(sign) > 0xFFFF]
    assert [ruler.from_units(unit) for unit in inside] == [None] * len(inside)


@given(
    st.lists(st.text(st.characters(exclude_characters="\r\n"), min_size=1, max_size=5), min_size=1), st.data()
)
def test_words_keep_their_places_when_line_ends_change(lines: list[str], data: st.DataObject) -> None:
    ours, theirs = "\n".join(lines), "\r\n".join(lines)
    start = data.draw(st.integers(0, len(ours)))
    end = data.draw(st.integers(start, len(ours)))
    there = [carried(place, ours, theirs) for place in (start, end)]
    assert None not in there
    back = [carried(place or 0, theirs, ours) for place in there]
    assert back == [start, end]
    assert with_one_line_end(theirs[there[0] : there[1]]) == ours[start:end]


def test_other_words_have_no_place() -> None:
    assert carried(1, "abc", "abd") is None


def test_a_family_of_emoji_counts_as_other_programs_count_it() -> None:
    text = "Mum 👩‍👧 is\nkind"
    ruler = measured(text)
    assert text[ruler.from_units(13) : ruler.from_units(17)] == "kind"
