"""Composed pages: their labels are exact, their words for trying are none of those that teach."""

from __future__ import annotations

import pytest

from training.furnished import LANGUAGES, LEARNED, TRIED, composed, words_of
from training.pages import SHARED

needs_texts = pytest.mark.skipif(not (SHARED / "corpora").exists(), reason="needs ../shared/corpora")
KINDS = {"menu", "service", "values", "share", "credit", "byline", "related", "popular", "inserted"}
KINDS |= {"comments", "foot", "notice", "names", "places"}
COMMON = {"months"}  # a language has no others
ADDRESSES = {"Facebook", "Telegram", "WhatsApp", "RSS"}


def test_both_files_have_all_kinds_in_all_languages() -> None:
    for which in (LEARNED, TRIED):
        assert tuple(words_of(which)) == LANGUAGES
        for words in words_of(which).values():
            assert set(words) == KINDS | COMMON | {"tags"}
            assert len(words["months"]) == 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_for_trying_teaches(language: str) -> None:
    learned, tried = words_of(LEARNED)[language], words_of(TRIED)[language]
    taught = {word for kind in KINDS for word in learned[kind]} | {learned["tags"]}
    assert not taught & {word for kind in KINDS for word in tried[kind]}
    assert tried["tags"] not in taught
    assert not ADDRESSES & {word for kind in KINDS for word in tried[kind]}


@needs_texts
def test_a_page_is_the_same_every_time_and_its_labels_say_where_things_stand() -> None:
    pages = list(composed(TRIED, 3))
    assert pages == list(composed(TRIED, 3))
    assert [page.language for page in pages] == [language for language in LANGUAGES for _ in range(3)]
    for page in pages:
        assert page.lines[page.headline]
        assert page.headline < page.body[0]
        assert list(page.body) == sorted(set(page.body))
        assert len(page.text.split("\n")) == len(page.lines)


@needs_texts
def test_no_document_is_for_both() -> None:
    learned = {page.lines[page.headline] for page in composed(LEARNED, 40)}
    assert not learned & {page.lines[page.headline] for page in composed(TRIED, 40)}
