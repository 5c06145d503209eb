"""Codebooks and projects in and out: what is drafted, what is brought in, and what is refused."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from analysis.exchange.book import Book, CodeEntry, ThemeEntry
from analysis.exchange.files import BookForm, read_book, write_book
from analysis.exchange.project import Coder, Project, Speaks
from analysis.exchange.read_project import read_qdpx
from analysis.exchange.write_project import write_qdpx
from analysis.periods import parse_quarter
from feedback_app.codebooks import draft
from feedback_app.codebooks.bring_in_book import Drafted, draft_from
from feedback_app.codebooks.bring_in_project import BroughtIn, bring_in
from feedback_app.codebooks.match_project import Strangers, WhyNot, match
from feedback_app.codebooks.models import DraftedEntry
from feedback_app.codebooks.queries import book_in_use, code_called
from feedback_app.codebooks.retire import retire
from feedback_app.codebooks.take_out import Coders, take_out
from feedback_app.codebooks.undo import undo
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.themes.code import add, say_valence
from feedback_app.themes.load_codebook import load_codebook
from feedback_app.themes.models import AgreedAnswer, Coding, Valence
from feedback_app.themes.rules import Span
from feedback_app.trail import Did, Trail
from tests.codebooks.factories import coding, everything, seen
from tests.factories import person, service_area
from tests.themes.factories import LATE, answer, code

KEY = "a key for tests"
WORDS = "Mum 👩‍👧 says: she is kind 🙂.\nAnd funny."


@pytest.fixture
def analyst(session: Session) -> Person:
    load_codebook()
    return person(Role.quality_analyst)


def out(by: Person, coders: Coders = Coders.numbered) -> Project:
    return read_qdpx(write_qdpx(take_out(by, KEY, None, coders)))


def back(project: Project, by: Person, strangers: Strangers = Strangers.left_out) -> BroughtIn:
    return bring_in(read_qdpx(write_qdpx(project)), KEY, strangers, by)


@pytest.mark.parametrize("form", BookForm)
def test_our_own_codebook_brought_in_again_changes_nothing(
    session: Session, analyst: Person, form: BookForm
) -> None:
    content = write_book(book_in_use(), form)
    assert draft_from(read_book(content, f"ours.{form}"), analyst) == Drafted(0, 0, 64 + 14, 0, 0, 0)
    assert session.scalar(select(func.count()).select_from(DraftedEntry)) == 0


def test_a_strangers_codebook_becomes_a_draft_with_what_is_new_and_what_is_changed(
    session: Session, analyst: Person
) -> None:
    theirs = Book("theirs", (
        ThemeEntry("My worker and our relationship", codes=(
            CodeEntry("kind, respectful, easy to talk to", include="smiles"),
            CodeEntry("Jokes", guid="aaaaaaaa-0000-4000-8000-000000000001", meaning="laughs"),
        )),
        ThemeEntry("Animals", codes=(CodeEntry("Dogs"), CodeEntry("Dogs"), CodeEntry("Cats 🐈"))),
    ))  # fmt: skip
    assert draft_from(theirs, analyst) == Drafted(
        new=5, changed=1, same=1, absent=63, retired=0, already_drafted=0
    )
    again = draft_from(theirs, analyst)
    assert (again.new, again.already_drafted) == (0, 6), "a second time drafts nothing twice"
    draft.publish(seen(), analyst)
    now = code_called("REL.kind")
    assert (now.include, now.exclude) == ("smiles", code_called("REL.kind").exclude)
    assert now.exclude, "what the file does not speak of stays"
    assert code_called("REL.jokes").guid == "aaaaaaaa-0000-4000-8000-000000000001"
    assert code_called("ANIMALS.dogs").theme.name == "Animals"
    assert code_called("ANIMALS.dogs-2").name == "Dogs (2)"


def test_a_retired_code_is_not_brought_back_by_a_file(session: Session, analyst: Person) -> None:
    content = write_book(book_in_use(), BookForm.qdc).replace(b'name="Kind, ', b'name="Nice, ')
    retire("REL.kind", seen(), analyst)
    found = draft_from(read_book(content, "ours.qdc"), analyst)
    assert (found.new, found.changed, found.retired) == (0, 0, 1)


def test_a_project_goes_out_and_comes_back_with_the_same_codes_spans_and_coders(
    session: Session, analyst: Person
) -> None:
    said, other = answer(WORDS), person(Role.participation_officer)
    coding(said, "REL.kind", analyst, WORDS.index("kind"), WORDS.index("kind") + 6)
    coding(said, "REL.kind", other, WORDS.index("And"), len(WORDS))
    coding(said, "REL.honest", analyst, 0, 8)
    before = everything("coding")["coding"]
    project = out(analyst)
    [source] = project.sources
    assert [WORDS[one.start : one.end] for one in source.coded] == [
        WORDS[:7].strip(),
        "kind 🙂",
        "And funny.",
    ]
    session.execute(delete(Coding))
    found = back(project, analyst)
    assert (found.added, found.already_there, dict(found.refused)) == (3, 0, {})
    kept = [row[1:6] for row in everything("coding")["coding"]]
    assert sorted(kept) == sorted(row[1:6] for row in before)
    assert back(project, analyst).already_there == 3
    undo(found.change, seen(), analyst)
    assert everything("coding")["coding"] == []


def test_which_way_words_speak_goes_out_and_comes_back_as_a_person_said_it(
    session: Session, analyst: Person
) -> None:
    assert [each.value for each in Speaks] == [each.value for each in Valence]
    boxed, plain = answer("Nothing.", box="not_so_good"), answer(LATE)
    add(boxed, code("REL.kind").id, Span(0, 7), Valence.mixed, analyst)
    add(plain, code("REL.kind").id, Span(0, 6), Valence.not_so_good, analyst)
    project = out(analyst)
    session.execute(delete(Coding))
    assert back(project, analyst).added == 2
    assert session.scalars(select(Coding.valence).order_by(Coding.answer_id)).all() == [
        Valence.mixed,
        Valence.not_so_good,
    ]


def test_a_file_that_does_not_say_which_way_leaves_it_to_the_box(session: Session, analyst: Person) -> None:
    add(answer("Nothing.", box="not_so_good"), code("REL.kind").id, Span(0, 7), Valence.mixed, analyst)
    silent = out(analyst)
    [source] = silent.sources
    coded = tuple(replace(one, speaks=None) for one in source.coded)
    session.execute(delete(Coding))
    back(replace(silent, sources=(replace(source, coded=coded),)), analyst)
    assert session.scalars(select(Coding.valence)).one() is Valence.not_so_good


def test_what_is_here_already_and_speaks_another_way_stays_and_is_told(
    session: Session, analyst: Person
) -> None:
    kept = coding(answer(), "REL.kind", analyst)
    project = out(analyst)
    say_valence(kept, Valence.not_so_good, analyst)
    matched = match(project, KEY, Strangers.left_out, analyst)
    assert (matched.new, matched.already_there, matched.other_way) == ((), 1, 1)
    assert back(project, analyst).already_there == 1
    assert kept.valence is Valence.not_so_good


def test_looking_stores_nothing_and_counts_what_bringing_in_does(session: Session, analyst: Person) -> None:
    coding(answer(), "REL.kind", analyst)
    project = out(analyst)
    session.execute(delete(Coding))
    matched = match(project, KEY, Strangers.left_out, analyst)
    session.flush()
    assert session.scalar(select(func.count()).select_from(Coding)) == 0
    assert (len(matched.new), matched.codes.ours, matched.answers.ours, matched.coders.ours) == (1, 64, 1, 1)
    assert back(project, analyst).added == 1


def test_identifiers_and_bytes_are_the_same_each_time(session: Session, analyst: Person) -> None:
    coding(answer(), "REL.kind", analyst)
    first, second = (write_qdpx(take_out(analyst, KEY, None, Coders.numbered)) for _ in range(2))
    assert first == second


def test_coders_are_numbers_unless_names_are_asked_for(session: Session, analyst: Person) -> None:
    coding(answer(), "REL.kind", analyst)
    assert [coder.name for coder in out(analyst).coders] == ["Coder 1"]
    assert [coder.name for coder in out(analyst, Coders.named).coders] == [analyst.name]
    trail = session.scalars(select(Trail).where(Trail.did == Did.project_taken_out)).all()
    assert len(trail) == 2
    assert analyst.name not in trail[0].detail


def test_a_project_holds_only_what_the_person_may_code_in_the_quarter_asked_for(
    session: Session, analyst: Person
) -> None:
    here, there = service_area(), service_area()
    mine = person(Role.quality_analyst, place=Place(service_area_id=here.id))
    for place, month in ((here, 5), (here, 8), (there, 5)):
        at = datetime(2026, month, 4, 12, tzinfo=UTC)
        coding(answer(place=Place(service_area_id=place.id), said_at=at), "REL.kind", analyst)
    withdrawn = answer()
    coding(withdrawn, "REL.kind", analyst)
    withdrawn.response.withdrawn_at = datetime(2026, 8, 5, tzinfo=UTC)
    session.flush()
    assert len(take_out(analyst, KEY, None, Coders.numbered).sources) == 3
    assert len(take_out(mine, KEY, None, Coders.numbered).sources) == 2
    assert len(take_out(mine, KEY, parse_quarter("2026-27-Q1"), Coders.numbered).sources) == 1
    assert take_out(person(Role.director), KEY, None, Coders.numbered).sources == ()


def test_what_is_not_ours_is_refused_with_its_reason_and_the_rest_comes_in(
    session: Session, analyst: Person
) -> None:
    said = answer(LATE)
    coding(said, "REL.kind", analyst)
    project = out(analyst)
    [source] = project.sources
    [one] = source.coded
    strange = "aaaaaaaa-0000-4000-8000-000000000001"
    session.execute(delete(Coding))

    def with_source(**changed: object) -> Project:
        return replace(project, sources=(replace(source, **changed),))

    def with_coded(**changed: object) -> Project:
        return with_source(coded=(replace(one, **changed),))

    assert back(with_source(guid=strange), analyst).refused == {WhyNot.not_ours: 1}
    assert back(with_source(text="Other words entirely."), analyst).refused == {WhyNot.other_words: 1}
    assert back(with_source(text=None, coded=(replace(one, end=900),)), analyst).refused == {WhyNot.beyond: 1}
    assert back(with_coded(code=strange), analyst).refused == {WhyNot.unknown_code: 1}
    stranger = replace(with_coded(coder=strange), coders=(Coder(strange, "Ann"),))
    assert back(stranger, analyst).refused == {WhyNot.unknown_coder: 1}
    assert session.scalar(select(func.count()).select_from(Coding)) == 0
    assert back(stranger, analyst, Strangers.mine).added == 1
    assert session.scalars(select(Coding.coder_id)).all() == [analyst.id]
    outside = person(Role.quality_analyst, place=Place(service_area_id=service_area().id))
    assert back(project, outside).refused == {WhyNot.not_ours: 1}
    retire("REL.kind", seen(), analyst)
    assert back(project, analyst).refused == {WhyNot.retired_code: 1}


def test_an_agreed_answer_is_left_alone(session: Session, analyst: Person) -> None:
    said = answer(LATE)
    coding(said, "REL.kind", analyst)
    project = out(analyst)
    at = datetime(2026, 8, 5, tzinfo=UTC)
    session.add(AgreedAnswer(answer_id=said.id, agreed_by_id=analyst.id, agreed_at=at))
    session.flush()
    assert back(project, analyst).refused == {WhyNot.agreed: 1}


def test_line_ends_another_program_changed_do_no_harm(session: Session, analyst: Person) -> None:
    said = answer(WORDS)
    kept = coding(said, "REL.kind", analyst, WORDS.index("And"), len(WORDS))
    project = out(analyst)
    [source] = project.sources
    theirs = WORDS.replace("\n", "\r\n")
    moved = replace(source.coded[0], start=theirs.index("And"), end=len(theirs))
    changed = replace(project, sources=(replace(source, text=theirs, coded=(moved,)),))
    assert back(changed, analyst).already_there == 1
    assert kept.starts_at == WORDS.index("And")
