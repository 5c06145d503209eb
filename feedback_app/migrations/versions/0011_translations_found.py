"""The words of a translation beside those said: the search index holds both, and follows both.

An answer is one document. Its translation in use (the latest that was not taken back) is its second half, apart
from the words said so that no phrase runs from one into the other. What is said there folds and is taken in as
migration 0004 says, which stays as it is: what this one needs of it is asked of it.
"""

from importlib import import_module

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FIRST = import_module("feedback_app.migrations.versions.0004_search_and_views")
IN_USE = "SELECT words FROM translation WHERE answer_id = {} AND taken_back_at IS NULL ORDER BY number DESC LIMIT 1"
SAID_AND_WHERE = (
    "answer_search_body(a.words, r.service_area_id, r.locality_id, r.team_id, r.respondent_group, "
    "r.channel, r.language)"
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _forget_on_sqlite(("added", "changed", "gone"))
        _index_on_sqlite()
    else:
        _index_on_postgresql()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("insert", "update", "delete"):
            for moment in ("before", "after"):
                op.execute(f"DROP TRIGGER translation_search_{moment}_{deed}")
        _forget_on_sqlite(("added", "changed", "going"))
        FIRST._index_on_sqlite()
    else:
        for deed in ("added", "changed", "gone"):
            op.execute(f"DROP TRIGGER translation_search_{deed} ON translation")
        op.execute("DROP FUNCTION translation_search_followed()")
        _follow_answers_with(SAID_AND_WHERE)
        _write_anew(SAID_AND_WHERE)
        op.execute("DROP FUNCTION answer_search_translated(integer)")


def _forget_on_sqlite(triggers: tuple[str, ...]) -> None:
    for name in triggers:
        op.execute(f"DROP TRIGGER answer_search_{name}")
    op.execute("DROP TABLE answer_search")


def _index_on_sqlite() -> None:
    """The index keeps no words of its own: to take a row out, it must be told both halves as they went in.

    So a row goes out before its translation changes and comes in again after. Deleting an answer deletes its
    translations too, when the answer is no more: then nothing is left to be done for them.
    """
    FIRST._run(
        "CREATE VIRTUAL TABLE answer_search USING fts5(words, translated, content='', "
        "tokenize=\"porter unicode61 remove_diacritics 2 categories 'L* N* Mn Mc' "
        f"separators '{FIRST.NOT_LETTERS}'\")"
    )
    put_in = "INSERT INTO answer_search(rowid, words, translated)"
    take_out = "INSERT INTO answer_search(answer_search, rowid, words, translated)"
    FIRST._run(f"{put_in} {_both('answer')} FROM answer WHERE words IS NOT NULL")
    new_words = FIRST._alike("new.words")
    for name, when, deeds in (
        ("added", "AFTER INSERT ON answer WHEN new.words IS NOT NULL",
         f"{put_in} SELECT new.id, w, NULL FROM ({new_words});"),
        ("going", "BEFORE DELETE ON answer WHEN old.words IS NOT NULL",
         f"{take_out} {_both('old', taking_out=True)};"),
        ("changed", "AFTER UPDATE OF id, words ON answer",
         f"{take_out} {_both('old', taking_out=True)} WHERE old.words IS NOT NULL; "
         f"{put_in} {_both('new')} WHERE new.words IS NOT NULL;"),
    ):  # fmt: skip
        FIRST._run(f"CREATE TRIGGER answer_search_{name} {when} BEGIN {deeds} END")
    for deed, row in (("insert", "new"), ("update", "old"), ("delete", "old")):
        of_it = f"FROM answer WHERE answer.id = {row}.answer_id AND answer.words IS NOT NULL"
        for moment, what in (
            ("before", f"{take_out} {_both('answer', taking_out=True)} {of_it};"),
            ("after", f"{put_in} {_both('answer')} {of_it};"),
        ):
            FIRST._run(
                f"CREATE TRIGGER translation_search_{moment}_{deed} {moment} {deed} ON translation "
                f"BEGIN {what} END"
            )


def _both(row: str, *, taking_out: bool = False) -> str:
    """A row of the index: the words said and their translation in use, folded."""
    english = FIRST._alike(f"({IN_USE.format(row + '.id')})")
    what = "'delete', " if taking_out else ""
    return f"SELECT {what}{row}.id, ({FIRST._alike(row + '.words')}), ({english})"


def _index_on_postgresql() -> None:
    """The second half of a document, behind a word nobody can say, so that no phrase runs over into it.

    What reads it is volatile: who waited for somebody else's change of the same answer looks again after it.
    """
    FIRST._run(
        "CREATE FUNCTION answer_search_translated(answer integer) RETURNS tsvector LANGUAGE plpgsql AS $$ "
        "DECLARE english text; BEGIN "
        f"english := ({IN_USE.format('answer')}); "
        "RETURN CASE WHEN english IS NULL THEN ''::tsvector ELSE '''/x'':1'::tsvector || "
        "answer_search_body(english, NULL, NULL, NULL, NULL, NULL, NULL) END; END $$"
    )
    both = f"{SAID_AND_WHERE} || answer_search_translated(a.id)"
    _follow_answers_with(both)
    FIRST._run(
        "CREATE FUNCTION translation_search_followed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"UPDATE answer_search SET body = {both} FROM answer a JOIN response r ON r.id = a.response_id "
        "WHERE a.id = answer_search.answer_id AND a.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.answer_id "
        "ELSE NEW.answer_id END; RETURN NULL; END $$"
    )
    for name, deed in (("added", "INSERT"), ("changed", "UPDATE"), ("gone", "DELETE")):
        FIRST._run(
            f"CREATE TRIGGER translation_search_{name} AFTER {deed} ON translation "
            "FOR EACH ROW EXECUTE FUNCTION translation_search_followed()"
        )
    _write_anew(both)


def _write_anew(body: str) -> None:
    """The index of every answer that has translations."""
    FIRST._run(
        f"UPDATE answer_search SET body = {body} FROM answer a JOIN response r ON r.id = a.response_id "
        "WHERE a.id = answer_search.answer_id AND a.id IN (SELECT answer_id FROM translation)"
    )


def _follow_answers_with(body: str) -> None:
    """What an answer's words and its response's places change; a new answer has no translation yet."""
    for name, deeds in (
        ("changed",
         "DELETE FROM answer_search WHERE answer_id = NEW.id; "
         f"INSERT INTO answer_search(answer_id, received_on, body) SELECT a.id, r.received_on, {body} "
         "FROM answer a JOIN response r ON r.id = a.response_id WHERE a.words IS NOT NULL AND a.id = NEW.id;"),
        ("moved",
         f"UPDATE answer_search SET received_on = r.received_on, body = {body} "
         "FROM answer a JOIN response r ON r.id = a.response_id "
         "WHERE a.id = answer_search.answer_id AND r.id = NEW.id;"),
    ):  # fmt: skip
        FIRST._run(
            f"CREATE OR REPLACE FUNCTION answer_search_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN {deeds} RETURN NULL; END $$"
        )
