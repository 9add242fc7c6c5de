"""What any engine must do. The test class of one inherits `EngineContract` and gives the fixture `engine`."""

import datetime as dt
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from articles.search.documents import IndexedArticle, IndexedMention, make_document
from articles.search.engine import (
    BEGINNING,
    Engine,
    FacetCount,
    IndexBusy,
    IndexMissing,
    Reader,
    Request,
    Results,
)
from articles.search.parsing import parse
from articles.search.query import UNKNOWN, Query, Sort
from articles.search.tree import And, Choice, Days, Node, Not, Or, Word

EMPTY = IndexedArticle(
    id=0,
    language="en",
    source=None,
    section=None,
    place=None,
    headline="",
    caption="",
    byline="",
    body="",
    published_from=None,
    published_until=None,
    precision="",
    published_at=None,
    mentions=(),
)


def article(
    number: int,
    body: str = "",
    date: dt.date | None = None,
    until: dt.date | None = None,
    people: Iterable[int] = (),
    **fields: Any,
) -> IndexedArticle:
    """An article of day precision, or of month precision where `until` is given."""
    if date:
        fields |= {
            "published_from": date,
            "published_until": until or date + dt.timedelta(days=1),
            "published_at": dt.datetime.combine(date, dt.time(), dt.UTC),
            "precision": "month" if until else "day",
        }
    mentions = tuple(IndexedMention("body", 0, 1, "", person) for person in people)
    return replace(EMPTY, id=number, body=body, mentions=mentions, **fields)


def change(engine: Engine, *articles: IndexedArticle, delete: Iterable[int] = ()) -> None:
    with engine.writing():
        writer = engine.writer()
        for number in delete:
            writer.delete(number)
        for one in articles:
            writer.put(make_document(one))
        assert not writer.commit()
        writer.close()


def begin(engine: Engine, *articles: IndexedArticle) -> Reader:
    """An index of articles, in place of the one in use."""
    with engine.writing():
        draft = engine.begin()
        writer = draft.writer()
        for one in articles:
            writer.add(make_document(one))
        assert not writer.commit()
        writer.close()
        draft.switch()
    return engine.reader()


class EngineContract:
    @pytest.fixture
    def engine(self) -> Engine:
        """One without an index, which nobody else uses."""
        raise NotImplementedError

    @pytest.fixture
    def index(self, engine: Engine) -> Callable[..., Reader]:
        """Makes an index of articles and opens it."""
        return lambda *articles: begin(engine, *articles)

    @staticmethod
    def ask(reader: Reader, text: str = "", tree: Node | None = None, **options: Any) -> Results:
        """Options are those of a Query or of a Request."""
        of_query = {key: value for key, value in options.items() if key in Query.__dataclass_fields__}
        of_request = {key: value for key, value in options.items() if key not in of_query}
        request = Request(Query(text, **of_query), tree or parse(text).tree, **of_request)
        return reader.search(request)

    def ids(self, reader: Reader, text: str = "", **options: Any) -> list[int]:
        return [hit.article_id for hit in self.ask(reader, text, **options).hits]

    # Writing

    def test_an_article_put_twice_is_one_document(self, index: Callable[..., Reader], engine: Engine) -> None:
        index(article(1, "war"), article(2, "peace"))
        change(engine, article(1, "treaty"))
        reader = engine.reader()
        assert reader.count() == 2
        assert self.ids(reader, "war") == []
        assert self.ids(reader, "treaty") == [1]

    def test_an_edit_moves_an_article_in_hits_facets_histogram_and_digests(
        self, index: Callable[..., Reader], engine: Engine
    ) -> None:
        index(
            article(1, "war", dt.date(2020, 10, 1), source=1, people=[7]),
            article(2, "war", dt.date(2020, 10, 2), source=1),
        )
        edited = article(1, "war", dt.date(2021, 1, 5), source=2, people=[8])
        change(engine, edited)
        reader = engine.reader()
        results = self.ask(reader, "war", facets=("source", "person"), histogram="month", sort=Sort.NEWEST)
        assert [hit.article_id for hit in results.hits] == [1, 2]
        assert results.facets == {
            "source": (FacetCount(1, 1), FacetCount(2, 1)),
            "person": (FacetCount(8, 1),),
        }
        assert results.histogram == ((202010, 1), (202101, 1))
        assert list(reader.digests(1, 1)) == [(1, make_document(edited).digest)]
        change(engine, delete=[1])
        assert self.ask(engine.reader(), "war", facets=("person",)).facets == {"person": ()}

    def test_a_reader_sees_commits_after_refresh(self, index: Callable[..., Reader], engine: Engine) -> None:
        reader = index(article(1, "war"))
        change(engine, article(2, "war"), delete=[1])
        reader.refresh()
        assert self.ids(reader, "war") == [2]

    def test_what_was_not_committed_is_not_there(self, index: Callable[..., Reader], engine: Engine) -> None:
        reader = index(article(1, "war"))
        with engine.writing():
            writer = engine.writer()
            writer.put(make_document(article(2, "war")))
            writer.close()
        reader.refresh()
        assert self.ids(reader, "war") == [1]

    def test_one_writes_at_a_time(self, engine: Engine) -> None:
        def refused() -> bool:
            try:
                with engine.writing(wait=False):
                    return False
            except IndexBusy:
                return True

        with ThreadPoolExecutor(1) as other:
            with engine.writing():
                assert other.submit(refused).result()
            assert not other.submit(refused).result()

    def test_without_an_index_all_say_what_to_do(self, engine: Engine) -> None:
        assert not engine.exists()
        assert engine.problem() == "There is no search index. Run: manage.py index rebuild"
        for ask in (engine.reader, engine.writer, lambda: engine.reading().__enter__()):
            with pytest.raises(IndexMissing, match=r"Run: manage\.py index rebuild"):
                ask()

    def test_a_draft_is_seen_after_the_switch_only(
        self, index: Callable[..., Reader], engine: Engine
    ) -> None:
        index(article(1, "war"))
        with engine.writing():
            draft = engine.begin()
            writer = draft.writer()
            writer.add(make_document(article(2, "war")))
            writer.commit()
            assert self.ids(engine.reader(), "war") == [1]
            writer.close()
            draft.switch()
        assert self.ids(engine.reader(), "war") == [2]
        assert (engine.exists(), engine.problem()) == (True, None)
        change(engine, article(3, "war"))
        with engine.reading() as reader:
            assert set(self.ids(reader, "war")) == {2, 3}

    def test_a_draft_that_was_broken_off_is_forgotten(
        self, index: Callable[..., Reader], engine: Engine
    ) -> None:
        index(article(1, "war"))
        with engine.writing():
            writer = engine.begin().writer()
            writer.add(make_document(article(2, "war")))
            writer.commit()
            writer.close()
        assert self.ids(engine.reader(), "war") == [1]
        begin(engine, article(3, "war"))
        assert self.ids(engine.reader(), "war") == [3]

    def test_digests(self, index: Callable[..., Reader]) -> None:
        articles = [article(number, f"text {number}") for number in (1, 5, 9)]
        reader = index(*articles)
        digests = {one.id: make_document(one).digest for one in articles}
        assert list(reader.digests(1, 100)) == [(1, digests[1]), (5, digests[5]), (9, digests[9])]
        assert [number for number, _ in reader.digests(2, 8)] == [5]
        assert list(reader.digests(10, 20)) == []

    # Words

    def test_words_must_all_match(self, index: Callable[..., Reader]) -> None:
        reader = index(article(1, "war and peace"), article(2, "war"), article(3, "peace"))
        assert self.ids(reader, "war peace") == [1]
        assert set(self.ids(reader, "war OR peace")) == {1, 2, 3}
        assert self.ids(reader, "war -peace") == [2]
        assert self.ids(reader, "-war") == [3]
        assert self.ids(reader, "-war -peace") == []
        assert set(self.ids(reader, "(war OR peace) -and")) == {2, 3}
        assert set(self.ids(reader, "-war OR -peace")) == {2, 3}

    def test_phrases(self, index: Callable[..., Reader]) -> None:
        reader = index(
            article(1, "the prime minister of state"),
            article(2, "minister prime"),
            article(3, "prime", headline="minister"),
            article(4, "prime former minister"),
        )
        assert self.ids(reader, '"prime minister"') == [1]
        assert self.ids(reader, '"minister of state"') == [1]
        assert set(self.ids(reader, '"prime minister"~1')) >= {1, 4}
        assert 2 not in self.ids(reader, '"prime minister"~1')

    def test_a_phrase_does_not_reach_across_texts(self, index: Callable[..., Reader]) -> None:
        reader = index(article(1, "minister", headline="prime"))
        assert self.ids(reader, '"prime minister"') == []

    def test_prefixes(self, index: Callable[..., Reader]) -> None:
        reader = index(article(1, "Karabakh"), article(2, "karate"), article(3, "car"))
        assert set(self.ids(reader, "kara*")) == {1, 2}
        assert self.ids(reader, "KARAB*") == [1]

    def test_other_spellings(self, index: Callable[..., Reader]) -> None:
        reader = index(article(1, "nagorno"), article(2, "nagorny"), article(3, "narodny"))
        assert set(self.ids(reader, "nagorno~")) == {1, 2}
        assert set(self.ids(reader, "nagorno~2")) == {1, 2}
        assert self.ids(reader, "nagorno") == [1]

    def test_words_of_several_parts_are_phrases(self, index: Callable[..., Reader]) -> None:
        reader = index(article(1, "at 12:30 exactly"), article(2, "30 12"), article(3, "the w/o way"))
        assert self.ids(reader, "12:30") == [1]
        assert self.ids(reader, "w/o") == [3]

    def test_the_headline_alone(self, index: Callable[..., Reader]) -> None:
        reader = index(article(1, "x", headline="War ended"), article(2, "war", headline="Peace"))
        assert self.ids(reader, "headline:war") == [1]
        assert self.ids(reader, 'headline:"war ended"') == [1]
        assert self.ids(reader, "headline:wars") == [1]

    def test_the_headline_counts_more(self, index: Callable[..., Reader]) -> None:
        reader = index(
            article(1, "the war went on in the fields", headline="Something else"),
            article(2, "it went on in the fields", headline="Something of war"),
        )
        assert self.ids(reader, "war") == [2, 1]

    def test_words_that_stand_together_come_first(self, index: Callable[..., Reader]) -> None:
        apart = "Kamala Harris met Chris Evans and Mary Harris and then Chris Smith in the town"
        together = "In the town a man who is called Chris Harris met Evans and Smith and Mary Lee and then"
        reader = index(article(1, together), article(2, apart), article(3, apart))
        assert self.ids(reader, "Chris Harris") == [1, 3, 2]
        assert self.ids(reader, "Harris Chris") == [3, 2, 1]
        assert self.ids(reader, "headline:Chris headline:Harris") == []

    @pytest.mark.parametrize(
        ("language", "written", "asked"),
        [
            ("en", "governments", "government"),
            ("ru", "войны", "война"),
            ("ru", "Алиева", "Алиев"),
            ("tr", "kadınlar", "kadın"),
            ("tr", "Türkiye'nin", "türkiye"),
            ("az", "prezidentinin", "prezident"),
            ("hy", "կառավարությունը", "կառավարություն"),
            ("ka", "მთავრობამ", "მთავრობა"),
        ],
    )
    def test_inflections(self, index: Callable[..., Reader], language: str, written: str, asked: str) -> None:
        reader = index(article(1, written, language=language))
        for query in (asked, asked.upper(), asked.lower(), asked.title()):
            assert self.ids(reader, query) == [1]
        assert self.ids(reader, f'"{asked}"') == ([1] if "'" in written else [])

    def test_another_word_is_no_inflection(self, index: Callable[..., Reader]) -> None:
        reader = index(article(1, "войн", language="ru"), article(2, "воин", language="ru"))
        assert self.ids(reader, "война") == [1]

    def test_a_stem_is_one_in_its_language_only(self, index: Callable[..., Reader]) -> None:
        """Without its last vowel, an Azerbaijani ending, ``time`` would be Tim."""
        reader = index(article(1, "tim spoke"), article(2, "the time came"))
        assert self.ids(reader, "time") == [2]

    def test_accents_are_optional(self, index: Callable[..., Reader]) -> None:
        reader = index(article(1, "Türkiyə Şuşa Ёлка İstanbul"))
        for query in ("turkiye", "susa", "елка", "istanbul", "ISTANBUL", "TÜRKİYƏ"):
            assert self.ids(reader, query) == [1]

    def test_an_inflection_ranks_below_the_word(self, index: Callable[..., Reader]) -> None:
        reader = index(article(1, "the wars here"), article(2, "the war here"))
        results = self.ask(reader, "war")
        assert [(hit.article_id, hit.matched) for hit in results.hits] == [(2, "words"), (1, "stems")]
        assert self.ids(reader, "war", exact=True) == [2]

    def test_a_rare_language_does_not_win(self, index: Callable[..., Reader]) -> None:
        """The same text in a language of which there is little must not look more important."""
        english = [article(number, "the president spoke at length") for number in range(1, 40)]
        reader = index(*english, article(40, "the president spoke at length", language="tr"))
        scores = {hit.article_id: hit.score for hit in self.ask(reader, "president", limit=50).hits}
        assert scores[40] <= scores[1] * 1.01

    # Names in other letters

    def test_a_name_is_found_in_other_letters(self, index: Callable[..., Reader]) -> None:
        reader = index(
            article(1, "said Yevgeny Buzhinsky"),
            article(2, "сказал Бужинский", language="ru"),
            article(3, "x"),
        )
        results = self.ask(reader, "Buzhinsky")
        assert [(hit.article_id, hit.matched) for hit in results.hits] == [(1, "words"), (2, "keys")]
        results = self.ask(reader, "Бужинский")
        assert [(hit.article_id, hit.matched) for hit in results.hits] == [(2, "words"), (1, "keys")]
        assert self.ids(reader, "Buzhinsky", exact=True) == [1]
        assert self.ids(reader, '"Buzhinsky"') == [1]

    def test_a_name_in_other_letters_excludes_nothing(self, index: Callable[..., Reader]) -> None:
        reader = index(article(1, "war Buzhinsky"), article(2, "war Бужинский", language="ru"))
        assert self.ids(reader, "war -Buzhinsky") == [2]

    def test_what_is_found_is_told_by_kind(self, index: Callable[..., Reader]) -> None:
        reader = index(
            article(1, "war Buzhinsky price"),
            article(2, "wars Buzhinsky"),
            article(3, "war Бужинский prices", language="ru"),
            article(4, "war"),
        )
        found = self.ask(reader, "war Buzhinsky", by_kind=True)
        assert (found.total, found.by_kind) == (3, {"words": 1, "stems": 1, "keys": 1})
        # Excluded are prices, too; what holds them is no hit as typed.
        found = self.ask(reader, "war -price", by_kind=True)
        assert (found.total, found.by_kind) == (2, {"words": 1, "stems": 1, "keys": 0})

    # Filters, facets, histogram

    def shelf(self, index: Callable[..., Reader]) -> Reader:
        return index(
            article(1, "war", dt.date(2020, 10, 1), source=1, section=1, place=1, people=[7], language="en"),
            article(2, "war", dt.date(2020, 10, 31), source=1, section=2, people=[7, 8], language="ru"),
            article(3, "war", dt.date(2020, 11, 1), source=2, section=2, place=1, language="ru"),
            article(4, "war", dt.date(2020, 10, 1), dt.date(2020, 11, 1), source=2),
            article(5, "war", people=[8]),
        )

    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            ({}, {1, 2, 3, 4, 5}),
            ({"sources": (1,)}, {1, 2}),
            ({"sources": (1, 2)}, {1, 2, 3, 4}),
            ({"sources": (UNKNOWN,)}, {5}),
            ({"sections": (2,)}, {2, 3}),
            ({"sections": (UNKNOWN,)}, {4, 5}),
            ({"places": (1,)}, {1, 3}),
            ({"places": (UNKNOWN, 1)}, {1, 2, 3, 4, 5}),
            ({"persons": (8,)}, {2, 5}),
            ({"persons": (7, 8)}, {1, 2, 5}),
            ({"languages": ("ru",)}, {2, 3}),
            ({"sources": (1,), "languages": ("ru",)}, {2}),
            ({"date_from": dt.date(2020, 10, 31)}, {2, 3, 4}),
            ({"date_to": dt.date(2020, 10, 31)}, {1, 2, 4}),
            ({"date_from": dt.date(2020, 10, 5), "date_to": dt.date(2020, 10, 6)}, {4}),
            ({"date_from": dt.date(2020, 11, 2)}, set()),
            ({"date_to": dt.date(1, 1, 1)}, set()),
            ({"undated": True}, {5}),
        ],
    )
    @pytest.mark.parametrize("text", ["", "war"])
    def test_filters(
        self, index: Callable[..., Reader], options: dict[str, Any], expected: set[int], text: str
    ) -> None:
        results = self.ask(self.shelf(index), text, **options)
        assert {hit.article_id for hit in results.hits} == expected
        assert results.total == len(expected)

    def test_filters_within_the_tree(self, index: Callable[..., Reader]) -> None:
        reader = self.shelf(index)
        start = dt.date(2020, 11, 1).toordinal()
        tree = Or((Choice("source", (1,)), Days(start, None)))
        assert set(self.ids(reader, tree=tree)) == {1, 2, 3}
        assert self.ids(reader, tree=Choice("source", ())) == []
        assert self.ids(reader, tree=Days(None, 1)) == []
        assert self.ids(reader, tree=Days(dt.date.max.toordinal() + 1, None)) == []
        assert set(self.ids(reader, tree=Or((Choice("person", (7,)), Word("nothing"))))) == {1, 2}

    def test_what_is_left_out_is_neither_found_nor_counted(self, index: Callable[..., Reader]) -> None:
        reader = self.shelf(index)
        tree = And((Not(Choice("source", (1,))), Not(Choice("person", (9,)))))
        found = self.ask(reader, tree=tree, facets=("source", "language"), histogram="year", by_kind=True)
        assert {hit.article_id for hit in found.hits} == {3, 4, 5}
        assert found.facets["source"] == (FacetCount(2, 2), FacetCount(UNKNOWN, 1))
        assert found.histogram == ((2020, 2),)
        tree = And((Word("war"), Not(Choice("language", ("ru",))), Not(Choice("source", (UNKNOWN,)))))
        assert set(self.ids(reader, tree=tree)) == {1, 4}
        assert set(self.ids(reader, tree=tree, languages=("ru",))) == set()

    def test_facets(self, index: Callable[..., Reader]) -> None:
        results = self.ask(
            self.shelf(index), "war", facets=("source", "section", "language", "place", "person")
        )
        assert results.facets == {
            "source": (FacetCount(1, 2), FacetCount(2, 2), FacetCount(UNKNOWN, 1)),
            "section": (FacetCount(UNKNOWN, 2), FacetCount(2, 2), FacetCount(1, 1)),
            "language": (FacetCount("en", 3), FacetCount("ru", 2)),
            "place": (FacetCount(UNKNOWN, 3), FacetCount(1, 2)),
            "person": (FacetCount(7, 2), FacetCount(8, 2)),
        }

    def test_of_as_many_the_lower_number_is_first(self, index: Callable[..., Reader]) -> None:
        shelf = index(*(article(n, "war", source=source) for n, source in ((1, 10), (2, 9), (3, 100))))
        results = self.ask(shelf, "war", facets=("source",))
        assert [count.value for count in results.facets["source"]] == [9, 10, 100]

    def test_a_facet_ignores_its_own_choice_only(self, index: Callable[..., Reader]) -> None:
        results = self.ask(self.shelf(index), "war", facets=("source", "language"), sources=(2,))
        assert results.total == 2
        assert results.facets["source"] == (FacetCount(1, 2), FacetCount(2, 2), FacetCount(UNKNOWN, 1))
        assert results.facets["language"] == (FacetCount("en", 1), FacetCount("ru", 1))

    def test_a_chosen_value_is_among_the_counts(self, index: Callable[..., Reader]) -> None:
        results = self.ask(self.shelf(index), facets=("section",), facet_limit=1, sections=(1,))
        assert results.facets["section"] == (FacetCount(UNKNOWN, 2), FacetCount(1, 1))

    def test_so_are_several(self, index: Callable[..., Reader]) -> None:
        results = self.ask(self.shelf(index), facets=("section",), facet_limit=1, sections=(1, 2, 99))
        assert results.facets["section"] == (
            FacetCount(UNKNOWN, 2),
            FacetCount(2, 2),
            FacetCount(1, 1),
            FacetCount(99, 0),
        )

    def test_an_unknown_facet(self, index: Callable[..., Reader]) -> None:
        with pytest.raises(ValueError, match="colour"):
            self.ask(self.shelf(index), facets=("colour",))

    @pytest.mark.parametrize(
        ("step", "expected"),
        [
            ("year", ((2020, 4),)),
            ("month", ((202010, 3), (202011, 1))),
            ("day", ((20201001, 1), (20201031, 1), (20201101, 1))),
        ],
    )
    def test_histogram(
        self, index: Callable[..., Reader], step: str, expected: tuple[tuple[int, int], ...]
    ) -> None:
        assert self.ask(self.shelf(index), "war", histogram=step).histogram == expected

    # Order and pages

    def test_newest_and_oldest(self, index: Callable[..., Reader]) -> None:
        reader = index(
            article(1, "war", dt.date(2020, 10, 2)),
            article(2, "war", dt.date(1900, 1, 1)),
            article(3, "war"),
            article(4, "war", dt.date(2020, 10, 2)),
        )
        assert self.ids(reader, "war", sort=Sort.NEWEST) == [4, 1, 2, 3]
        assert self.ids(reader, "war", sort=Sort.OLDEST)[:3] == [2, 1, 4]
        assert self.ids(reader, "war", sort=Sort.OLDEST)[3] == 3
        assert self.ids(reader, "") == [4, 1, 2, 3]

    @pytest.mark.parametrize("text", ["-peace", "wa*", "-peace -treaty", "(wa* OR tre*)"])
    def test_what_knows_no_relevance_is_in_order_of_time(
        self, index: Callable[..., Reader], text: str
    ) -> None:
        reader = index(
            article(1, "war", dt.date(2020, 10, 2)),
            article(2, "war and wares and wardens", dt.date(2020, 10, 1)),
            article(3, "war", dt.date(2020, 10, 3)),
        )
        assert self.ids(reader, text) == [3, 1, 2]

    def test_equal_scores_are_in_order_of_ids(self, index: Callable[..., Reader], engine: Engine) -> None:
        """Also across commits, and across the pages of a long run of equals."""
        numbers = [5, 3, 9, 1, 7, *range(20, 180)]
        index(*(article(number, "war") for number in numbers[:3]))
        for at in range(3, len(numbers), 50):
            change(engine, *(article(number, "war") for number in numbers[at : at + 50]))
        reader = engine.reader()
        expected = sorted(numbers, reverse=True)
        assert self.ids(reader, "war", limit=500) == expected
        pages = [self.ids(reader, "war", offset=offset, limit=7) for offset in range(0, len(numbers), 7)]
        assert [number for page in pages for number in page] == expected
        assert self.ids(reader, "war", offset=len(numbers), limit=7) == []

    @pytest.mark.parametrize("sort", list(Sort))
    @pytest.mark.parametrize("text", ["", "war", "wa*"])
    def test_paging_to_the_end_gives_all_hits_once(
        self, index: Callable[..., Reader], text: str, sort: Sort
    ) -> None:
        """Scores, days and missing dates in runs that are longer and shorter than a page."""
        reader = index(
            *(
                article(n, "war " * (n % 3 + 1), dt.date(2020, 10, n % 5 + 1) if n % 7 else None)
                for n in range(1, 301)
            )
        )
        whole = self.ask(reader, text, sort=sort, limit=300)
        pages = [self.ask(reader, text, sort=sort, offset=at, limit=23) for at in range(0, 320, 23)]
        hits = [hit for page in pages for hit in page.hits]
        assert {page.total for page in pages} == {300}
        assert [hit.article_id for hit in hits] == [hit.article_id for hit in whole.hits]
        assert sorted(hit.article_id for hit in hits) == list(range(1, 301))
        assert self.ids(reader, text, sort=sort, offset=299, limit=23) == [whole.hits[-1].article_id]
        assert self.ids(reader, text, sort=sort, offset=10_000, limit=23) == []

    def test_all_ids_are_given_in_their_order(self, engine: Engine) -> None:
        numbers = [9, 2, 2**40, 7, 4]
        begin(engine, *(article(n, "war" if n != 4 else "peace", source=n % 2 or None) for n in numbers))
        change(engine, article(3, "war"), delete=[7])

        def ids(text: str, **query: Any) -> list[int]:
            asked = Request(Query(text, **query), parse(text).tree, limit=1, offset=3)
            return list(engine.reader().ids(asked))

        assert ids("") == [2, 3, 4, 9, 2**40]
        assert ids("war") == [2, 3, 9, 2**40]
        assert ids("war", sources=(1,)) == [9]
        assert ids("war -peace", sources=(UNKNOWN,)) == [2, 3, 2**40]
        assert ids("nothing") == []

    @pytest.mark.parametrize("text", ["", "war"])
    @pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
    def test_after_a_hit_comes_the_next_whatever_was_added_or_taken_away(
        self, engine: Engine, text: str, sort: Sort
    ) -> None:
        days = [dt.date(2020, 10, 1) + dt.timedelta(days=n % 7) for n in range(60)]
        before = [article(n, "war", days[n] if n % 4 else None) for n in range(1, 60)]
        before.append(article(60, "war", dt.date(1500, 1, 1)))
        begin(engine, *before)
        expected = self.ids(engine.reader(), text, sort=sort, limit=100)
        dated = [n for n in expected if n % 4 or n == 60]
        undated = sorted((n for n in expected if n not in dated), reverse=sort is Sort.NEWEST)
        seen: list[int] = []
        after, turn = BEGINNING, 0
        while hits := self.ask(engine.reader(), text, sort=sort, limit=7, after=after).hits:
            seen += [hit.article_id for hit in hits]
            assert hits[-1].position is not None
            after = hits[-1].position
            turn += 1
            change(engine, article(100 + turn, "war", days[turn] if turn % 2 else None), delete=[seen[0]])
        assert [n for n in seen if n < 100] == dated + undated
        assert len(set(seen)) == len(seen)

    def test_after_a_hit_the_total_and_the_facets_are_of_all(self, index: Callable[..., Reader]) -> None:
        reader = self.shelf(index)
        first = self.ask(reader, "war", sort=Sort.NEWEST, limit=2, after=BEGINNING)
        rest = self.ask(reader, "war", sort=Sort.NEWEST, limit=9, after=first.hits[-1].position)
        assert (first.total, rest.total, len(first.hits), len(rest.hits)) == (5, 5, 2, 3)
        assert {hit.matched for hit in (*first.hits, *rest.hits)} == {"words"}

    def test_it_says_when_it_was_changed(self, index: Callable[..., Reader]) -> None:
        assert abs(self.shelf(index).changed_at() - time.time()) < 60

    def test_no_limit_is_too_small(self, index: Callable[..., Reader]) -> None:
        results = self.ask(self.shelf(index), "war", limit=0)
        assert (results.total, results.hits) == (5, ())

    def test_an_empty_index(self, index: Callable[..., Reader]) -> None:
        results = self.ask(index(), "war", facets=("source",), histogram="year")
        assert (results.total, results.hits, results.facets, results.histogram) == (0, (), {"source": ()}, ())

    # Words of the index

    def test_frequencies_and_completions(self, index: Callable[..., Reader]) -> None:
        reader = index(article(1, "karabakh karate"), article(2, "karabakh"), article(3, "other"))
        assert reader.frequency("karabakh") == 2
        assert reader.frequency("nothing") == 0
        assert list(reader.completions("kara", 5)) == [("karabakh", 2), ("karate", 1)]
        assert list(reader.completions("kara", 1)) == [("karabakh", 2)]

    def test_hostile_texts(self, index: Callable[..., Reader]) -> None:
        reader = index(article(1, "x" * 200_000 + " \ud800 \x00 war", headline="\u202e" + "é" * 100_000))
        assert self.ids(reader, "war") == [1]
