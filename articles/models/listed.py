"""Which spellings stand in the index of people: the database keeps it on each, as it keeps ``seen_in``.

An index by letters must count its names, and turn over to any page, without a look at the person of each.
"""

from __future__ import annotations

from articles.models.seen import ENOUGH

TABLE = "articles_name"
UNLISTED, FEW, SURE = 0, 1, 2  # not at all; with those seen once or twice; always

_LISTED = f"""(SELECT CASE
WHEN {TABLE}.standing = 'rejected' OR p.standing = 'rejected' OR p.merged_into_id IS NOT NULL THEN {UNLISTED}
WHEN p.standing = 'confirmed' OR p.seen_in >= {ENOUGH} THEN {SURE}
ELSE {FEW} END FROM articles_person p WHERE p.id = {TABLE}.person_id)"""  # noqa: S608
RELIST = f"UPDATE {TABLE} SET listed = {_LISTED} WHERE listed <> {_LISTED}"  # noqa: S608


def listed_sql(vendor: str) -> dict[str, tuple[str, str]]:
    """{trigger name: (table, SQL that creates it)} for "sqlite" or "postgresql"."""
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"

    def changed(*columns: str) -> str:
        return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)

    enough = f"(OLD.seen_in >= {ENOUGH}) <> (NEW.seen_in >= {ENOUGH})"
    statements = {}
    for table, event, condition, whose in (
        (TABLE, "insert", "", "id = NEW.id"),
        # What is saved of a row that was read before is put right as well.
        (TABLE, "update", f" WHEN ({changed('person_id', 'standing', 'listed')})", "id = NEW.id"),
        (
            "articles_person",
            "update",
            f" WHEN ({changed('merged_into_id', 'standing')} OR {enough})",
            "person_id = NEW.id",
        ),
    ):
        name = f"{table}_listed_{event}"
        relist = f"{RELIST} AND {whose};"
        head = f"AFTER {event.upper()} ON {table} FOR EACH ROW{condition}"
        if vendor == "sqlite":
            sql = f"CREATE TRIGGER {name} {head} BEGIN {relist} END"
        else:
            sql = (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {relist} RETURN NULL; END $$;\n"
                f"CREATE OR REPLACE TRIGGER {name} {head} EXECUTE FUNCTION {name}()"
            )
        statements[name] = (table, sql)
    return statements
