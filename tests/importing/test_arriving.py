"""Out and back: the same archive; and what is damaged, killed, newer or in the way."""

import itertools

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from articles.editing.decisions import undo
from articles.exporting import leaving
from articles.exporting.bagit import BagError
from articles.exporting.leaving import ExportError, export_archive
from articles.exporting.tables import TABLES
from articles.importing import arriving
from articles.importing.arriving import NotEmptyError, empty, import_archive
from articles.integrity.log import grow, keep_root
from articles.models import (
    Archive,
    Article,
    Decision,
    ImportRun,
    Original,
    PendingChange,
    Person,
    Place,
    Reading,
    Removal,
    RemovedOriginal,
    Reprint,
    Section,
    Source,
    Subtree,
    TakedownCase,
    Task,
    TextChange,
    Vanished,
)
from articles.models.triggers import missing_triggers
from articles.search import indexing
from tests.exporting.bags import all_rows, change, contents, rows_of, stored_bag
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)

ARTICLES = "data/tables/articles.Article/000001.jsonl.gz"


@pytest.fixture
def bag(tmp_path):
    return stored_bag(tmp_path)


@pytest.fixture
def small_files(monkeypatch):
    monkeypatch.setattr(leaving, "ROWS", 5)
    monkeypatch.setattr(leaving, "PACK_COUNT", 4)


def start_over():
    """As a new archive, on the same tables."""
    empty()
    get_user_model().objects.all().delete()
    Archive.objects.all().delete()


def fill_every_table():
    """What the stored bag has no rows of."""
    for row in (Source.objects.first(), Section.objects.first(), Place.objects.first()):
        row.name = f"{row.name} again"
        row.save()
    first, last = Article.objects.order_by("pk").first(), Article.objects.order_by("pk").last()
    Article.objects.filter(pk=first.pk).update(held_for=last)
    Reprint.objects.create(first=first, second=last, similarity=0.75)
    ImportRun.objects.update(heartbeat="2026-11-28T12:00:00.123456Z")
    Vanished.objects.create(address=1, url="https://aras.example/1", seen_at="2020-11-01T00:00Z")
    Removal.objects.create(public_id="abcdefghijkl", language="en")
    RemovedOriginal.objects.create(sha256="0" * 64)
    TakedownCase.objects.create(
        article=last,
        name="Ada Bell",
        person=Person.objects.first(),
        decided_by=get_user_model().objects.first(),
        decided_at="2020-11-01T00:00Z",
        review_on="2021-11-01",
        state="delisted",
        revision=1,
        text_left=True,
        legal_note="A court in Kutaisi",
    )
    before, after = Reading.objects.order_by("pk")[:2]
    TextChange.objects.create(
        article=first, before=before, after=after, is_substance=True, seen_at="2020-11-01T00:00Z"
    )
    grow()
    keep_root()
    Subtree.objects.create(number=0, root="0" * 64)


def test_a_bag_of_format_1_is_read_for_ever(bag, tmp_path):
    summary = import_archive(bag)
    assert (summary.articles, summary.originals, summary.rows, summary.kept) == (24, 24, 563, 0)
    assert {row["public_id"] for row in rows_of(bag, "articles.Article")} == set(
        Article.objects.values_list("public_id", flat=True)
    )
    assert str(Archive.this().uuid) == rows_of(bag, "articles.Archive")[0]["uuid"]
    assert missing_triggers() == []
    assert not Reading.objects.filter(text=None).exists()  # keys that such a bag has not
    assert not Article.objects.filter(address=None).exclude(original_url="").exists()
    indexing.rebuild()
    assert indexing.check() == []
    client = Client()
    for article in Article.objects.public():
        assert client.get(article.get_absolute_url()).status_code == 200
        assert client.get(f"/articles/{article.public_id}/original/").status_code == 200
    for decision in Decision.objects.filter(undoes=None, undone_by=None).order_by("-pk"):
        undo(decision)
    assert not Person.objects.exclude(merged_into=None).exists()
    assert make_article().pk > max(row["id"] for row in rows_of(bag, "articles.Article"))


def test_every_row_of_every_table_comes_back(bag, tmp_path, small_files):
    import_archive(bag)
    fill_every_table()
    before = all_rows()
    assert [table for table in TABLES if not before[table]] == []
    told = []
    summary = export_archive(tmp_path / "out", lambda done, of: told.append((done, of)))
    assert summary.articles == 24
    assert told == sorted(told)
    assert told[-1] == (24 + summary.rows, 24 + summary.rows)
    start_over()
    assert all_rows()["articles.Article"] == []
    import_archive(tmp_path / "out")
    assert all_rows() == before
    export_archive(tmp_path / "again")
    assert contents(tmp_path / "again") == contents(tmp_path / "out")


def test_a_name_that_nothing_finds_stays_so_and_the_letter_stays_behind(tmp_path):
    article = make_article(body="Ada Bell came.", persons=["Ada Bell"])
    TakedownCase.objects.create(
        article=article,
        name="Ada Bell",
        person=Person.objects.get(),
        state="delisted",
        text_left=True,
        contact="ada@example.org",
        sender="0" * 32,
        text="I am that Ada.",
    )
    export_archive(tmp_path / "out")
    start_over()
    import_archive(tmp_path / "out")
    case = TakedownCase.objects.get()
    assert (case.name, case.state, case.text_left) == ("Ada Bell", "delisted", True)
    assert (case.contact, case.sender, case.text) == ("", "", "")
    assert "that Ada" not in str(contents(tmp_path / "out"))


def test_tasks_and_passwords_stay(tmp_path):
    get_user_model().objects.create_user("nino", email="nino@example.org", password="secret words")
    Task.objects.create(kind="reread")
    export_archive(tmp_path / "out")
    assert contents(tmp_path / "out")["auth.User"] == [
        {
            "id": rows_of(tmp_path / "out", "auth.User")[0]["id"],
            "username": "nino",
            "first_name": "",
            "last_name": "",
        }
    ]
    assert not [path for path in (tmp_path / "out").rglob("*") if "Task" in path.name]


def test_who_has_the_name_already_is_meant(bag):
    there = rows_of(bag, "auth.User")[0]
    other = get_user_model().objects.create_user("somebody", pk=there["id"], password="x")
    same = get_user_model().objects.create_user(there["username"], password="their own")
    import_archive(bag)
    assert set(Decision.objects.values_list("made_by", flat=True)) == {same.pk}
    assert get_user_model().objects.get(pk=same.pk).check_password("their own")
    assert other.pk == there["id"]


def test_who_comes_along_cannot_log_in(bag):
    import_archive(bag)
    assert [user.has_usable_password() for user in get_user_model().objects.all()] == [False]


@pytest.mark.parametrize("path", [ARTICLES, "data/originals/000001.zip", "data/archive.json"])
def test_a_damaged_file_is_named_and_nothing_arrives(bag, path):
    whole = bytearray((bag / path).read_bytes())
    whole[len(whole) // 2] ^= 1
    (bag / path).write_bytes(whole)
    with pytest.raises(BagError, match=rf"{path} is damaged"):
        import_archive(bag)
    assert not Article.objects.exists() and not Original.objects.exists()
    assert Archive.this().arriving == ""
    assert missing_triggers() == []


def nothing_is_here():
    return not any(
        rows for table, rows in all_rows().items() if table not in ("articles.Archive", "auth.User")
    )


def test_what_the_database_refuses_takes_everything_out_again(bag):
    change(
        bag, "data/tables/articles.Mention/000001.jsonl.gz", lambda lines: lines + lines.splitlines(True)[0]
    )
    with pytest.raises(BagError, match="the database refused what is in the bag"):
        import_archive(bag)
    assert nothing_is_here()
    assert Archive.this().arriving == ""
    assert missing_triggers() == []
    assert not PendingChange.objects.exists()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (ARTICLES, b'"published_from": "', b'"published_from": "day '),
        (ARTICLES, b'{"id": ', b'{"key": '),
        (ARTICLES, b'{"', b"[" * 100_000 + b'{"'),
        (ARTICLES, b'{"id": ', b'{"id": 1' + b"0" * 30),
        (ARTICLES, b'"public_id": "', b'"public_id": "../'),
        ("data/tables/articles.Source/000001.jsonl.gz", b'"slug": "', b'"slug": "a/'),
        ("data/tables/articles.Archive/000001.jsonl.gz", b"{", b'{"rumour": 1, '),
        ("data/tables/articles.Archive/000001.jsonl.gz", b"{", b'{"arriving": "x", '),
    ],
)
def test_values_that_are_none_take_everything_out_again(bag, path, old, new):
    change(bag, path, lambda lines: lines.replace(old, new, 1))
    with pytest.raises(BagError, match=r"is not of the format|database refused"):
        import_archive(bag)
    assert nothing_is_here()
    assert Archive.this().arriving == ""
    assert missing_triggers() == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "data/tables/articles.Source/000001.jsonl.gz",
            "data/../../out.gz",
            "'data/../../out.gz', which is no",
        ),
        ("data/tables/articles.Source/000001.jsonl.gz", "/etc/passwd", "'/etc/passwd', which is no file"),
        ("data/originals/000001.zip", "/etc/passwd", "'/etc/passwd', which is no file of the bag"),
        ('"tables": [', '"tables": ["x", ', "archive.json is not of the format"),
        ('"rows": 24', '"rows": 25', "counts the rows of .* in two ways"),
    ],
)
def test_a_bag_that_names_what_is_not_its_own_is_refused(bag, old, new, message):
    change(bag, "data/archive.json", lambda about: about.replace(old.encode(), new.encode(), 1))
    with pytest.raises(BagError, match=message):
        import_archive(bag)
    assert nothing_is_here()
    assert missing_triggers() == []


def test_an_original_with_other_bytes_takes_everything_out_again(bag):
    change(
        bag,
        "data/tables/articles.Original/000001.jsonl.gz",
        lambda lines: lines.replace(lines[lines.index(b'"sha256": "') + 11 :][:64], b"0" * 64, 1),
    )
    with pytest.raises(BagError, match=r"data/originals/000001.zip has no original 0000"):
        import_archive(bag)
    assert nothing_is_here()


def killed_after(monkeypatch, module, name, calls):
    """That function of the module ends the process, so to speak, when it is called once too often."""
    whole, counter = getattr(module, name), itertools.count(1)

    def dying(*args, **kwargs):
        if next(counter) > calls:
            raise KeyboardInterrupt
        return whole(*args, **kwargs)

    monkeypatch.setattr(module, name, dying)


@pytest.mark.parametrize("calls", [0, 3, 11, 40])
def test_an_import_goes_on_where_it_was_killed(bag, tmp_path, monkeypatch, small_files, calls):
    import_archive(bag)
    fill_every_table()
    before = all_rows()
    export_archive(tmp_path / "out")
    start_over()
    with monkeypatch.context() as patch:
        killed_after(patch, arriving, "insert", calls)
        with pytest.raises(KeyboardInterrupt):
            import_archive(tmp_path / "out")
    assert Archive.this().arriving
    assert missing_triggers() != []  # so that /readyz says that it is not ready
    with pytest.raises(ExportError, match="not whole"):
        export_archive(tmp_path / "half")
    told = []
    summary = import_archive(tmp_path / "out", lambda done, of: told.append((done, of)))
    assert (summary.kept > 0) == (calls > 0)
    assert told[-1] == (summary.rows, summary.rows)
    assert all_rows() == before
    assert missing_triggers() == []


def test_what_another_bag_had_begun_is_taken_out(bag, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        killed_after(patch, arriving, "insert", 4)
        with pytest.raises(KeyboardInterrupt):
            import_archive(bag)
    change(bag, "data/tables/auth.User/000001.jsonl.gz", lambda lines: lines)
    assert import_archive(bag).kept == 0


@pytest.mark.parametrize("calls", [1, 4, 9])
def test_an_export_goes_on_where_it_was_killed(bag, tmp_path, monkeypatch, small_files, calls):
    import_archive(bag)
    export_archive(tmp_path / "whole")
    with monkeypatch.context() as patch:
        killed_after(patch, leaving, "_write", calls)
        with pytest.raises(KeyboardInterrupt):
            export_archive(tmp_path / "out")
    with pytest.raises(BagError, match=r"no whole bag"):
        import_archive(tmp_path / "out")
    summary = export_archive(tmp_path / "out")
    assert summary.kept == min(calls, 6) * 4
    for path in (tmp_path / "whole" / "data").rglob("*"):
        if path.is_file():
            same = tmp_path / "out" / path.relative_to(tmp_path / "whole")
            assert same.read_bytes() == path.read_bytes()
    assert not (tmp_path / "out" / leaving.BEGUN).exists()


def with_a_byte_changed(whole):
    """In what its first member holds; the names stand as they did."""
    at = 30 + 64 + 20
    return whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: whole[: len(whole) // 2],
        lambda whole: b"",
        with_a_byte_changed,
        lambda whole: whole.replace(b"PK\x01\x02", b"PK\x01\x02\0", 1),
        lambda whole: whole + b"more",
        lambda whole: whole[:14] + b"\0\0\0\0" + whole[18:],  # the checksum in a member's head
    ],
)
def test_a_pack_that_was_half_written_or_edited_is_written_again(
    bag, tmp_path, monkeypatch, small_files, spoil
):
    import_archive(bag)
    export_archive(tmp_path / "whole")
    with monkeypatch.context() as patch:
        killed_after(patch, leaving, "_write", 4)
        with pytest.raises(KeyboardInterrupt):
            export_archive(tmp_path / "out")
    spoilt = tmp_path / "out" / leaving.pack_path(2)
    right = spoilt.read_bytes()
    spoilt.write_bytes(spoil(right))
    assert export_archive(tmp_path / "out").kept == 3 * 4
    assert spoilt.read_bytes() == right == (tmp_path / "whole" / leaving.pack_path(2)).read_bytes()


def test_what_came_after_the_packs_were_written_is_in_one(bag, tmp_path, monkeypatch, small_files):
    import_archive(bag)
    write_originals = leaving._write_originals

    def and_then_one_more(bag):
        write_originals(bag)
        make_article("Met while the export ran")

    monkeypatch.setattr(leaving, "_write_originals", and_then_one_more)
    assert export_archive(tmp_path / "out").originals == 25
    before = all_rows()
    start_over()
    import_archive(tmp_path / "out")
    assert all_rows() == before


def test_what_is_written_meanwhile_is_of_a_later_moment(bag, tmp_path, monkeypatch):
    import_archive(bag)
    write_table = leaving._write_table

    def and_then_one_more(bag, table):
        told = write_table(bag, table)
        if table.label == "articles.Original":
            in_another_connection("UPDATE articles_article SET headline = 'Later'")
        return told

    monkeypatch.setattr(leaving, "_write_table", and_then_one_more)
    export_archive(tmp_path / "out")
    assert Article.objects.filter(headline="Later").count() == 24
    assert "Later" not in {row["headline"] for row in rows_of(tmp_path / "out", "articles.Article")}


def in_another_connection(sql):
    import threading

    def run():
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_nothing_arrives_on_top_of_an_archive(bag):
    make_article()
    with pytest.raises(NotEmptyError, match="not empty"):
        import_archive(bag)
    assert Article.objects.count() == 1


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(ExportError, match="not empty"):
        export_archive(tmp_path)
    export_archive(tmp_path / "out")
    with pytest.raises(ExportError, match="whole export already"):
        export_archive(tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letters.txt", "out"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            b'"format": 1',
            b'"format": 2',
            "the bag is of format 2, and this version of the archive reads up to 1",
        ),
        (b'"headline"', b'"rumour", "headline"', "articles.Article has a column .* not know: rumour"),
        (
            b'"articles.Person"',
            b'"articles.Ghost"',
            "a table that this version does not know: articles.Ghost",
        ),
        (b'"format": 1', b'"format": "x"', "archive.json cannot be read"),
    ],
)
def test_a_bag_of_a_later_version_is_refused(bag, old, new, message):
    change(bag, "data/archive.json", lambda about: about.replace(old, new))
    with pytest.raises(BagError, match=message):
        import_archive(bag)
    assert nothing_is_here()


def test_a_bag_of_before_a_column_gives_its_default(bag):
    change(bag, "data/archive.json", lambda about: about.replace(b'"media_type",', b""))
    import_archive(bag)
    assert set(Original.objects.values_list("media_type", flat=True)) == {"text/plain"}


def test_an_original_that_is_damaged_in_the_database_is_named(bag, tmp_path):
    import_archive(bag)
    damaged = Original.objects.first()
    other = Original.objects.last()
    Original.objects.filter(pk=damaged.pk).update(compressed=other.compressed)
    with pytest.raises(ExportError, match=damaged.sha256):
        export_archive(tmp_path / "out")
