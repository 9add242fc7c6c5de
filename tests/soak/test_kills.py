"""The kills of tests/importing/test_kill.py, at many more moments. Called by `make soak`.

What is left of an import that was killed is compared, row for row, with what one leaves that was not.
"""

from collections import Counter
from contextlib import closing

import pytest

from tests.importing import test_kill
from tests.importing.test_kill import OwnArchive, archive, errors, made, pages

__all__ = ["archive", "errors", "made", "pages"]

SEEDS, KILLS = range(100, 105), 10  # on both databases: 100 kills of each kind
TABLES = (
    "article", "original", "reading", "sighting", "importentry", "reviewreason", "source", "section",
    "place", "person", "name", "namekey", "mention", "band", "fingerprint",
)  # fmt: skip
# But for reprints: of an outlet's many like texts it hangs on which come in one batch who is compared before
# the formula is known.
OF_ONE_RUN = "id", "group", "made_of", "since"  # and whatever ends in _id or _at
BY_BYTES = "article", "public_id"  # is the same whenever it comes


def contents(own: OwnArchive) -> dict[str, Counter[str]]:
    """The rows of each table without ids and times."""
    found: dict[str, Counter[str]] = {}
    with closing(own._connect()) as connection, closing(connection.cursor()) as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM articles_{table}")
            names = [column[0] for column in cursor.description]
            kept = [
                at
                for at, name in enumerate(names)
                if (table, name) == BY_BYTES or not (name in OF_ONE_RUN or name.endswith(("_id", "_at")))
            ]
            found[table] = Counter(repr([_plain(row[at]) for at in kept]) for row in cursor.fetchall())
    return found


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


@pytest.mark.parametrize("seed", SEEDS)
def test_imports_killed(archive, pages, seed, record_property):
    record_property("tried", KILLS)
    loses_nothing = test_kill.test_an_import_killed_again_and_again_loses_and_doubles_nothing
    loses_nothing(archive, pages, seed, kills=KILLS)
    assert_as_if_never_killed(archive, pages)


@pytest.mark.parametrize("seed", SEEDS)
def test_workers_of_imports_killed(archive, pages, seed, record_property):
    record_property("tried", test_kill.killed_workers_of_an_import(archive, pages, seed, kills=KILLS))
    assert_as_if_never_killed(archive, pages)


def assert_as_if_never_killed(archive, pages):
    after_kills = contents(archive)
    archive.run("flush", "--no-input", "-v0")
    archive.run("import_articles", str(pages))
    whole = contents(archive)
    for table in TABLES:
        assert (table, after_kills[table] - whole[table]) == (table, Counter())
        assert (table, whole[table] - after_kills[table]) == (table, Counter())


@pytest.mark.parametrize("seed", SEEDS)
def test_indexing_killed(archive, pages, seed, record_property):
    record_property("tried", KILLS)
    test_kill.test_indexing_killed_again_and_again_loses_and_doubles_nothing(
        archive, pages, seed, kills=KILLS
    )
