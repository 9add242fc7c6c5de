"""Ways in that were tried and found open, each closed: names of the withdrawn, paths, spreadsheets, logs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.test import Client

from articles.editing.withdrawal import withdraw
from articles.exporting.cells import as_cell
from articles.models import Article, Original, Person
from articles.search import indexing
from tests.factories import make_article

HIDDEN = {
    'person:"Ludmila Qorvath"': "No person is called “Ludmila Qorvath”.",
    "person:qorv": "No person is called “qorv”.",
    "source:secretsheet": "No source is called “secretsheet”.",
    "place:nuxville": "No place is called “nuxville”.",
    "section:gossipcorner": "No section is called “gossipcorner”.",
}


@pytest.fixture
def withdrawn(db: None) -> Article:
    hidden = make_article(
        headline="Zyxomatic affair",
        body="Ludmila Qorvath said nothing.",
        source="Secretsheet",
        section="Gossipcorner",
        place="Nuxville",
        persons=["Ludmila Qorvath"],
    )
    make_article(headline="Another", body="Nothing.")
    indexing.rebuild()
    return hidden


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("asked", HIDDEN)
def test_a_query_does_not_tell_whether_a_name_stands_in_a_withdrawn_article(
    withdrawn: Article, client: Client, asked: str
) -> None:
    """A name that is known and finds nothing would be told from one that is not known."""

    def page() -> str:
        return client.get("/articles/", {"q": asked}).content.decode()

    assert HIDDEN[asked] not in page()
    withdraw(withdrawn, "a takedown")
    indexing.drain()
    assert HIDDEN[asked] in page()


@pytest.mark.django_db(transaction=True)
def test_no_way_from_a_row_to_its_address_tells_a_title(withdrawn: Article, admin_client: Client) -> None:
    """Django's own `/admin/r/` answers any member of staff, and the address of a row has its title in it."""
    looker = User.objects.create_user("looker", password="x", is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename="view_article"))
    staff = Client()
    staff.force_login(looker)
    person = Person.objects.get(name="Ludmila Qorvath")
    for row in (withdrawn, person):
        number = ContentType.objects.get_for_model(row).pk
        answer = staff.get(f"/admin/r/{number}/{row.pk}/")
        assert (answer.status_code, answer.headers.get("Location")) == (404, None)
    page = admin_client.get(f"/admin/articles/article/{withdrawn.pk}/change/").content.decode()
    assert f'href="{withdrawn.get_absolute_url()}"' in page  # the button is there, and leads there at once


@pytest.mark.django_db
@pytest.mark.parametrize("named", ["../secret.txt", "{outside}", "link.txt", "below/../../secret.txt"])
def test_a_manifest_brings_no_file_from_outside_its_folder(tmp_path: Path, named: str) -> None:
    outside, folder = tmp_path / "secret.txt", tmp_path / "handed"
    outside.write_text(
        "The key of the archive\n\nBaku/31.10.20/Turan: It is kept in this file, nobody knows.\n"
    )
    folder.mkdir()
    (folder / "link.txt").symlink_to(outside)
    manifest = folder / "list.csv"
    manifest.write_text(f"file\n{named.format(outside=outside)}\n")
    with pytest.raises(CommandError, match="not in the folder of the manifest"):
        call_command("import_articles", manifest=str(manifest))
    assert not Original.objects.exists()


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_begins_like_a_formula(first: str) -> None:
    cell = as_cell(f"{first}cmd|' /C calc'!A0")
    assert cell.startswith("'")
    assert next(csv.reader(io.StringIO(f'"{cell}"', newline="")))[0].startswith("'")
