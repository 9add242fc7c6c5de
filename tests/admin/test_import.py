"""One text, pasted or uploaded: imported as the command imports a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, ImportEntry, ImportRun, Sighting
from articles.reading.stages.decoding import MAX_BYTES
from articles.search.find import search
from articles.search.query import Query
from articles.wording.codes import worded
from tests.admin.conftest import PAGE
from tests.admin.sent import said, send

IMPORT = "/admin/articles/article/import/"
RUSSIAN = (
    "Мост через Куру открыли\n\n"
    "Тбилиси, 31 октября 2020. Мост через реку Куру открыли в субботу утром, сообщил мэр города.\n\n"
    "Строили его шесть лет, и стоил он дороже, чем думали, сказал он журналистам на берегу реки.\n"
)


def upload(data: bytes, name: str = "page.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "text/plain")


@pytest.mark.django_db(transaction=True)
def test_a_pasted_text_becomes_an_article_and_is_found(admin_client):
    answer = send(admin_client, IMPORT, text=PAGE, source="turan.az", url="https://turan.az/1")
    article = Article.objects.get()
    assert answer.redirect_chain == [(f"/admin/articles/article/{article.pk}/change/", 302)]
    assert article.headline == "Footbridge over the Kura opens after six years"
    assert article.source.domain == "turan.az"
    assert article.original_url == "https://turan.az/1"
    assert article.original.data == PAGE.encode()  # with the line ends as they were
    run = ImportRun.objects.get()
    assert (run.status, run.read, run.imported, run.rejected) == ("finished", 1, 1, 0)
    assert run.entries.get().article == article
    assert Sighting.objects.get().path == "pasted text"
    assert [hit.article_id for hit in search(Query(text="footbridge")).hits] == [article.pk]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251", "koi8-r"])
def test_uploads_in_any_encoding(encoding, admin_client):
    send(admin_client, IMPORT, file=upload(RUSSIAN.encode(encoding)))
    article = Article.objects.get()
    assert article.headline == "Мост через Куру открыли"
    assert article.original.data == RUSSIAN.encode(encoding)
    assert ImportEntry.objects.get().path == "page.txt"


def test_the_same_text_again_leads_to_what_is_there(admin_client):
    send(admin_client, IMPORT, text=PAGE)
    answer = send(admin_client, IMPORT, text=PAGE)
    assert "The archive has this text already" in said(answer)[0]
    assert "Footbridge over the Kura" in said(answer)[0]
    assert Article.objects.count() == 1
    assert ImportEntry.objects.count() == 1


def test_an_earlier_version_again_leads_to_the_article_that_has_a_later_one(admin_client):
    for text in (PAGE, PAGE.replace("the", "all the")):
        send(admin_client, IMPORT, text=text, url="https://turan.az/1")
    answer = send(admin_client, IMPORT, text=PAGE, url="https://turan.az/1")
    assert "The archive has this text already: <a " in said(answer)[0]
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "binary"),
        (b"\x00\x01\x02\x03" * 500, "binary"),
        (b" \n\n \n", ""),
    ],
)
def test_what_is_rejected_is_told_and_noted(data, reason, admin_client):
    answer = send(admin_client, IMPORT, file=upload(data, "bad.bin"))
    assert "This text cannot become an article" in answer.content.decode()
    assert not Article.objects.exists()
    run = ImportRun.objects.get()
    assert (run.status, run.read, run.imported, run.rejected) == ("finished", 1, 0, 1)
    entry = run.entries.get()
    assert (entry.path, entry.outcome) == ("bad.bin", "rejected")
    assert entry.reason
    assert reason in worded(entry.reason)


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ({}, "Paste a text or choose a file: one of the two."),
        ({"text": PAGE, "file": upload(b"text")}, "Paste a text or choose a file: one of the two."),
        ({"file": upload(b"")}, "The submitted file is empty."),
        ({"file": upload(b"a" * (MAX_BYTES + 1))}, "larger than 5,000,000 bytes"),
        ({"text": "a\0b"}, "Null characters are not allowed."),
        ({"text": PAGE, "source": "///"}, "a name needs a letter or a digit."),
        ({"text": PAGE, "section": "–"}, "a name needs a letter or a digit."),
        ({"text": PAGE, "timezone": "Baku"}, "is no time zone;"),
        ({"text": PAGE, "published": "2020-13-40"}, "published is not a date such as"),
        ({"text": PAGE, "published": "yesterday"}, "published is not a date such as"),
        ({"text": PAGE, "url": "javascript:alert(1)"}, "is no web address;"),
        ({"text": PAGE, "language": "English"}, "is no language code;"),
    ],
)
def test_what_is_asked_wrongly_is_told(sent, complaint, admin_client):
    assert complaint in send(admin_client, IMPORT, **sent).content.decode()
    assert not ImportRun.objects.exists()


def test_hostile_names_and_words(admin_client):
    word = "я" * 100_000
    text = f"{RUSSIAN}\nСлово {word} услышали журналисты вечером, сказал мэр города на берегу реки.\n"
    file = upload(text.encode(), "../../<script>x</script>\x00.txt")
    answer = send(admin_client, IMPORT, file=file, source="<script>alert(1)</script>")
    assert "<script>alert" not in answer.content.decode()
    assert word in Article.objects.get().body
    assert "/" not in Sighting.objects.get().path
    assert "<script>" not in admin_client.get("/admin/articles/importentry/").content.decode().replace(
        "<script src", ""
    )


def test_whose_task_it_is(as_staff):
    staff = as_staff("add_article", "view_article")
    assert staff.get(IMPORT).status_code == 200
    assert "Import a text" in staff.get("/admin/articles/article/").content.decode()
    assert "Import a text" in staff.get("/admin/").content.decode()
