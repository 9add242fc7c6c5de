"""Extra extractors: asked for by name, replaced by ours where they are missing."""

import warnings
from types import SimpleNamespace
from typing import ClassVar

import pytest

from articles.names import extras
from articles.names.find import EXTRACTOR, VERSION, find_names

TEXT = "Об этом сообщил Сергей Петров."


@pytest.fixture(autouse=True)
def nothing_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(extras.VARIABLE, "crf")
    extras._loaded.cache_clear()


def test_a_missing_extra_falls_back_with_one_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(f"no {name}")

    find_names(TEXT, "ru")  # which reads its own lists
    monkeypatch.setattr(extras.importlib, "import_module", missing)
    extras.use("slovnet")
    with pytest.warns(UserWarning, match="extractor slovnet is not to be had"):
        assert [found.surface for found in find_names(TEXT, "ru")] == ["Сергей Петров"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert [found.extractor for found in find_names(TEXT, "ru")] == ["crf"]


def test_an_extra_that_does_not_exist_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    extras._unknown.cache_clear()
    monkeypatch.setenv(extras.VARIABLE, "Spacy")
    with pytest.warns(UserWarning, match=r"no extractor 'Spacy', only crf, slovnet, spacy"):
        assert [found.surface for found in find_names(TEXT, "ru")] == ["Сергей Петров"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        find_names(TEXT, "ru")


def an_extra(spans: list[extras.Span]) -> extras.Extra:
    return extras.Extra("slovnet", "9", lambda text: spans)


def test_an_opinion_is_laid_on_the_tokens() -> None:
    text = "Ann Lee of Acme came"
    person, other, none = extras._PERSON, extras._OTHER, extras._NO_NAME
    opinion = an_extra([(0, 7, True), (11, 15, False)]).opinion(text, [0, 4, 8, 11, 16])
    assert opinion == [person, person, none, other, none]
    assert an_extra([]).opinion(text, []) == []


def test_an_opinion_is_weighed_and_kept_with_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Вчера Гарант и Сергей Петров приехали."
    assert [found.surface for found in find_names(text, "ru")] == ["Сергей Петров"]
    monkeypatch.setattr(extras, "_OTHER", -99.0)
    monkeypatch.setattr(extras, "_PERSON", 99.0)
    monkeypatch.setattr(extras, "_slovnet", lambda: an_extra([(6, 12, True), (15, 28, False)]))
    extras.use("slovnet")
    assert find_names(text, "ru") == [(6, 12, "Гарант", "slovnet", f"9 + {EXTRACTOR} {VERSION}")]
    assert [found.extractor for found in find_names("Mayor Karen Whitfield came.", "en")] == ["crf"]


def test_spacy_reads_with_the_model_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    class Entity:
        start_char, end_char, label_ = 6, 21, "PERSON"

    class Pipeline:
        meta: ClassVar = {"lang": "en", "name": "small", "version": "3.8.0"}

        def __call__(self, text: str) -> object:
            return SimpleNamespace(ents=[Entity])

    def load(model: str, exclude: list[str]) -> Pipeline:
        assert model == "/models/small"
        return Pipeline()

    spacy = SimpleNamespace(load=load, util=SimpleNamespace(is_package=lambda name: False))
    monkeypatch.setattr(extras.importlib, "import_module", lambda name: spacy)
    monkeypatch.setenv(extras.SPACY_MODEL, "/models/small")
    extras.use("spacy")
    [found] = find_names("Mayor Karen Whitfield came.", "en")
    assert found == (6, 21, "Karen Whitfield", "spacy", f"en_small 3.8.0 + {EXTRACTOR} {VERSION}")


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match="no extractor 'best'"):
        extras.use("best")
