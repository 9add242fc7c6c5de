"""The log only grows; what is changed behind its back is found and named."""

import datetime as dt
import json
import threading
from hashlib import sha256

import pytest
from django.core.management import call_command
from django.test import Client

from articles.editing.withdrawal import withdraw
from articles.importing.undoing import _remove
from articles.integrity import log
from articles.integrity.log import grow, keep_root, proof_of
from articles.integrity.merkle import leaf_hash, root_of_path
from articles.integrity.verifying import Verified, verify
from articles.models import DailyRoot, Leaf, Original, RemovedOriginal
from articles.packing import compress
from articles.working.asking import ask
from articles.working.claiming import Claimant
from articles.working.kinds import REPEATED
from articles.working.work import run
from tests.factories import make_article, make_original

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small_subtrees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "SUBTREE", 4)
    monkeypatch.setattr(log, "AT_ONCE", 6)
    monkeypatch.setattr("articles.integrity.verifying.SUBTREE", 4)


def originals(count: int, start: int = 0) -> list[Original]:
    return [make_original(f"Text {n}.") for n in range(start, start + count)]


def day(n: int) -> dt.date:
    return dt.date(2024, 5, n)


def checked() -> Verified:
    return verify(lambda done, total: None)


def is_proved(original: Original) -> bool:
    proof = proof_of(original.sha256)
    assert proof is not None
    leaf = leaf_hash(bytes.fromhex(original.sha256))
    audit = [bytes.fromhex(one) for one in proof.path]
    return root_of_path(leaf, proof.place, proof.size, audit).hex() == proof.root


def test_every_original_is_proved_however_the_log_grew() -> None:
    kept: list[Original] = []
    for n, count in enumerate((1, 2, 6, 4, 10), 1):
        kept += originals(count, len(kept))
        grow()
        one = keep_root(day(n))
        assert (one.size, one.root) == (len(kept), log.root_of_size(len(kept)))
        assert all(map(is_proved, kept))
    assert list(Leaf.objects.order_by("place").values_list("sha256", flat=True)) == [
        one.sha256 for one in kept
    ]
    assert checked() == Verified(originals=23, roots=5)


def test_a_root_that_was_told_stays() -> None:
    originals(3)
    grow()
    told = keep_root(day(1)).root
    originals(3, 3)
    grow()
    assert keep_root(day(1)).root == told
    assert proof_of(make_original("Text 4.").sha256) is None  # in the log, but in no root


def test_closing_and_withdrawing_change_nothing() -> None:
    article = make_article("Bridge", raw="Bridge\nText.")
    grow()
    keep_root(day(1))
    withdraw(article, "asked for")
    assert Original.objects.get().closed
    assert checked() == Verified(originals=1, roots=1)


def test_what_an_undone_import_took_out_is_no_fault() -> None:
    article = make_article("Bridge", raw="Bridge\nText.")
    originals(2)
    grow()
    keep_root(day(1))
    _remove(article)
    assert checked() == Verified(originals=2, roots=1, removed=1)


def test_one_flipped_bit() -> None:
    one = originals(6)[3]
    grow()
    keep_root(day(1))
    data = bytearray(one.data)
    data[2] ^= 1
    Original.objects.filter(pk=one.pk).update(compressed=compress(bytes(data)))
    assert checked().faults == [f"The bytes of the original {one.sha256}, place 3 of the log, were changed."]
    Original.objects.filter(pk=one.pk).update(compressed=b"no zlib")
    assert checked().faults == [f"The bytes of the original {one.sha256}, place 3 of the log, were changed."]


def test_one_removed_row() -> None:
    one = originals(6)[3]
    grow()
    keep_root(day(1))
    one.delete()
    assert checked().faults == [f"The original {one.sha256}, place 3 of the log, is missing."]


def test_one_added_row() -> None:
    originals(3)
    grow()
    keep_root(day(1))
    keep_root(day(2))
    DailyRoot.objects.filter(day=day(1)).update(made_at=dt.datetime(2024, 5, 1, tzinfo=dt.UTC))
    added, new = originals(2, 3)
    Original.objects.filter(pk=added.pk).update(created_at=dt.datetime(2023, 5, 1, tzinfo=dt.UTC))
    found = checked()
    assert found.faults == [
        f"The original {added.sha256} says that it came before 2024-05-01 00:00, but is in no root."
    ]
    assert (found.unlogged, found.named) == (1, [new.sha256])


def test_a_log_that_was_rewritten() -> None:
    originals(9)
    grow()
    keep_root(day(1))
    other = sha256(b"other").hexdigest()
    Leaf.objects.filter(place=5).update(sha256=other)
    assert checked().faults == [
        f"The original {other}, place 5 of the log, is missing.",
        "The root of 2024-05-01 is not that of the log's first 9 places: one was changed.",
        "The places 4 to 7 of the log are not what they were.",
    ]
    Leaf.objects.filter(place=5).delete()
    assert checked().faults == ["The log has no place 5."]
    Leaf.objects.filter(place__gte=5).delete()
    assert checked().faults[0] == "The root of 2024-05-01 is over 9 places, but the log has 5."


@pytest.mark.django_db(transaction=True)
def test_the_worker_keeps_a_root_a_day() -> None:
    assert "prove-originals" in REPEATED
    kept = originals(14)
    ask("prove-originals")
    task = Claimant().claim()
    assert task is not None
    run(task, threading.Event())
    task.refresh_from_db()
    assert (task.state, task.done) == ("done", 14)
    assert DailyRoot.objects.get().size == 14
    assert all(map(is_proved, kept))


def test_the_command_says_what_it_found(capsys: pytest.CaptureFixture[str]) -> None:
    originals(2)
    call_command("verify", "--keep-root", "--json")
    assert json.loads(capsys.readouterr().out) == {
        "originals": 2, "roots": 1, "removed": 0, "unlogged": 0, "named": [], "faults": [],
    }  # fmt: skip
    Original.objects.order_by("pk")[0].delete()
    with pytest.raises(SystemExit) as ended:
        call_command("verify")
    assert ended.value.code == 1
    assert "place 0 of the log, is missing." in capsys.readouterr().out


def test_a_proof_on_the_web(client: Client) -> None:
    article = make_article("Bridge", raw="Bridge\nText.")
    address = f"/articles/{article.public_id}/original/proof.json"
    assert client.get(address).status_code == 404
    assert address not in client.get(f"/articles/{article.public_id}/original/").content.decode()
    originals(5)
    grow()
    one = keep_root(day(1))
    told = client.get(address).json()
    audit = [bytes.fromhex(each) for each in told["proof"]["path"]]
    leaf = leaf_hash(bytes.fromhex(told["original"]))
    assert told["original"] == sha256(b"Bridge\nText.").hexdigest()
    assert root_of_path(leaf, told["proof"]["place"], told["proof"]["size"], audit).hex() == one.root
    assert client.get("/integrity/roots.json").json()["roots"] == [
        {"day": "2024-05-01", "size": 6, "root": one.root}
    ]
    page = client.get("/integrity/").content.decode()
    assert one.root in page and "1 May 2024" in page
    assert address in client.get(f"/articles/{article.public_id}/original/").content.decode()
    withdraw(article, "asked for")
    assert client.get(address).status_code == 410


def test_what_another_worker_adds_while_this_one_waits_is_added_once(monkeypatch: pytest.MonkeyPatch) -> None:
    originals(3)
    waited: list[int] = []

    def turn() -> None:
        if not waited:
            waited.append(1)
            log.add_part()  # the other's

    monkeypatch.setattr(log, "take_turn", turn)
    grow()
    assert (log.log_size(), checked().faults, waited) == (3, [], [1])


def test_a_place_that_holds_no_hash_is_named() -> None:
    originals(2)
    grow()
    keep_root(day(1))
    Leaf.objects.filter(place=1).update(sha256="no hash")
    missing, root, unlogged = checked().faults[0], checked().faults[1], checked().unlogged
    assert "The original no hash, place 1 of the log, is missing." in missing
    assert "is not that of the log's first 2 places" in root
    assert unlogged == 1


def test_what_was_taken_out_and_came_again_is_missed_later() -> None:
    originals(1)
    grow()
    RemovedOriginal.note(Original.objects.all())
    Original.objects.all().delete()
    keep_root(day(1))
    assert (checked().removed, checked().faults) == (1, [])
    originals(1)
    keep_root(day(2))
    Original.objects.all().delete()
    assert (checked().removed, len(checked().faults)) == (0, 1)
