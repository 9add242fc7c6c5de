import datetime as dt
import logging

import bagit as loc
import pytest

from articles.exporting import bagit

DAY = dt.date(2026, 11, 28)


@pytest.fixture
def bag(tmp_path):
    checksums = {
        path: bagit.write_file(tmp_path / path, data)
        for path, data in (("data/a.txt", b"one"), ("data/b/1 \n.txt", b"two two"))
    }
    bagit.finish(tmp_path, checksums, {"External-Identifier": "x"}, DAY)
    return tmp_path


def test_the_library_of_congress_finds_it_valid(bag):
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    assert loc.Bag(str(bag)).validate() is True
    assert (bag / "bag-info.txt").read_text() == (
        "External-Identifier: x\nBagging-Date: 2026-11-28\nPayload-Oxum: 10.2\n"
    )


def test_a_bag_of_theirs_is_one_for_us(tmp_path):
    (tmp_path / "a.txt").write_text("one")
    loc.make_bag(str(tmp_path), checksums=["sha256"])
    seen = []
    bagit.check(tmp_path, lambda done, total: seen.append((done, total)))
    assert seen == [(3, 3)]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda bag: (bag / "data/a.txt").write_text("onE"), r"data/a.txt is damaged"),
        (lambda bag: (bag / "data/a.txt").unlink(), r"data/a.txt is missing"),
        (lambda bag: (bag / "data/c.txt").write_text("x"), r"data/c.txt is not named in manifest-sha256.txt"),
        (lambda bag: (bag / "bag-info.txt").write_text("x"), r"bag-info.txt is damaged"),
        (lambda bag: (bag / "manifest-sha256.txt").write_text("x"), r"manifest-sha256.txt is damaged"),
        (lambda bag: (bag / "bagit.txt").unlink(), r"it has no bagit.txt"),
    ],
)
def test_what_is_wrong_is_named(bag, spoil, message):
    spoil(bag)
    with pytest.raises(bagit.BagError, match=message):
        bagit.check(bag)


def test_a_path_that_leads_out_is_refused(bag):
    (bag / "tagmanifest-sha256.txt").unlink()
    digest = "0" * 64
    with (bag / "manifest-sha256.txt").open("a") as manifest:
        manifest.write(f"{digest}  ../secret.txt\n")
    with pytest.raises(bagit.BagError, match=r"'../secret.txt', which is not below data/"):
        bagit.check(bag)
    (bag / "manifest-sha256.txt").write_text(f"{digest}  data/../../secret.txt\n")
    with pytest.raises(bagit.BagError):
        bagit.check(bag)
