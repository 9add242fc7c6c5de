"""Two servers of one archive, each with an index in a folder of its own, are told."""

import logging
import threading

import pytest
from django.core.management import CommandError, call_command

from articles.models import Archive
from articles.search import following, indexing
from articles.search.tantivy_engine.engine import Note, TantivyEngine
from tests.factories import make_article

SAID = "Another server has made a search index of this archive in a folder of its own."


def make(engine: TantivyEngine) -> None:
    with engine.writing():
        engine.begin().switch()


def test_who_made_it_before_the_other_finds_out(tmp_path):
    note = Note()
    one, other = (TantivyEngine(tmp_path / name, lambda: "an archive", note) for name in ("one", "other"))
    assert one.elsewhere() is None and other.elsewhere() is None  # there is none
    make(one)
    assert one.elsewhere() is None
    make(other)
    assert str(one.elsewhere()).startswith(SAID)
    assert other.elsewhere() is None
    make(one)  # which is what it says to do
    assert one.elsewhere() is None
    assert str(other.elsewhere()).startswith(SAID)


def test_two_in_one_folder_are_one(tmp_path):
    note = Note()
    one, other = (TantivyEngine(tmp_path, lambda: "an archive", note) for _ in range(2))
    make(one)
    assert one.elsewhere() is None and other.elsewhere() is None


@pytest.mark.django_db
def test_the_archive_knows_and_doctor_and_the_worker_say_so(caplog, capsys):
    make_article()
    indexing.rebuild()
    made = Archive.this().index
    assert made
    call_command("doctor", "--only=servers")
    Archive.objects.update(index="anotherhas1t")
    with pytest.raises(CommandError):
        call_command("doctor", "--only=servers")
    assert f"servers: {SAID}" in capsys.readouterr().out
    stop = threading.Event()
    stop.set()
    with caplog.at_level(logging.WARNING):
        following.follow(stop)
    assert any(SAID in message for message in caplog.messages)
    indexing.rebuild()
    assert Archive.this().index not in ("anotherhas1t", made)
    call_command("doctor", "--only=servers")
