"""The codebook on its pages: looked through, worded anew, changed with effects shown first, and undone."""

import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app.codebooks.models import DraftedEntry
from feedback_app.codebooks.queries import code_called, codebook_there
from feedback_app.codebooks.rename import rename
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.themes.load_codebook import load_codebook
from feedback_app.themes.models import Coding
from tests.codebooks.factories import coding, everything, seen
from tests.counting import counting
from tests.factories import person, service_area
from tests.page import CheckedClient, Page, text_of
from tests.themes.factories import answer, code

KIND, RELIABLE = "REL.kind", "REL.reliable"
TYPED = "Smiles, jokes 🙂 and أختي"


@pytest.fixture
def analyst(session: Session) -> Person:
    load_codebook()
    return person(Role.quality_analyst)


@pytest.fixture
def signed_in(client: CheckedClient, analyst: Person) -> CheckedClient:
    return client.sign_in(analyst.email)


def codings_of(slug: str, session: Session) -> int:
    return session.scalar(select(func.count()).where(Coding.code_id == code_called(slug).id)) or 0


def undo_newest(client: CheckedClient) -> Page:
    return client.send(client.get("/codebook/changes"), {}, to="/undo")


def test_everybody_who_reads_finds_what_a_code_means_includes_and_leaves_out(client: CheckedClient) -> None:
    load_codebook()
    client.sign_in(person(Role.participation_officer).email)
    page = client.get("/codebook")
    page = client.get(page.links()["Kind, respectful, easy to talk to"])
    for words in ("How warmly and respectfully", "warmth, humour", "My views made a difference", "Biscuit"):
        assert words in page.text
    assert "Nottinghamshire 2019, random sampling audit, area (ours)" in page.text


def test_numbers_of_codings_and_buttons_that_change_are_for_those_who_look_after_the_codebook(
    client: CheckedClient, analyst: Person
) -> None:
    said = answer()
    for start in (0, 1, 2, 4, 5, 7, 8):
        coding(said, KIND, analyst, start, 11)
    client.sign_in(person(Role.participation_officer).email)
    for path in ("/codebook", f"/codebook/codes/{KIND}"):
        page = client.get(path)
        assert not re.search(r"\d codings?", page.text)
        assert "Merge into another" not in page.text
    for path in ("rename", "retire", "merge", "split", "wording"):
        client.get(f"/codebook/codes/{KIND}/{path}", expect=403)


def test_an_analyst_of_one_service_looks_but_does_not_change_the_codebook_of_all(
    client: CheckedClient,
) -> None:
    load_codebook()
    place = Place(service_area_id=service_area().id)
    client.sign_in(person(Role.quality_analyst, place=place).email)
    assert "Add a theme" not in client.get("/codebook").text
    client.get("/codebook/draft", expect=403)
    client.get("/codebook/exchange/bring-in", expect=403)


def test_the_list_is_narrowed_by_words_by_what_codes_tell_of_and_by_audit_area(
    signed_in: CheckedClient,
) -> None:
    assert "14" not in signed_in.get("/codebook?words=counsellor").text.split("code")[0]
    found = signed_in.get("/codebook?words=breathing tricks")
    assert "1 code is shown" in found.text
    impact = signed_in.get("/codebook?tells-of=impact").text
    assert "My views made a difference" in impact
    assert "Rules and being treated fairly" not in impact
    area = signed_in.get("/codebook?area=NR:12").text
    assert "Moves and staying put" in area
    assert "Bullying" not in area
    assert "No code is like that" in signed_in.get("/codebook?words=zebra").text


@pytest.mark.requirement("WS-14")
def test_codings_are_told_apart_by_experience_quality_and_impact(
    signed_in: CheckedClient, analyst: Person
) -> None:
    said = answer()
    for slug in (KIND, RELIABLE, "VOICE.acted", "VOICE.told"):
        coding(said, slug, analyst)
    page = signed_in.get("/codebook")
    for words in ("what it is like 1", "how well it is done 2", "what came of it 1"):
        assert words in page.text


def test_the_list_costs_the_same_however_many_codes_there_are(signed_in: CheckedClient) -> None:
    signed_in.get("/codebook")
    with counting() as statements:
        signed_in.get("/codebook")
    assert len(statements) <= 10, statements


def test_new_wording_waits_in_the_draft_until_it_is_published_and_can_be_undone(
    signed_in: CheckedClient, session: Session
) -> None:
    page = signed_in.get(f"/codebook/codes/{KIND}/wording")
    assert page.form_values("/wording")["include"] == [code().include]
    page = signed_in.send(page, {"include": TYPED, "examples": "one\ntwo\n"}, to="/wording")
    assert page.path == "/codebook/draft"
    assert TYPED in page.text
    assert code().include != TYPED
    page = signed_in.send(page, {}, to="/publish")
    assert "Version 1.1 is in effect." in page.text
    assert (code().include, code().more_examples) == (TYPED, ["two"])
    undo_newest(signed_in)
    assert code().include != TYPED
    assert TYPED in signed_in.get("/codebook/draft").text


def test_what_was_typed_stays_when_somebody_else_was_quicker(
    signed_in: CheckedClient, session: Session, analyst: Person
) -> None:
    page = signed_in.get(f"/codebook/codes/{KIND}/wording")
    signed_in.send(page, {"include": "Theirs"}, to="/wording")
    late = signed_in.send(page, {"include": TYPED}, to="/wording", expect=409)
    assert "Theirs" in late.text
    assert late.form_values("/wording")["include"] == [TYPED]
    signed_in.send(late, {}, to="/wording")
    assert session.scalars(select(DraftedEntry.wording)).one()["include"] == TYPED


@pytest.mark.parametrize("deed", ["rename", "split"])
def test_a_name_typed_stays_when_the_codebook_changed_meanwhile(
    signed_in: CheckedClient, analyst: Person, deed: str
) -> None:
    page = signed_in.get(f"/codebook/codes/{KIND}/{deed}")
    rename(RELIABLE, "Trusty", seen(), analyst)
    late = signed_in.send(page, {"name": TYPED}, to=f"/{deed}", expect=409)
    assert late.form_values(f"/{deed}")["name"] == [TYPED]
    signed_in.send(late, {}, to=f"/{deed}")


def test_a_code_is_merged_after_its_effects_are_seen_and_undone_to_the_last_column(
    signed_in: CheckedClient, session: Session, analyst: Person
) -> None:
    said = answer()
    coding(said, KIND, analyst)
    coding(said, RELIABLE, analyst)
    coding(said, KIND, analyst, 7, 11)
    session.commit()
    before = everything()
    page = signed_in.get(f"/codebook/codes/{KIND}/merge?into={RELIABLE}")
    for words in (
        "2 codings, made by 1 person",
        "Answers they are in 1",
        "1 time the same person",
        "approved stay",
    ):
        assert words in page.text
    assert everything() == before
    signed_in.send(page, {}, to="/merge")
    assert codings_of(KIND, session) == 0
    assert "Merged into" in signed_in.get("/codebook?retired=yes").text
    page = undo_newest(signed_in)
    assert "Undone by" in page.text
    assert everything() == before


def test_a_code_is_retired_and_brought_back(
    signed_in: CheckedClient, session: Session, analyst: Person
) -> None:
    coding(answer(), KIND, analyst)
    page = signed_in.get(f"/codebook/codes/{KIND}/retire")
    assert "1 coding, made by 1 person" in page.text
    signed_in.send(page, {}, to="/retire")
    assert code_called(KIND).retired_on is not None
    assert codings_of(KIND, session) == 1
    signed_in.get(f"/codebook/codes/{KIND}/retire", expect=404)
    undo_newest(signed_in)
    assert code_called(KIND).retired_on is None


def test_a_split_is_sorted_on_its_page_one_by_one_and_then_all_at_once(
    signed_in: CheckedClient, session: Session, analyst: Person
) -> None:
    said = answer()
    first, *_others = [coding(said, KIND, analyst, at, 11) for at in (0, 4, 7)]
    page = signed_in.get(f"/codebook/codes/{KIND}/split")
    page = signed_in.send(page, {"name": "Jokes", "meaning": "Laughs"}, to="/split")
    assert "3 codings are not sorted yet" in page.text
    page = signed_in.send(page, {f"coding-{first.id}": "moves"}, to="/sort")
    assert codings_of("REL.jokes", session) == 1
    proof = page.form_values("/sort")
    page = signed_in.post(page.path, {**proof, "all": "stays"})
    assert "Every coding is sorted" in page.text
    assert codings_of(KIND, session) == 2
    undo_newest(signed_in)
    assert codings_of(KIND, session) == 3
    assert code_called("REL.jokes") is None


def test_an_undo_that_would_lose_something_is_refused_with_its_reason(
    signed_in: CheckedClient, session: Session, analyst: Person
) -> None:
    page = signed_in.get("/codebook/themes/REL/new-code")
    signed_in.send(signed_in.send(page, {"name": "Jokes"}, to="/new-code"), {}, to="/publish")
    coding(answer(), "REL.jokes", analyst)
    page = signed_in.send(signed_in.get("/codebook/changes"), {}, to="/undo", expect=409)
    assert "1 decisions were made since" in page.text
    assert codebook_there().version == "1.1"
    assert code_called("REL.jokes") is not None


def test_a_new_theme_with_a_name_taken_or_none_is_said_plainly(signed_in: CheckedClient) -> None:
    page = signed_in.send(signed_in.get("/codebook/new-theme"), {"name": "  "}, to="/new-theme")
    assert page.problems_shown() == ["Give it a name."]
    page = signed_in.send(
        signed_in.get("/codebook/new-theme"), {"name": "Animals", "maps": "NR 2"}, to="/new-theme"
    )
    assert page.problems_shown() == ["Write each line like this: NR: 2; 9"]
    assert page.form_values("/new-theme")["maps"] == ["NR 2"]
    page = signed_in.get("/codebook/themes/REL/new-code")
    page = signed_in.send(page, {"name": code(RELIABLE).name.lower()}, to="/new-code")
    assert "This name is taken" in page.problems_shown()[0]


def test_a_draft_is_left_again(signed_in: CheckedClient, session: Session) -> None:
    signed_in.send(signed_in.get("/codebook/new-theme"), {"name": "Animals"}, to="/new-theme")
    page = signed_in.get("/codebook/draft")
    page = signed_in.send(page, {}, to="/leave")
    assert "The draft is empty." in page.text
    assert session.scalar(select(func.count()).select_from(DraftedEntry)) == 0
    signed_in.post("/codebook/draft/publish", {"seen": str(seen())}, expect=409)


def test_without_a_codebook_the_page_says_so_calmly(client: CheckedClient) -> None:
    client.sign_in(person(Role.quality_analyst).email)
    assert "No codebook is loaded yet." in client.get("/codebook").text
    for path in ("draft", "changes", "exchange", "exchange/codebook.csv", "new-theme"):
        client.get(f"/codebook/{path}", expect=404)


def test_merging_into_nothing_says_what_to_choose(signed_in: CheckedClient) -> None:
    page = signed_in.get(f"/codebook/codes/{KIND}/merge?into=")
    assert page.problems_shown() == ["Choose a code."]
    assert page.find_all("select", id="into-code")[0].get("aria-describedby") == "into-error"
    assert signed_in.get(f"/codebook/codes/{KIND}/merge").problems_shown() == []


def test_the_way_back_from_wording_leads_where_somebody_came_from(signed_in: CheckedClient) -> None:
    path = f"/codebook/codes/{KIND}"
    page = signed_in.get(f"{path}/wording")
    assert page.links()["Kind, respectful, easy to talk to"] == path
    signed_in.send(page, {"meaning": TYPED}, to="/wording")
    assert signed_in.get(f"{path}/wording").links()["The draft"] == "/codebook/draft"


def test_each_theme_is_reached_from_the_top_of_a_long_codebook(signed_in: CheckedClient) -> None:
    page = signed_in.get("/codebook")
    ways = [way.removeprefix("#") for way in page.links().values() if way.startswith("#theme-")]
    assert len(ways) == 14
    assert all(page.by_id(way) is not None for way in ways)


def test_the_menu_says_that_the_codebook_belongs_to_reading_and_coding(signed_in: CheckedClient) -> None:
    for path in ("/codebook", "/suggestions", "/second-reading", "/coding"):
        marked = [link for link in signed_in.get(path).find_all("a") if link.get("aria-current") == "page"]
        assert [text_of(link) for link in marked] == ["Read and code"], path
