"""Extra extractors: asked for by name, replaced by ours where they are missing."""

import warnings

import pytest

from articles.names import extras
from articles.names.find import find_names

TEXT = "Об этом сообщил Сергей Петров."


@pytest.fixture(autouse=True)
def nothing_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(extras.VARIABLE, "crf")
    extras._loaded.cache_clear()


def test_a_missing_extra_falls_back_with_one_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(f"no {name}")

    monkeypatch.setattr(extras.importlib, "import_module", missing)
    extras.use("slovnet")
    with pytest.warns(UserWarning, match="extractor slovnet is not to be had"):
        assert [found.surface for found in find_names(TEXT, "ru")] == ["Сергей Петров"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert [found.extractor for found in find_names(TEXT, "ru")] == ["crf"]


def test_an_extra_marks_its_own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "_slovnet", lambda: extras.Extra("slovnet", "9", lambda text: [(16, 22)]))
    extras.use("slovnet")
    assert find_names(TEXT, "ru") == [(16, 22, "Сергей", "slovnet", "9")]
    assert [found.extractor for found in find_names("Mayor Karen Whitfield came.", "en")] == ["crf"]


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match="no extractor 'best'"):
        extras.use("best")
