"""The tables of word indexes: derived data, made and dropped by the index itself and by no migration.

``search_build`` has a row for each build: a shop read by one analyser. Its products and the counts of its
lexemes are in two tables of its own, so that many shops and an old and a new analyser lie side by side, and
a build that is done with goes away at once.
"""

BUILDS = """
CREATE TABLE IF NOT EXISTS search_build (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shop_id text NOT NULL,
    fingerprint text NOT NULL,
    applied bigint NOT NULL,
    documents bigint NOT NULL,
    lengths bigint[] NOT NULL,
    used_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (shop_id, fingerprint)
)
"""


def documents(build: int) -> str:
    """The table with a build's products."""
    return f"search_document_{build:d}"


def lexemes(build: int) -> str:
    """The table with the counts of a build's lexemes."""
    return f"search_lexeme_{build:d}"


def create(build: int) -> str:
    """The tables of a build, still without the index of their words, which is made once they are filled.

    A product's row is kept in one piece: what a search reads of it is nearly all of it.
    """
    return f"""
    CREATE TABLE {documents(build)} (
        key bigint PRIMARY KEY,
        id text NOT NULL,
        terms tsvector NOT NULL,
        entries bytea NOT NULL
    ) WITH (toast_tuple_target = 8160);
    ALTER TABLE {documents(build)}
        ALTER COLUMN terms SET STORAGE EXTERNAL, ALTER COLUMN entries SET STORAGE EXTERNAL;
    CREATE TABLE {lexemes(build)} (
        code bigint PRIMARY KEY,
        products integer NOT NULL,
        title integer NOT NULL,
        brand integer NOT NULL,
        category integer NOT NULL,
        body integer NOT NULL
    );
    """


def index(build: int) -> str:
    """The index of a build's words, and what the planner must know."""
    return f"""
    CREATE INDEX ON {documents(build)} USING gin (terms) WITH (fastupdate = off);
    ANALYZE {documents(build)};
    """


def drop(build: int) -> str:
    """Away with a build's tables."""
    return f"DROP TABLE IF EXISTS {documents(build)}, {lexemes(build)}"
