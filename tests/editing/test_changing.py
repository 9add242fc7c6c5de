"""No correction is lost: fields that editors set, the revisions, and the way back."""

import pytest
from django.contrib.auth.models import User

from articles.editing.changing import hand_back, keep_first_revision, revert, save_edit, save_row
from articles.editing.decisions import reject_mention
from articles.importing.run import import_text
from articles.models import Article, Section, Source
from articles.models.people import Standing
from articles.reading.model import Hints

pytestmark = pytest.mark.django_db

PAGE = """\
Footbridge over the Kura opens after six years
Baku/31.10.20/Turan: President John Williams opened the footbridge on Saturday morning, his office said.

"We have waited for this bridge for six long years", John Williams told reporters on the bank of the river.
"""


@pytest.fixture
def article() -> Article:
    made = import_text(PAGE.encode(), Hints(source="turan.az", section="Society")).articles[0]
    return Article.objects.get(pk=made.pk)


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor")


def test_an_edit_is_remembered_in_the_order_of_the_fields(article, editor):
    article.body, article.headline = "New.", "New"
    save_edit(article, {"body", "headline", "original_url"}, editor, " why " + "x" * 200)
    article.refresh_from_db()
    assert article.edited_fields == ["headline", "body"]
    newest, first = article.history.all()
    assert (newest.history_user, newest.history_change_reason) == (editor, ("why " + "x" * 200)[:100])
    assert (first.headline, first.history_user) == ("Footbridge over the Kura opens after six years", None)


def test_an_import_leaves_no_revision(article):
    assert article.history.count() == 0


def test_the_first_revision_is_kept_once(article):
    keep_first_revision(article)
    article.headline = "Unsaved"
    keep_first_revision(article)
    assert [one.headline for one in article.history.all()] == [
        "Footbridge over the Kura opens after six years"
    ]
    keep_first_revision(Source(name="new"))
    assert Source.history.filter(name="new").count() == 0


def test_people_are_looked_for_where_the_text_changed_and_decisions_stay(article):
    rejected = article.mentions.filter(field="body").order_by("start").first()
    reject_mention(rejected)
    article.body = "On Sunday President John Williams left."
    save_edit(article, {"body"})
    [mention] = article.mentions.filter(field="body")
    assert (mention.surface, mention.start) == ("John Williams", 20)
    assert mention.status == Standing.REJECTED


def test_people_are_left_alone_where_it_did_not(article):
    before = list(article.mentions.order_by("pk").values())
    article.agency = "Other"
    save_edit(article, {"agency"})
    assert list(article.mentions.order_by("pk").values()) == before


def test_handing_back_brings_the_readers_values(article, editor):
    article.headline, article.section = "Mine", None
    article.set_published(None)
    save_edit(article, {"headline", "section", "published"}, editor)
    assert hand_back(article, {"headline", "published"}, editor) == ["headline", "published"]
    article.refresh_from_db()
    assert article.headline == "Footbridge over the Kura opens after six years"
    assert str(article.published_from) == "2020-10-31"
    assert article.section is None
    assert article.edited_fields == ["section"]
    assert article.history.first().history_user == editor


def test_handing_back_without_a_reading_only_forgets_the_editor(article):
    article.headline = "Mine"
    save_edit(article, {"headline"})
    article.readings.all().delete()
    assert hand_back(article, {"headline"}) == []
    article.refresh_from_db()
    assert (article.headline, article.edited_fields) == ("Mine", [])


def test_an_earlier_revision_comes_back_as_the_editors_word(article, editor):
    url = article.original_url
    article.headline, article.original_url = "Mine", "https://turan.az/1"
    article.set_published(None)
    save_edit(article, {"headline", "published", "original_url"})
    first = article.history.last()
    assert revert(article, first, editor) == ["headline", "published", "original_url"]
    article.refresh_from_db()
    assert article.headline == "Footbridge over the Kura opens after six years"
    assert (article.published_precision, str(article.published_until)) == ("day", "2020-11-01")
    assert article.original_url == url
    assert article.edited_fields == ["headline", "published"]
    newest = article.history.first()
    assert newest.history_change_reason == {
        "code": "revision.put_back",
        "date": f"{first.history_date:%Y-%m-%d %H:%M}",
    }
    revisions = article.history.count()
    assert revert(article, first, editor) == []
    assert article.history.count() == revisions


def test_what_is_gone_since_does_not_come_back(article):
    society = article.section
    article.headline, article.section = "Mine", None
    save_edit(article, {"headline", "section"})
    Section.objects.filter(pk=society.pk).delete()
    assert revert(article, article.history.last()) == ["headline"]
    article.refresh_from_db()
    assert article.section is None


@pytest.mark.django_db
def test_a_source_goes_through_the_same_door(django_user_model):
    editor = django_user_model.objects.create_user("ada")
    source = Source.objects.create(name="Turan", slug="turan")
    source.history.all().delete()  # as rows are that an import made in bulk
    source.name, source.description = "Turan News", "not saved"
    save_row(source, {"name"}, editor)
    first, second = source.history.order_by("history_id")
    assert (first.name, first.history_user, first.history_change_reason) == (
        "Turan", None, {"code": "revision.first"},
    )  # fmt: skip
    assert (second.name, second.description, second.history_user) == ("Turan News", "", editor)
    save_row(source, {"name"}, editor)
    assert source.history.count() == 2
