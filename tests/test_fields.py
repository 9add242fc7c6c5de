"""The table of an article's fields: what follows it, and that the triggers watch what the index loads."""

import json
import os
import subprocess
import sys
from dataclasses import fields as attributes_of
from pathlib import Path

from articles.fields import FIELDS, columns_of
from articles.models import Article
from articles.models.triggers import WATCHED
from articles.search.documents import IndexedArticle, IndexedMention
from articles.search.loading import COLUMNS

ROOT = Path(__file__).resolve().parent.parent

# A process of its own: what follows the table does so when it is loaded.
WITH_ANOTHER_FIELD = """
import json
from types import SimpleNamespace

import django
from django.db import models
from django.db.models.signals import class_prepared

from articles import fields

KICKER = fields.Field("kicker", fields.Kind.LINE, fields.TEXT, longest=5, rows=2, names_people=True)
fields.FIELDS = (*fields.FIELDS, KICKER)

def add_column(sender, **kwargs):
    if sender.__name__ == "Article":
        models.CharField(max_length=5, default="").contribute_to_class(sender, "kicker")

class_prepared.connect(add_column)
django.setup()

from articles.admin.article import ArticleAdmin
from articles.admin.forms import ArticleForm
from articles.editing import applying
from articles.models import Article, Reading
from articles.models.triggers import trigger_sql
from articles.search.loading import COLUMNS

article = Article()
applied = applying.apply_reading(article, Reading(fields={"kicker": "LATEST"}), names=["kicker"])
kept = Article(edited_fields=["kicker"])
kept.mark_edited(["headline"])
print(json.dumps({
    "read": Article.READ_FIELDS[-1],
    "set by a reading": [applied, article.kicker],
    "kept from it": applying.apply_reading(kept, Reading(fields={"kicker": "LATEST"}), names=["kicker"]),
    "said by a reading": applying._said(SimpleNamespace(kicker="LATEST"), KICKER),
    "empty": applying.is_empty(Article(), "kicker"),
    "the editor's": kept.edited_fields,
    "in the form": [type(ArticleForm.base_fields["kicker"]).__name__,
                    ArticleForm.base_fields["kicker"].widget.attrs["rows"]],
    "on the page": "kicker" in ArticleAdmin.fieldsets[0][1]["fields"],
    "compared": "kicker" in ArticleAdmin.compared_fields,
    "put back": fields.columns_of("kicker"),
    "people are looked for": "kicker" in fields.people_columns(),
    "watched": ["OLD.kicker" in trigger_sql(vendor)["articles_article_queue_update"][1]
                for vendor in ("sqlite", "postgresql")],
    "loaded": "kicker" in COLUMNS,
}))
"""


def test_a_field_that_the_table_has_is_everywhere(tmp_path: Path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
        "DATA_DIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    run = subprocess.run(
        [sys.executable, "-c", WITH_ANOTHER_FIELD], env=environment, capture_output=True, text=True
    )
    assert run.stderr == ""
    assert json.loads(run.stdout) == {
        "read": "kicker",
        "set by a reading": [["kicker"], "LATES"],
        "kept from it": [],
        "said by a reading": "LATEST",
        "empty": True,
        "the editor's": ["headline", "kicker"],
        "in the form": ["OneLine", 2],
        "on the page": True,
        "compared": True,
        "put back": ["kicker"],
        "people are looked for": True,
        "watched": [True, True],
        "loaded": True,
    }


def test_every_field_has_its_columns():
    columns = {field.column for field in Article._meta.concrete_fields}
    assert {column for field in FIELDS for column in columns_of(field.name)} <= columns
    assert all(set(field.indexed or ()) <= set(field.stored) for field in FIELDS)


def test_triggers_watch_what_is_loaded():
    of_article, of_mention = WATCHED
    # Which article it is, and whether it belongs in the index, no document says.
    assert sorted(of_article.columns) == sorted({*COLUMNS, "public_id", "status", "held_for_id"} - {"id"})
    loaded = {attribute.name for attribute in attributes_of(IndexedMention)} - {"person"} | {"person_id"}
    assert {column.strip('"') for column in of_mention.columns} == loaded | {"status"}
    assert len(attributes_of(IndexedArticle)) == len(COLUMNS) + 1  # and the mentions
