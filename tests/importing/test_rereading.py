"""The present reader over stored originals, played by readers that say what a test is about."""

import dataclasses
import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.editing.changing import save_edit
from articles.editing.withdrawal import withdraw
from articles.importing import rereading
from articles.importing.readers import Done
from articles.importing.rereading import Change, originals_to_read, reread
from articles.importing.run import import_text
from articles.models import Article, Reading, Source
from articles.reading.model import Hints, Item, Role
from articles.reading.reader import READER_VERSION, read
from articles.text.codes import coded
from articles.wording.codes import worded
from tests.factories import make_article
from tests.hostile_files import page
from tests.people.finding import found, link

pytestmark = pytest.mark.django_db

SECOND = "The lamps were given by the pupils of the technical school, who made them over the summer."


@pytest.fixture
def article() -> Article:
    import_text(page("Lamps are lit").encode(), Hints(path="a.txt", source="kura.example"))
    return Article.objects.get()


class NewReader:
    """A later version of the reader; ``change`` says what it does to the items of the present one."""

    def __init__(self, monkeypatch, change=lambda items: items):
        self.read = 0
        self.change = change
        monkeypatch.setattr(rereading, "read_here", self)
        monkeypatch.setattr(rereading, "READER_VERSION", "99")

    def __call__(self, jobs, known, added):
        for job in jobs:
            self.read += 1
            old = read(job.data, job.hints)
            yield Done(
                job, dataclasses.replace(old, items=tuple(self.change(old.items)), reader_version="99")
            )


def with_headline(headline: str):
    return lambda items: [dataclasses.replace(item, headline=headline) for item in items]


def run(**options) -> tuple[rereading.Summary, list[Change]]:
    changes: list[Change] = []
    return reread(originals_to_read(), on_change=changes.append, **options), changes


def test_what_this_version_has_read_is_passed_over(article, monkeypatch):
    assert not originals_to_read().exists()
    assert originals_to_read(again=True).count() == 1
    NewReader(monkeypatch)
    assert originals_to_read().count() == 1


def test_nothing_new_leaves_no_reading_but_the_version(article, monkeypatch):
    NewReader(monkeypatch)
    summary, changes = run()
    assert (summary.read, summary.changed, summary.unchanged, changes) == (1, 0, 1, [])
    assert Reading.objects.get().reader_version == "99"
    assert not originals_to_read().exists()


def test_a_run_links_the_surnames_that_a_killed_one_has_left(article, monkeypatch):
    """Killed between the last article and the linking: then nothing is left to be read again."""
    for given in ("Ali", "Zaur", "Mikhail", "John"):
        for family in ("Karimov", "Bagirov", "Smith"):
            link(f"{given} {family} spoke.", f"{given} {family}")
    body = "Lavrov thanked Ararat Mirzoyan."
    persons = tuple(found(make_article(body=body), name) for name in ("Lavrov", "Ararat Mirzoyan"))
    NewReader(
        monkeypatch,
        lambda items: [dataclasses.replace(item, body=body, persons=persons) for item in items],
    )

    def die() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(rereading, "link_due_surnames", die)
        with pytest.raises(KeyboardInterrupt):
            reread(originals_to_read().filter(articles=article))
    for _ in range(2):
        link("Sergey Lavrov met Ararat Mirzoyan.", "Sergey Lavrov", "Ararat Mirzoyan")
    assert article.mentions.get(surface="Lavrov").person is None
    assert reread(originals_to_read().filter(articles=article)).read == 0
    assert article.mentions.get(surface="Lavrov").person.name == "Sergey Lavrov"


def test_a_change_is_reported_and_applied(article, monkeypatch):
    NewReader(monkeypatch, with_headline("Lamps burn"))
    summary, changes = run()
    assert changes == [Change(article.public_id, {"headline": ("Lamps are lit", "Lamps burn")})]
    assert summary.fields == {"headline": 1}
    article.refresh_from_db()
    assert article.headline == "Lamps burn"
    assert [reading.reader_version for reading in article.readings.all()] == ["99", READER_VERSION]
    assert article.source.domain == "kura.example"  # the hint of the import is known still


def test_a_dry_run_reports_and_changes_nothing(article, monkeypatch):
    NewReader(monkeypatch, with_headline("Lamps burn"))
    summary, changes = run(dry_run=True)
    assert (summary.changed, len(changes)) == (1, 1)
    article.refresh_from_db()
    assert article.headline == "Lamps are lit"
    assert Reading.objects.count() == 1
    assert originals_to_read().exists()


def test_what_an_editor_set_stays(article, monkeypatch):
    article.headline = "The editor's"
    save_edit(article, {"headline"})
    NewReader(monkeypatch, with_headline("Lamps burn"))
    summary, changes = run()
    assert (summary.unchanged, changes) == (1, [])
    article.refresh_from_db()
    assert article.headline == "The editor's"
    assert article.readings.first().fields["headline"] == "Lamps burn"  # what handing back would give


def test_an_edit_made_while_the_page_was_read_stays(article, monkeypatch):
    def edit(items):
        article.headline = "The editor's"
        save_edit(article, {"headline"})
        return with_headline("Lamps burn")(items)

    NewReader(monkeypatch, edit)
    run()
    article.refresh_from_db()
    assert article.headline == "The editor's"


def test_a_later_version_imported_while_the_page_was_read_stays(article, monkeypatch):
    article.original_url = "https://kura.example/1"
    article.save()
    later = page("Lamps are lit").replace("the", "all the").encode()

    def bring_later(items):
        import_text(later, Hints(path="a.txt", url="https://kura.example/1"))
        return with_headline("Lamps burn")(items)

    NewReader(monkeypatch, bring_later)
    assert reread(originals_to_read().filter(pk=article.original_id)).unchanged == 1
    now = Article.objects.get()
    assert (now.headline, now.original.data) == ("Lamps are lit", later)
    assert [reading.original.data for reading in now.readings.all()] == [later, article.original.data]


def split_in_two(items: tuple[Item, ...]) -> list[Item]:
    """The last paragraph is an item of its own now, and comes first."""
    [whole] = items
    last = max(line.n for line in whole.lines if line.role is Role.BODY)

    def roles(own):
        return tuple(line._replace(role=line.role if own(line) else Role.FURNITURE) for line in whole.lines)

    return [
        dataclasses.replace(
            whole, number=1, headline="", body=SECOND, lines=roles(lambda line: line.n == last), persons=()
        ),
        dataclasses.replace(whole, number=2, lines=roles(lambda line: line.n != last)),
    ]


def test_items_find_their_articles_by_their_lines(article, monkeypatch):
    NewReader(monkeypatch, split_in_two)
    summary, changes = run()
    assert (summary.new, summary.left_over) == (1, 0)
    article.refresh_from_db()
    assert (article.item, article.headline) == (2, "Lamps are lit")
    new = Article.objects.exclude(pk=article.pk).get()
    assert (new.item, new.body) == (1, SECOND)
    assert new.public_id != article.public_id
    assert Change(new.public_id, is_new=True) in changes

    # And back to one: the article left over is withdrawn, not deleted.
    NewReader(monkeypatch)
    monkeypatch.setattr(rereading, "READER_VERSION", "100")
    summary, changes = run()
    new.refresh_from_db()
    article.refresh_from_db()
    assert (new.status, article.status) == ("withdrawn", "published")
    assert "no longer sees it" in worded(new.status_code)
    assert summary.left_over == 1


def test_an_edited_article_that_is_left_over_goes_to_review(article, monkeypatch):
    article.headline = "The editor's"
    save_edit(article, {"headline"})

    def reject(jobs, known, added):
        for job in jobs:
            yield rereading.Unreadable(job.hints.path, coded("page.no_prose"))

    monkeypatch.setattr(rereading, "read_here", reject)
    monkeypatch.setattr(rereading, "READER_VERSION", "99")
    summary, _ = run()
    article.refresh_from_db()
    assert (article.status, summary.left_over) == ("in review", 1)
    assert "rejects it: no article: nothing on the page" in worded(article.status_code)


def test_the_withdrawn_stay_withdrawn(article, monkeypatch):
    withdraw(article, "asked by the family")
    NewReader(monkeypatch, with_headline("Lamps burn"))
    run()
    article.refresh_from_db()
    assert article.status == "withdrawn"


def test_what_was_taken_down_comes_back_as_no_new_item(article, monkeypatch):
    withdraw(article, "asked by the family")
    assert Article.objects.get().original.closed
    NewReader(monkeypatch, split_in_two)
    summary, changes = run()
    assert [(one.pk, one.status) for one in Article.objects.all()] == [(article.pk, "withdrawn")]
    assert summary.new == 0
    assert not any(change.is_new for change in changes)


def test_what_another_version_understood_of_an_earlier_original_stays_its_own(article, monkeypatch):
    Reading.objects.update(reader_version="1")
    later = page("Lamps are lit").replace("Lamps", "Big lamps").encode()
    import_text(later, Hints(path="a.txt", source="kura.example", url="https://kura.example/1"))
    earlier = Reading.objects.order_by("pk").first()
    article = Article.objects.order_by("-pk").first()
    Reading.objects.filter(pk=earlier.pk).update(article=article)

    def reject(jobs, known, added):
        for job in jobs:
            yield rereading.Unreadable(job.hints.path, coded("page.no_prose"))

    monkeypatch.setattr(rereading, "read_here", reject)
    monkeypatch.setattr(rereading, "READER_VERSION", "99")
    run()
    assert list(article.readings.order_by("pk").values_list("reader_version", flat=True)) == ["1", "99"]


def test_reprints_keep_their_own_hints(article, monkeypatch):
    import_text(page("Lamps are lit").encode(), Hints(path="b.txt", source="aras.example"))
    NewReader(monkeypatch, with_headline("Lamps burn"))
    summary, _ = run()
    assert summary.changed == 2
    assert set(Article.objects.values_list("source__domain", "headline")) == {
        ("kura.example", "Lamps burn"),
        ("aras.example", "Lamps burn"),
    }


def test_a_killed_run_goes_on_where_it_was(article, monkeypatch):
    import_text(page("Other lamps").encode(), Hints(path="b.txt"))
    reader = NewReader(monkeypatch, with_headline("Lamps burn"))

    def die(change: Change) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reread(originals_to_read(), on_change=die)
    assert reader.read == 1
    summary, _ = run()
    assert (summary.read, reader.read) == (1, 2)


def test_of_one_source_or_one_run(article):
    import_text(page("Other lamps").encode(), Hints(path="b.txt", source="aras.example"))
    other = Article.objects.exclude(pk=article.pk).get()
    kura = Source.objects.get(domain="kura.example")
    assert list(originals_to_read(kura, again=True)) == [article.original]
    assert list(originals_to_read(run=other.import_entries.get().run, again=True)) == [other.original]


class TestCommand:
    def test_json_lines_end_with_the_summary(self, article, monkeypatch):
        NewReader(monkeypatch, with_headline("Lamps burn"))
        out = io.StringIO()
        call_command("reread", "--json", stdout=out)
        change, summary = map(json.loads, out.getvalue().splitlines())
        assert change["fields"] == {"headline": ["Lamps are lit", "Lamps burn"]}
        assert (summary["read"], summary["changed"], summary["fields"]) == (1, 1, {"headline": 1})

    def test_in_words(self, article, monkeypatch):
        NewReader(monkeypatch, with_headline("Lamps burn"))
        out = io.StringIO()
        call_command("reread", "--dry-run", stdout=out)
        first, last = out.getvalue().splitlines()
        assert first == f"{article.public_id}: headline “Lamps are lit” → “Lamps burn”"
        assert last.startswith("Dry run, nothing changed. 1 originals read")

    @pytest.mark.parametrize("arguments", [["--source", "nowhere.example"], ["--run", "999"]])
    def test_what_is_not_there(self, arguments):
        with pytest.raises(CommandError, match="There is no"):
            call_command("reread", *arguments)
