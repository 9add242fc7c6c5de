"""Every change of an article or a mention queues a pending change, however it is made."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection, models

from articles.models import Article, Mention, PendingChange, Source
from articles.models.triggers import (
    install,
    install_after_migrate,
    missing_triggers,
    prepare_to_migrate,
    trigger_sql,
)
from tests.factories import make_article, make_person


def queued() -> list[int]:
    """The articles queued since last asked, one entry a row."""
    ids = list(PendingChange.objects.order_by("id").values_list("article_id", flat=True))
    PendingChange.objects.all().delete()
    return ids


@pytest.fixture
def article(db) -> Article:
    article = make_article(
        headline="Bridge opens",
        body="In Ganja, Tarlan Hajizade said.",
        section="Society",
        persons=["Tarlan Hajizade"],
    )
    queued()
    return article


def test_a_new_article_is_queued(db):
    article = make_article(headline="Bridge opens", body="In Ganja.")
    assert set(queued()) == {article.pk}


def test_save_update_and_raw_sql(article):
    article.headline = "Bridge closes"
    article.save()
    assert queued() == [article.pk]
    Article.objects.filter(pk=article.pk).update(body="In Sheki.")
    assert queued() == [article.pk]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET language = 'tr' WHERE id = %s", [article.pk])
    assert queued() == [article.pk]


def test_a_change_that_the_index_does_not_hold_queues_nothing(article):
    Article.objects.filter(pk=article.pk).update(status_reason="seen", agency="Turan")
    article.source.name = "Another name"
    article.source.save()
    assert queued() == []


def test_bulk_create_queues_each(db):
    first = make_article(headline="One")
    queued()
    Article.objects.bulk_create(
        Article(original=first.original, item=n, public_id=f"bulk{n}", body="x") for n in (2, 3)
    )
    assert len(set(queued())) == 2


def test_delete_queues_the_article_that_is_gone(article):
    pk = article.pk
    Article.objects.filter(pk=pk).delete()
    assert set(queued()) == {pk}


def test_mentions(article):
    mention = article.mentions.first()
    mention.person = make_person("Another Person")
    mention.save()
    assert queued() == [article.pk]
    Mention.objects.update(status="rejected")
    assert set(queued()) == {article.pk}
    Mention.objects.all().delete()
    assert set(queued()) == {article.pk}


def test_a_mention_that_moves_queues_both_articles(article):
    other = make_article(headline="Other")
    queued()
    article.mentions.update(article=other)
    assert set(queued()) == {article.pk, other.pk}


def test_a_section_that_goes_takes_the_facet_along(article):
    article.section.delete()
    assert queued() == [article.pk]


def test_a_rolled_back_change_is_not_queued(article):
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        Article.objects.update(headline="x")
        raise RuntimeError
    assert queued() == []


@pytest.mark.django_db(transaction=True)
class TestRebuiltTable:
    @pytest.fixture
    def rebuilt(self, transactional_db) -> Iterator[Article]:
        """An article whose table a later migration has altered, triggers put back by ``migrate``."""
        article = make_article(headline="Bridge opens", body="In Ganja.")
        queued()
        short, long = (models.CharField(max_length=5, null=True), models.TextField(null=True))
        for field in (short, long):
            field.set_attributes_from_name("later_column")
            field.model = Article
        prepare_to_migrate(plan=[(None, False)])  # as migrate does first
        with connection.schema_editor() as editor:
            editor.add_field(Article, short)
            editor.alter_field(Article, short, long)
        call_command("migrate", verbosity=0)
        yield article
        prepare_to_migrate(plan=[(None, False)])
        with connection.schema_editor() as editor:
            editor.remove_field(Article, long)
        install_after_migrate()

    def test_raw_sql_is_still_seen(self, rebuilt):
        assert missing_triggers() == []
        queued()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE articles_article SET headline = 'Aqueduct' WHERE id = %s", [rebuilt.pk])
        assert queued() == [rebuilt.pk]

    def test_what_may_have_changed_meanwhile_is_queued(self, rebuilt):
        if connection.vendor == "sqlite":  # PostgreSQL keeps the triggers of an altered table
            assert queued() == [rebuilt.pk]


@pytest.mark.django_db(transaction=True)
def test_tables_that_triggers_write_to_can_be_altered():
    """0015 alters the queue: an archive with its triggers in place goes back and forth across it."""
    article = make_article(headline="Bridge opens", body="In Ganja.")
    try:
        call_command("migrate", "articles", "0014", verbosity=0)
    finally:
        call_command("migrate", verbosity=0)
    assert missing_triggers() == []
    queued()
    Article.objects.filter(pk=article.pk).update(headline="Bridge closes")
    assert queued() == [article.pk]


@pytest.mark.django_db(transaction=True)
def test_a_missing_trigger_fails_the_check_and_migrate_mends_it(capsys):
    name = "articles_mention_queue_update"
    drop = f"DROP TRIGGER {name}" + (" ON articles_mention" if connection.vendor == "postgresql" else "")
    with connection.cursor() as cursor:
        cursor.execute(drop)
    assert missing_triggers() == [name]
    with pytest.raises(SystemCheckError, match=name):
        call_command("check", databases=["default"])
    call_command("migrate", verbosity=0)
    assert missing_triggers() == []
    call_command("check", databases=["default"])


def test_an_outdated_trigger_counts_as_missing(article):
    name = "articles_article_queue_delete"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(f"CREATE TRIGGER {name} AFTER DELETE ON articles_article BEGIN SELECT 1; END")
        else:
            cursor.execute(f"COMMENT ON TRIGGER {name} ON articles_article IS 'older'")
    assert missing_triggers() == [name]
    assert install() == [name]
    assert missing_triggers() == []
    assert queued() == [article.pk]


def test_both_databases_watch_the_same():
    assert set(trigger_sql("sqlite")) == set(trigger_sql("postgresql"))
    assert len(trigger_sql("sqlite")) == 18


def test_sources_are_not_watched(db):
    Source.objects.create(name="x", slug="x")
    assert queued() == []
