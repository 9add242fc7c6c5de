"""The hashes of RFC 6962, by its own definition and by what others have published."""

from contextlib import suppress
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.integrity.merkle import EMPTY, leaf_hash, node_hash, path, root, root_of_path

# The eight leaves with which implementations of Certificate Transparency are tested, and the roots.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
HASHES = [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]


def by_definition(hashes: list[bytes]) -> bytes:
    if len(hashes) <= 1:
        return hashes[0] if hashes else sha256(b"").digest()
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return node_hash(by_definition(hashes[:split]), by_definition(hashes[split:]))


def test_roots_that_others_have_published():
    assert [root(HASHES[:n]).hex() for n in range(1, 9)] == ROOTS
    assert root([]) == EMPTY


@given(st.integers(0, 70))
def test_roots_by_the_definition(size: int):
    hashes = [leaf_hash(bytes([n])) for n in range(size)]
    assert root(hashes) == by_definition(hashes)


@given(st.integers(1, 70), st.data())
def test_a_proof_leads_to_the_root_and_to_no_other(size: int, data: st.DataObject):
    hashes = [leaf_hash(bytes([n])) for n in range(size)]
    index = data.draw(st.integers(0, size - 1))
    audit = path(index, hashes)
    assert root_of_path(hashes[index], index, size, audit) == root(hashes)
    other = data.draw(st.integers(0, size - 1))
    if other != index:
        with suppress(ValueError):
            assert root_of_path(hashes[index], other, size, audit) != root(hashes)


@given(st.integers(1, 40), st.integers(0, 3))
def test_subtrees_of_the_same_power_of_two_are_as_good_as_leaves(size: int, power: int):
    hashes = [leaf_hash(bytes([n])) for n in range(size)]
    width = 2**power
    tops = [root(hashes[n : n + width]) for n in range(0, size, width)]
    assert root(tops) == root(hashes)


def test_what_is_no_proof():
    audit = path(2, HASHES)
    for leaf, size, told in ((8, 8, audit), (2, 8, audit[:-1]), (2, 8, [*audit, EMPTY]), (-1, 8, audit)):
        with pytest.raises(ValueError, match=r"proof|tree"):
            root_of_path(HASHES[2], leaf, size, told)
