"""Import runs: looked at as they go, stopped, undone, read again by those who may."""

import datetime as dt

import pytest
from django.urls import reverse

from articles.importing.run import import_text
from articles.models import Article, ImportEntry, ImportRun, Task
from articles.reading.model import Hints, Rejected
from tests.admin.conftest import admin_address
from tests.admin.sent import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def running() -> ImportRun:
    run = ImportRun.objects.create(
        arguments={"paths": ["/disk/<b>"], "source": "turan.az", "no_people": True},
        total=5000,
        read=1200,
        imported=1198,
        rejected=2,
        tally={"doubts": {"date.none": 7, "date.guess": 3}, "articles": {"in review": 9, "published": 1189}},
    )
    ImportRun.objects.update(heartbeat=run.started_at + dt.timedelta(seconds=5))
    for path in ("a", "b"):
        ImportEntry.objects.create(run=run, path=path, outcome="rejected", reason={"code": "page.no_text"})
    return run


def test_a_run_is_seen_while_it_goes_on(admin_client, running):
    response = admin_client.get(admin_address(running))
    page = response.content.decode()
    assert response["Refresh"] == "5"
    assert "1200 of 5000, 240/s, 16 s left" in page
    assert "/disk/&lt;b&gt;" in page
    assert "no date was found: 7<br>the date is a guess among several: …% likely: 3" in page
    assert "Published: 1189<br>In Review: 9" in page
    assert "the file holds no text</a>: 2" in page
    assert "people: <bdi>not looked for</bdi>" in page


def test_a_run_that_is_over_is_not_asked_for_again_and_again(admin_client):
    import_text(b"Lamps are lit\n\nThe lamps of the town were lit on Friday, the mayor said.\n", Hints())
    assert "Refresh" not in admin_client.get(admin_address(ImportRun.objects.get()))


def test_a_run_is_asked_to_stop(as_staff, running):
    staff = as_staff("view_importrun", "change_importrun")
    stop = reverse("admin:articles_importrun_steer", args=[running.pk, "stop"])
    assert staff.get(stop).status_code == 200
    assert said(staff.post(stop, follow=True)) == ["The run stops after the files in hand."]
    running.refresh_from_db()
    assert running.asked_to_stop


def test_one_who_may_only_look_steers_nothing(as_staff, running):
    staff = as_staff("view_importrun")
    assert "/undo/" not in staff.get(admin_address(running)).content.decode()
    for deed in ("stop", "undo", "rejected", "hints"):
        address = reverse("admin:articles_importrun_steer", args=[running.pk, deed])
        assert staff.post(address).status_code == 403
    assert not Task.objects.exists()


def test_undoing_shows_first_what_was_worked_on(admin_client, footbridge):
    run = ImportRun.objects.get()
    undo = reverse("admin:articles_importrun_steer", args=[run.pk, "undo"])
    assert "worked on:" not in admin_client.get(undo).content.decode()
    Article.objects.update(edited_fields=["headline"])
    page = admin_client.get(undo).content.decode()
    assert "1 article of this run was worked on:" in page
    assert admin_address(footbridge) in page
    admin_client.post(undo)
    [task] = Task.objects.all()
    assert (task.kind, task.arguments) == ("undo-run", {"run": run.pk})


def test_other_hints_are_checked(admin_client, footbridge):
    run = ImportRun.objects.get()
    address = reverse("admin:articles_importrun_steer", args=[run.pk, "hints"])
    assert "no time zone" in admin_client.post(address, {"timezone": "Mars"}).content.decode()
    assert "one of these" in admin_client.post(address, {}).content.decode()
    assert not Task.objects.exists()
    admin_client.post(address, {"timezone": "Asia/Baku", "section": "Sport"})
    task = Task.objects.get()
    assert task.arguments == {"run": run.pk, "hints": {"timezone": "Asia/Baku", "section": "Sport"}}


def test_rejected_files_are_tried_again(admin_client):
    with pytest.raises(Rejected):
        import_text(b"", Hints(path="gone.txt"))
    run = ImportRun.objects.get()
    address = reverse("admin:articles_importrun_steer", args=[run.pk, "rejected"])
    assert address in admin_client.get(admin_address(run)).content.decode()
    admin_client.post(address)
    assert Task.objects.get().kind == "try-rejected"


def test_a_run_that_goes_on_is_not_undone(admin_client, running):
    address = reverse("admin:articles_importrun_steer", args=[running.pk, "undo"])
    assert said(admin_client.post(address, follow=True)) == ["The run is going on: stop it first."]
    assert not Task.objects.exists()


@pytest.mark.parametrize("place", ["0/undo", "nothing/stop", "1/nonsense"])
def test_addresses_of_nothing(admin_client, place):
    address = reverse("admin:articles_importrun_changelist") + place + "/"
    assert admin_client.post(address).status_code in (302, 404)
    assert not Task.objects.exists()
