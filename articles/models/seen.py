"""In how many articles a person is mentioned, as far as it matters: the database counts to ``ENOUGH`` itself.

Kept, since an index of people that leaves out the names seen once or twice must be turned over page by page.
Counted anew for the person whose mention changes, and no further than ``ENOUGH``: a few steps in an index,
for the most frequent as for the newest.
"""

from __future__ import annotations

ENOUGH = 3  # articles: who is suggested by a machine and seen in fewer may be a mistake of the machine

TABLE = "articles_mention"

_COUNTED = f"""(SELECT COUNT(*) FROM (SELECT DISTINCT m.article_id FROM {TABLE} m
WHERE m.person_id = articles_person.id AND m.status <> 'rejected' LIMIT {ENOUGH}) AS few)"""  # noqa: S608
RECOUNT = f"UPDATE articles_person SET seen_in = {_COUNTED} WHERE seen_in <> {_COUNTED}"  # noqa: S608


def seen_sql(vendor: str) -> dict[str, tuple[str, str]]:
    """{trigger name: (table, SQL that creates it)} for "sqlite" or "postgresql"."""
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    changed = " OR ".join(f"OLD.{c} {differs} NEW.{c}" for c in ("person_id", "article_id", "status"))
    statements = {}
    for event, condition, whose in (
        ("insert", "", f"id = NEW.person_id AND seen_in < {ENOUGH}"),
        ("update", f" WHEN ({changed})", "id IN (OLD.person_id, NEW.person_id)"),
        ("delete", "", "id = OLD.person_id"),
    ):
        name = f"{TABLE}_seen_{event}"
        recount = f"{RECOUNT} AND {whose};"
        head = f"AFTER {event.upper()} ON {TABLE} FOR EACH ROW{condition}"
        if vendor == "sqlite":
            sql = f"CREATE TRIGGER {name} {head} BEGIN {recount} END"
        else:
            sql = (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {recount} RETURN NULL; END $$;\n"
                f"CREATE OR REPLACE TRIGGER {name} {head} EXECUTE FUNCTION {name}()"
            )
        statements[name] = (TABLE, sql)
    return statements
