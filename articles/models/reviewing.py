"""Why articles wait for an editor: a row for each reason, kept by the database itself.

An article in review waits for what its newest reading doubts; one without a date waits for a date, in review
or not, until an editor has said that there is none. Triggers keep the rows, however an article or a reading
is changed, so a queue of 20,000 is counted by an index and reads no article.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.archive import Article

NO_DATE = "date.none"
WITHOUT_DOUBT = "review.other"  # in review, though its reading doubts nothing
TABLE = "articles_reviewreason"
_NARROWED_BY = ("source", "section", "language")
_DAYS = ("published_from", "published_until")
_FIRST = models.Q(is_first=True)


class ReviewReason(models.Model):
    """One reason of one article; the columns of the article that queues are narrowed by stand beside it."""

    article = models.ForeignKey(
        Article,
        on_delete=models.CASCADE,
        related_name="review_reasons",
        db_index=False,
        verbose_name=_("article"),
    )
    code = models.CharField(_("code"), max_length=40, help_text=_("of a doubt"))
    source = models.BigIntegerField(_("source"), null=True, db_column="source_id")
    section = models.BigIntegerField(_("section"), null=True, db_column="section_id")
    language = models.CharField(_("language"), max_length=8)
    since = models.DateTimeField(_("since"), help_text=_("when the archive got the article"))
    published_from = models.DateField(_("published from"), null=True)
    published_until = models.DateField(_("published until"), null=True)
    # Articles are counted by their first reasons: to tell rows apart by article costs ten times as much.
    is_first = models.BooleanField(_("first reason of its article"), default=False, db_default=False)

    class Meta:
        verbose_name = _("reason to review")
        verbose_name_plural = _("reasons to review")
        constraints = [models.UniqueConstraint(fields=["article", "code"], name="review_reason_once")]
        indexes = [
            models.Index(
                fields=["code", "article", "source", "section", "language", "since", *_DAYS],
                name="review_queue",
            ),
            # One for each column that is counted, with those that it may be narrowed by.
            *(
                models.Index(
                    fields=[column, *(one for one in _NARROWED_BY if one != column), *_DAYS],
                    name=f"review_{column}",
                    condition=_FIRST,
                )
                for column in _NARROWED_BY
            ),
        ]

    def __str__(self) -> str:
        return self.code


_BESIDE = "source_id, section_id, language, since, published_from, published_until"
_ARTICLES = (
    "a.source_id, a.section_id, a.language, a.created_at AS since, a.published_from, a.published_until "
    "FROM articles_article a"
)
# "+ 0": looked up by the article. An original of which thousands of articles were made has as many readings.
_DOUBTS = (
    "(SELECT r.doubts FROM articles_reading r WHERE r.article_id = a.id "
    "AND r.original_id + 0 = a.original_id AND r.item = a.item ORDER BY r.id DESC LIMIT 1)"
)
# Of an article: what changes which reasons it has, and what stands beside them.
_WATCHED = (
    *("status", "held_for_id", "published_from", "published_until", "edited_fields", "original_id", "item"),
    *("source_id", "section_id", "language"),
)


def reason_sql(vendor: str) -> dict[str, tuple[str, str]]:
    """{trigger name: (table, SQL that creates it)} for "sqlite" or "postgresql"."""
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in _WATCHED)
    doubted = f"OLD.doubts {differs} NEW.doubts OR OLD.article_id {differs} NEW.article_id"
    article, reading = "articles_article", "articles_reading"
    wanted = {
        "insert": (article, "INSERT", "", _renewed(vendor, "NEW.id")),
        "update": (article, "UPDATE", f" WHEN ({changed})", _renewed(vendor, "NEW.id")),
        "delete": (article, "DELETE", "", _deleted("OLD.id")),
        "read": (reading, "INSERT", "", _renewed(vendor, "NEW.article_id")),
        "reread": (reading, "UPDATE", f" WHEN ({doubted})", _renewed(vendor, "NEW.article_id")),
        "unread": (reading, "DELETE", "", _renewed(vendor, "OLD.article_id")),
    }
    statements: dict[str, tuple[str, str]] = {}
    for event, (table, what, condition, body) in wanted.items():
        name = f"articles_review_{event}"
        head = f"AFTER {what} ON {table} FOR EACH ROW{condition}"
        if vendor == "sqlite":
            sql = f"CREATE TRIGGER {name} {head} BEGIN {body} END"
        else:
            sql = (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {body} RETURN NULL; END $$;\n"
                f"CREATE OR REPLACE TRIGGER {name} {head} EXECUTE FUNCTION {name}()"
            )
        statements[name] = (table, sql)
    return statements


def refill_sql(vendor: str) -> tuple[str, str]:
    """Makes all rows anew, for what changed while there was no trigger."""
    return f"DELETE FROM {TABLE}", _inserted(vendor, "true" if vendor == "postgresql" else "1")  # noqa: S608


def _renewed(vendor: str, article: str) -> str:
    return f"{_deleted(article)} {_inserted(vendor, f'a.id = {article}')};"


def _deleted(article: str) -> str:
    return f"DELETE FROM {TABLE} WHERE article_id = {article};"  # noqa: S608


def _inserted(vendor: str, which: str) -> str:
    if vendor == "sqlite":
        code, doubts = "json_extract(d.value, '$.code')", f"json_each({_DOUBTS}) d"
        undecided = "instr(a.edited_fields, '\"published\"') = 0"
    else:
        code, doubts = "d.value ->> 'code'", f"jsonb_array_elements({_DOUBTS}) d(value)"
        undecided = "NOT a.edited_fields @> '[\"published\"]'::jsonb"
    reviewed = f"a.status = 'in review' AND {which}"
    reasons = (
        f"SELECT a.id AS article_id, {code} AS code, {_ARTICLES}, {doubts} "  # noqa: S608
        f"WHERE {reviewed} AND {code} <> '{NO_DATE}' "
        f"UNION SELECT a.id, '{WITHOUT_DOUBT}', {_ARTICLES} WHERE {reviewed} AND NOT EXISTS "
        f"(SELECT 1 FROM {doubts} WHERE {code} <> '{NO_DATE}') "
        f"UNION SELECT a.id, '{NO_DATE}', {_ARTICLES} WHERE {which} AND a.published_from IS NULL "
        f"AND a.status <> 'withdrawn' AND a.held_for_id IS NULL AND {undecided}"
    )
    # "WHERE true": else SQLite takes ON for that of a join.
    return (
        f"INSERT INTO {TABLE} (article_id, code, {_BESIDE}, is_first) "  # noqa: S608
        f"SELECT article_id, code, {_BESIDE}, ROW_NUMBER() OVER (PARTITION BY article_id ORDER BY code) = 1 "
        f"FROM ({reasons}) w WHERE true ON CONFLICT DO NOTHING"
    )
