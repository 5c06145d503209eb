"""Search and views: an index over everything said, kept right by triggers; kept searches, boards and pins.

Whatever writes an answer, the index follows in the same transaction: nothing said is ever missing from search,
and what is deleted is gone from it. SQLite keeps it in FTS5, PostgreSQL in a tsvector with a GIN index. Both
fold letters as feedback_app/finding/fold.py does; what stands here is frozen with the migration.
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

import feedback_app.database

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ALIKE = {
    "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "ae",
    "œ": "oe", "Œ": "oe", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك",
    **{chr(mark): "" for mark in (0x0640, *range(0x064B, 0x0656), 0x0670)},
}
# Signs of which this FTS5 does not know that they are no letters: emoji, newer punctuation, marks of direction.
NOT_LETTERS = "".join(
    chr(sign)
    for sign in (
        0x58D, 0x58E, 0x605, 0x61C, 0x61D, *range(0x2066, 0x206A), *range(0x20BA, 0x20C1), 0x218A, 0x218B,
        *range(0x23F4, 0x2400), 0x2700, *range(0x2B4D, 0x2C00), *range(0x2E3C, 0x2E5E), 0x32FF, 0xFDFE, 0xFDFF,
        *range(0x1F000, 0x1FB00),
    )
    if unicodedata.category(chr(sign))[0] not in "LNM"
)  # fmt: skip
PLACES = ("service_area_id", "locality_id", "team_id", "respondent_group", "channel", "language", "received_on")


def upgrade() -> None:
    _make_tables()
    if op.get_bind().dialect.name == "sqlite":
        _index_on_sqlite()
    else:
        _index_on_postgresql()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("added", "changed", "gone"):
            op.execute(f"DROP TRIGGER answer_search_{name}")
        op.execute("DROP TABLE answer_search")
    else:
        for trigger, table in (("added", "answer"), ("changed", "answer"), ("moved", "response")):
            op.execute(f"DROP TRIGGER answer_search_{trigger} ON {table}")
            op.execute(f"DROP FUNCTION answer_search_{trigger}()")
        op.execute("DROP TABLE answer_search")
        op.execute("DROP FUNCTION answer_search_body(text, integer, integer, integer, text, text, text)")
        op.execute("DROP TEXT SEARCH CONFIGURATION feedback_words")
        op.execute("DROP TEXT SEARCH DICTIONARY feedback_stem")
    op.drop_table("pin")
    op.drop_table("board")
    op.drop_table("search")


def _make_tables() -> None:
    moment = feedback_app.database.UtcDateTime(timezone=True)
    op.create_table(
        "search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_ref", sa.String(32), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(400), nullable=False),
        sa.Column("narrowed", sa.String(600), nullable=False),
        sa.Column("name", sa.String(80), nullable=True),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.CheckConstraint("NOT shared OR name IS NOT NULL", name=op.f("ck_search_shared_has_a_name")),
        sa.CheckConstraint("name IS NULL OR name <> ''", name=op.f("ck_search_name_is_never_empty")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_search_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search")),
        sa.UniqueConstraint("public_ref", name=op.f("uq_search_public_ref")),
    )
    op.create_index(op.f("ix_search_owner_id"), "search", ["owner_id"])
    op.create_table(
        "board",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_ref", sa.String(32), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_board_name_is_never_empty")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_board_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
        sa.UniqueConstraint("public_ref", name=op.f("uq_board_public_ref")),
    )
    op.create_index(op.f("ix_board_owner_id"), "board", ["owner_id"])
    op.create_table(
        "pin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(120), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("pinned_by_id", sa.Integer(), nullable=False),
        sa.Column("pinned_at", moment, nullable=False),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", moment, nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.CheckConstraint("starts_at >= 0 AND starts_at < ends_at", name=op.f("ck_pin_starts_before_it_ends")),
        sa.CheckConstraint("(removed_at IS NULL) = (removed_by_id IS NULL)", name=op.f("ck_pin_removed_by_somebody")),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_pin_board_id_board")),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_pin_answer_id_answer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["pinned_by_id"], ["person.id"], name=op.f("fk_pin_pinned_by_id_person")),
        sa.ForeignKeyConstraint(["removed_by_id"], ["person.id"], name=op.f("fk_pin_removed_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pin")),
        sa.UniqueConstraint(
            "board_id", "answer_id", "starts_at", "ends_at", name=op.f("uq_pin_board_id_answer_id_starts_at_ends_at")
        ),
    )
    op.create_index("ix_pin_answer_id", "pin", ["answer_id"])


def _run(statement: str) -> None:
    """One statement as it stands, without reading anything in it as a parameter."""
    op.get_bind().exec_driver_sql(statement)


def _alike(words: str) -> str:
    """A select of the words folded, a dozen letters at a time, because SQLite's parser is not deep."""
    inner = f"SELECT {words} AS w"
    signs = list(ALIKE.items())
    for first in range(0, len(signs), 12):
        one = "w"
        for sign, as_if in signs[first : first + 12]:
            one = f"replace({one}, '{sign}', '{as_if}')"
        inner = f"SELECT CASE WHEN length(w) = length(CAST(w AS BLOB)) THEN w ELSE {one} END AS w FROM ({inner})"
    return inner


def _index_on_sqlite() -> None:
    old, new, every = _alike("old.words"), _alike("new.words"), _alike("answer.words")
    take_out = f"INSERT INTO answer_search(answer_search, rowid, words) SELECT 'delete', old.id, w FROM ({old})"
    put_in = f"INSERT INTO answer_search(rowid, words) SELECT new.id, w FROM ({new})"
    _run(
        "CREATE VIRTUAL TABLE answer_search USING fts5(words, content='', "
        "tokenize=\"porter unicode61 remove_diacritics 2 categories 'L* N* Mn Mc' "
        f"separators '{NOT_LETTERS}'\")"
    )
    _run(f"INSERT INTO answer_search(rowid, words) SELECT id, ({every}) FROM answer WHERE words IS NOT NULL")
    _run(
        "CREATE TRIGGER answer_search_added AFTER INSERT ON answer WHEN new.words IS NOT NULL "
        f"BEGIN {put_in}; END"
    )
    _run(
        "CREATE TRIGGER answer_search_gone AFTER DELETE ON answer WHEN old.words IS NOT NULL "
        f"BEGIN {take_out}; END"
    )
    _run(
        "CREATE TRIGGER answer_search_changed AFTER UPDATE OF id, words ON answer BEGIN "
        f"{take_out} WHERE w IS NOT NULL; {put_in} WHERE w IS NOT NULL; END"
    )


def _index_on_postgresql() -> None:
    one_for_one = {sign: as_if for sign, as_if in ALIKE.items() if len(as_if) == 1}
    signs, as_ifs = "".join(one_for_one), "".join(one_for_one.values())
    many = f"translate({{0}}, '{signs}', '{as_ifs}')"
    for sign, as_if in ALIKE.items():
        if len(as_if) == 2:
            many = f"replace({many}, '{sign}', '{as_if}')"
    marks = "[\u0300-\u036f\u0640\u064b-\u065f\u0670]+"
    between = "[\u0001-\u002f:-@\\[-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f]+"
    plain = f"regexp_replace(lower(normalize(left(said, 100000), NFKD)), '{marks}', '', 'g')"
    folded = f"regexp_replace({many.replace('{0}', plain)}, '{between}', ' ', 'g')"
    quick = "regexp_replace(lower(said), '[\u0001-\u002f:-@\\[-`{-\u007f]+', ' ', 'g')"
    _run("CREATE TEXT SEARCH DICTIONARY feedback_stem (TEMPLATE = pg_catalog.snowball, LANGUAGE = english)")
    _run('CREATE TEXT SEARCH CONFIGURATION feedback_words (PARSER = pg_catalog."default")')
    _run(
        "ALTER TEXT SEARCH CONFIGURATION feedback_words ADD MAPPING FOR asciiword, word, numword, email, url, "
        "host, sfloat, version, hword_numpart, hword_part, hword_asciipart, numhword, asciihword, hword, "
        "url_path, file, float, int, uint WITH feedback_stem"
    )
    _run(
        "CREATE FUNCTION answer_search_body(said text, service integer, locality integer, team integer, "
        "who text, channel text, language text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$ "
        "BEGIN RETURN to_tsvector('feedback_words', "
        f"CASE WHEN octet_length(said) = char_length(said) THEN {quick} ELSE {folded} END) "
        "|| array_to_tsvector(array_remove(ARRAY['/s' || service, '/l' || locality, '/t' || team, '/g' || who, "
        "'/c' || channel, '/w' || language], NULL)); END $$"
    )
    _run(
        "CREATE TABLE answer_search (answer_id integer PRIMARY KEY REFERENCES answer(id) ON DELETE CASCADE, "
        "received_on date NOT NULL, body tsvector NOT NULL)"
    )
    body = (
        "answer_search_body(a.words, r.service_area_id, r.locality_id, r.team_id, r.respondent_group, "
        "r.channel, r.language)"
    )
    add = f"INSERT INTO answer_search(answer_id, received_on, body) SELECT a.id, r.received_on, {body} FROM"
    _run(f"{add} answer a JOIN response r ON r.id = a.response_id WHERE a.words IS NOT NULL")
    _run("CREATE INDEX ix_answer_search_received_on ON answer_search (received_on, answer_id)")
    _run("CREATE INDEX ix_answer_search_body ON answer_search USING gin (body) WITH (gin_pending_list_limit = 512)")
    _trigger(
        "added", "AFTER INSERT ON answer REFERENCING NEW TABLE AS said FOR EACH STATEMENT",
        f"{add} said a JOIN response r ON r.id = a.response_id WHERE a.words IS NOT NULL;",
    )
    _trigger(
        "changed", "AFTER UPDATE OF words, response_id ON answer FOR EACH ROW",
        "DELETE FROM answer_search WHERE answer_id = NEW.id; "
        f"{add} answer a JOIN response r ON r.id = a.response_id WHERE a.words IS NOT NULL AND a.id = NEW.id;",
    )
    moved = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in PLACES)
    _trigger(
        "moved", f"AFTER UPDATE OF {', '.join(PLACES)} ON response FOR EACH ROW WHEN ({moved})",
        f"UPDATE answer_search SET received_on = r.received_on, body = {body} "
        "FROM answer a JOIN response r ON r.id = a.response_id "
        "WHERE a.id = answer_search.answer_id AND r.id = NEW.id;",
    )


def _trigger(name: str, when: str, deed: str) -> None:
    _run(
        f"CREATE FUNCTION answer_search_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN {deed} RETURN NULL; END $$"
    )
    _run(f"CREATE TRIGGER answer_search_{name} {when} EXECUTE FUNCTION answer_search_{name}()")
