"""Retire, merge, split, rename and publish: what happens to codings, and undone exactly."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_app.codebooks import draft
from feedback_app.codebooks.effects import effects_on
from feedback_app.codebooks.merge import merge
from feedback_app.codebooks.models import CodebookChange, DraftedEntry
from feedback_app.codebooks.queries import code_called, codebook_there, history
from feedback_app.codebooks.refusals import (
    AlreadyUndone,
    ChangedMeanwhile,
    IntoItself,
    LaterChange,
    NameTaken,
    NothingToPublish,
    NotThere,
    UsedSince,
)  # fmt: skip
from feedback_app.codebooks.rename import rename
from feedback_app.codebooks.retire import retire
from feedback_app.codebooks.split import Half, number_to_sort, sort_all, sort_codings, split, to_sort
from feedback_app.codebooks.undo import undo
from feedback_app.codebooks.wording import wording_of
from feedback_app.database import Base
from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.themes.models import Coding, Suggestion
from feedback_app.themes.queries import themes_with_codes
from feedback_app.trail import Did, Trail
from tests.codebooks.factories import coding, everything, seen, settle_first
from tests.factories import person
from tests.themes.factories import answer, code

KIND, RELIABLE = "REL.kind", "REL.reliable"
WORDING = {
    "name": "Warm words",
    "meaning": "m",
    "include": "i",
    "exclude": "e",
    "examples": ["x"],
    "keywords": ["k"],
}


@pytest.fixture
def analyst(session: Session) -> Person:
    return person(Role.quality_analyst)


def codings_with(slug: str, session: Session) -> int:
    return session.scalar(select(func.count()).where(Coding.code_id == code_called(slug).id)) or 0


def test_what_hangs_on_a_code_is_counted_before_it_is_changed(session: Session, analyst: Person) -> None:
    said, other = answer(), person(Role.participation_officer)
    settle_first(said, analyst)
    coding(said, KIND, other)
    coding(said, KIND, analyst)
    coding(said, RELIABLE, analyst)
    found = effects_on(code(KIND), code(RELIABLE))
    assert (found.answers, found.coders, found.twice) == (1, 2, 1)
    assert found.codings == codings_with(KIND, session)
    assert sum(count for _quarter, count in found.quarters) == found.codings


def test_a_renamed_code_keeps_its_codings_and_gets_its_name_back(session: Session, analyst: Person) -> None:
    said = answer()
    coding(said, KIND, analyst)
    before = everything()
    change = rename(KIND, "Warmth", seen(), analyst)
    assert code_called(KIND).name == "Warmth"
    assert codings_with(KIND, session) == 1
    undo(change, seen(), analyst)
    assert everything() == before


def test_a_name_that_another_code_of_the_theme_has_is_refused(session: Session, analyst: Person) -> None:
    taken = code(RELIABLE).name
    with pytest.raises(NameTaken):
        rename(KIND, taken.upper(), seen(), analyst)


def test_a_retired_code_is_offered_no_more_but_its_codings_stay(session: Session, analyst: Person) -> None:
    said = answer()
    settle_first(said, analyst)
    coding(said, KIND, analyst)
    before = everything()
    change = retire(KIND, seen(), analyst)
    assert KIND not in {each.slug for theme in themes_with_codes() for each in theme.codes}
    assert everything("coding") == {"coding": before["coding"]}
    with pytest.raises(NotThere):
        retire(KIND, seen(), analyst)
    undo(change, seen(), analyst)
    assert everything() == before


def test_a_merge_moves_codings_keeps_one_of_two_alike_and_is_undone_to_the_last_column(
    session: Session, analyst: Person
) -> None:
    said, other = answer(), person(Role.participation_officer)
    settle_first(said, analyst)
    for by, slug in ((analyst, KIND), (analyst, RELIABLE), (other, KIND)):
        coding(said, slug, by)
    coding(said, KIND, analyst, 0, 11)
    before = everything()
    change = merge(KIND, RELIABLE, seen(), analyst)
    assert codings_with(KIND, session) == 0
    assert codings_with(RELIABLE, session) == len(before["coding"]) - 1
    assert change.counted["twice"] == 1
    merged = code_called(KIND)
    assert merged.merged_into_id == code(RELIABLE).id
    undo(change, seen(), analyst)
    assert everything() == before


def test_what_was_decided_after_a_merge_stays_when_it_is_undone(session: Session, analyst: Person) -> None:
    said = answer()
    kept = coding(said, KIND, analyst)
    change = merge(KIND, RELIABLE, seen(), analyst)
    later = coding(said, RELIABLE, analyst, 7, 11)
    undo(change, seen(), analyst)
    assert session.get_one(Coding, kept.id).code_id == code(KIND).id
    assert session.get_one(Coding, later.id).code_id == code(RELIABLE).id


def test_a_code_is_not_merged_into_itself_nor_into_one_that_is_gone(
    session: Session, analyst: Person
) -> None:
    code()
    with pytest.raises(IntoItself):
        merge(KIND, KIND, seen(), analyst)
    retire(RELIABLE, seen(), analyst)
    with pytest.raises(NotThere):
        merge(KIND, RELIABLE, seen(), analyst)


def test_a_split_sorts_codings_one_by_one_or_all_at_once_and_is_undone(
    session: Session, analyst: Person
) -> None:
    said = answer()
    first = coding(said, KIND, analyst)
    second = coding(said, KIND, analyst, 7, 11)
    third = coding(said, KIND, person(Role.participation_officer), 7, 11)
    before = everything()
    change = split(KIND, WORDING, seen(), analyst)
    assert number_to_sort(change, analyst) == 3
    assert [one.words for one in to_sort(change, analyst, at_most=10)] == ["She is", "kind", "kind"]
    sort_codings(change, [(first.id, Half.stays), (second.id, Half.moves), (999_999, Half.moves)], analyst)
    assert number_to_sort(change, analyst) == 1
    assert sort_all(change, Half.moves, analyst) == 1
    new = code_called(change.to_undo["into"])
    assert new.slug == "REL.warm-words"
    assert {one.id: one.code_id for one in session.scalars(select(Coding))} == {
        first.id: code(KIND).id, second.id: new.id, third.id: new.id,
    }  # fmt: skip
    undo(change, seen(), analyst)
    assert everything() == before


def test_the_rest_stays_with_one_press(session: Session, analyst: Person) -> None:
    said = answer()
    coding(said, KIND, analyst)
    change = split(KIND, WORDING, seen(), analyst)
    assert sort_all(change, Half.stays, analyst) == 1
    assert number_to_sort(change, analyst) == 0


def test_a_split_is_not_undone_once_the_new_code_was_used(session: Session, analyst: Person) -> None:
    said = answer()
    change = split(KIND, WORDING, seen(), analyst)
    coding(said, change.to_undo["into"], analyst)
    before = everything()
    with pytest.raises(UsedSince):
        undo(change, seen(), analyst)
    assert everything() == before


def test_a_change_is_not_undone_before_a_later_one_about_the_same_code(
    session: Session, analyst: Person
) -> None:
    code()
    first = rename(KIND, "Warmth", seen(), analyst)
    second = rename(KIND, "Kindness", seen(), analyst)
    with pytest.raises(LaterChange) as refused:
        undo(first, seen(), analyst)
    assert refused.value.version == second.version
    undo(second, seen(), analyst)
    undo(first, seen(), analyst)
    with pytest.raises(AlreadyUndone):
        undo(first, seen(), analyst)


def test_two_people_never_change_the_codebook_over_each_other(session: Session, analyst: Person) -> None:
    code()
    at = seen()
    rename(KIND, "Warmth", at, analyst)
    for deed in (
        lambda: rename(KIND, "Kindness", at, analyst),
        lambda: retire(KIND, at, analyst),
        lambda: merge(KIND, RELIABLE, at, analyst),
        lambda: split(KIND, WORDING, at, analyst),
        lambda: draft.publish(at, analyst),
    ):
        with pytest.raises(ChangedMeanwhile):
            deed()
    assert code_called(KIND).name == "Warmth"


def test_a_draft_is_in_effect_only_once_it_is_published_and_a_draft_again_once_undone(
    session: Session, analyst: Person
) -> None:
    wording = {**wording_of(code()), "include": "smiles", "examples": ["a", "b"]}
    before = everything()
    entry = draft.save_draft(KIND, wording, 0, analyst)
    draft.draft_new_theme({"name": "Animals"}, analyst)
    assert everything() == before
    change = draft.publish(seen(), analyst)
    draft.draft_new_code("ANIMALS", {"name": "Dogs"}, analyst)
    second = draft.publish(seen(), analyst)
    now = code_called(KIND)
    assert (now.include, now.example, now.more_examples) == ("smiles", "a", ["b"])
    assert code_called("ANIMALS.dogs").theme.name == "Animals"
    assert session.scalar(select(func.count()).select_from(DraftedEntry)) == 0
    undo(second, seen(), analyst)
    undo(change, seen(), analyst)
    assert everything() == before
    kept = {one.slug: one.wording for one in session.scalars(select(DraftedEntry))}
    assert kept[entry.slug]["include"] == "smiles"
    assert set(kept) == {KIND, "ANIMALS", "ANIMALS.dogs"}


def test_publishing_changes_only_what_the_draft_changed(session: Session, analyst: Person) -> None:
    draft.save_draft(KIND, {**wording_of(code()), "include": "smiles"}, 0, analyst)
    rename(KIND, "Warmth", seen(), analyst)
    draft.publish(seen(), analyst)
    now = code_called(KIND)
    assert (now.name, now.include) == ("Warmth", "smiles")


def test_a_draft_that_says_what_is_in_effect_is_no_draft(session: Session, analyst: Person) -> None:
    wording = wording_of(code())
    assert draft.save_draft(KIND, wording, 0, analyst) is None
    draft.save_draft(KIND, {**wording, "include": "x"}, 0, analyst)
    assert draft.save_draft(KIND, wording, 1, analyst) is None
    with pytest.raises(NothingToPublish):
        draft.publish(seen(), analyst)


def test_a_draft_changed_meanwhile_is_not_written_over(session: Session, analyst: Person) -> None:
    wording = wording_of(code())
    draft.save_draft(KIND, {**wording, "include": "mine"}, 0, analyst)
    with pytest.raises(ChangedMeanwhile):
        draft.save_draft(KIND, {**wording, "include": "theirs"}, 0, person(Role.quality_analyst))


def test_a_new_code_that_was_used_is_not_undone_away(session: Session, analyst: Person) -> None:
    said = answer()
    draft.draft_new_code("REL", {"name": "Dogs"}, analyst)
    change = draft.publish(seen(), analyst)
    coding(said, "REL.dogs", analyst)
    with pytest.raises(UsedSince) as refused:
        undo(change, seen(), analyst)
    assert refused.value.codings == 1


def test_each_change_has_its_version_its_maker_its_line_in_the_trail_and_the_codebook_it_made(
    session: Session, analyst: Person
) -> None:
    code()
    rename(KIND, "Warmth", seen(), analyst)
    undo(retire(RELIABLE, seen(), analyst), seen(), analyst)
    assert [one.version for one in history(codebook_there(), at_most=9)] == ["1.2", "1.1"]
    assert codebook_there().version == "1.3"
    did = session.scalars(select(Trail.did).where(Trail.subject == "codebook").order_by(Trail.id)).all()
    assert did == [Did.codebook_changed, Did.codebook_changed, Did.codebook_change_undone]
    first = session.scalars(select(CodebookChange).order_by(CodebookChange.id)).first()
    assert "Warmth" in first.document
    assert first.made_by_id == analyst.id


def test_nothing_points_at_codings_or_suggestions_so_that_they_can_be_put_back() -> None:
    pointing = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in {Coding.__tablename__, Suggestion.__tablename__}
    }
    assert pointing == set()
