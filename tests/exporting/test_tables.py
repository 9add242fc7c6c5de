"""That nothing is forgotten: not a table, not a column, and not in the documentation."""

from pathlib import Path

from django.apps import apps

from articles.exporting.tables import KEPT_BACK, STAYS, TABLES, Table, label_of

DOCUMENT = (Path(__file__).parents[2] / "docs/export-format.md").read_text()
FORGOTTEN = (
    "say in articles/exporting/tables.py whether it leaves the archive (TABLES) or stays, and why (STAYS)"
)


def test_every_table_leaves_or_has_a_reason_to_stay():
    models = {label_of(model) for model in apps.get_models(include_auto_created=True)}
    assert models == {*TABLES, *STAYS}, FORGOTTEN
    assert not set(TABLES) & set(STAYS)
    assert all(STAYS.values())


def test_every_column_leaves_or_has_a_reason_to_be_kept_back():
    for label in TABLES:
        table = Table(label)
        kept_back = KEPT_BACK.get(label, {})
        columns = [field.attname for field in table.model._meta.concrete_fields]
        assert sorted(columns) == sorted([*table.columns, *kept_back]), label
        assert all(kept_back.values())


def test_rows_come_after_those_they_name():
    for n, label in enumerate(TABLES):
        for field in Table(label).model._meta.concrete_fields:
            if field.is_relation and label_of(field.related_model) != label:
                assert label_of(field.related_model) in TABLES[:n], f"{label}.{field.name}"


def test_every_table_and_column_is_documented():
    for label in TABLES:
        assert f"`{label}`" in DOCUMENT, label
        for column in Table(label).columns:
            assert f"`{column}`" in DOCUMENT, f"{label}.{column}"
    for label in STAYS:
        assert f"`{label}`" in DOCUMENT, label
