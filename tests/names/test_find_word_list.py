"""Words known by their sums."""

import gzip
from pathlib import Path

from articles.names.word_list import WordList, read_words


def test_words_are_known_and_others_not(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress("ада\nnino\nნინო".encode()))
    known = WordList(read_words(tmp_path / "a.gz"))
    assert [word in known for word in ("ада", "nino", "ნინო", "Nino", "", "ad")] == [True] * 3 + [False] * 3
    assert known.has_any(["x", "nino"])
    assert not known.has_any([])


def test_no_file_is_an_empty_list(tmp_path: Path) -> None:
    assert "a" not in WordList(read_words(tmp_path / "none.gz"))
