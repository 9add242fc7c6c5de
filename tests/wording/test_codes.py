"""Every code has its sentence, every parameter its place; and these are the sentences that stood before."""

import re
from importlib import import_module

import pytest
from django.utils import translation

from articles.text.codes import PARAMETERS, coded
from articles.wording.codes import SENTENCES, kind_worded, worded

before = import_module("articles.migrations._sentences")
TABLES = (before.DOUBTS, before.RULES, before.REASONS, before.STATUSES, before.REJECTIONS)

# One sentence of every kind that was stored before there were codes.
STORED = [
    (before.DOUBTS, sentence)
    for sentence in (
        "no date was found",
        "the dateline's date 2031-10-31 lies in the future",
        "the date is a guess among several: 66% likely",
        "'05/08/2008' can be read day first or month first",
        "no line is clearly the headline",
        "the headline is a guess: 8% likely",
        "a lead cut off in the middle stands above the text",
        "the page may be an index or a menu: little of it is one text",
        "the file is one line without a full stop",
        "the page may be a paywall's stub: it asks to subscribe and holds little text",
        "the stamp after the text may belong to the next item: its section is another",
        "another article with another text came from the same address",
        "less than a third of the earlier version's text is left",
    )
]
STORED += [
    (before.RULES, sentence)
    for sentence in (
        "hint",
        "dateline, city / date / agency",
        "the byline under the dateline",
        "the text of a plain file",
        "the prose of the page",
        "a byline",
        "a photo credit or a bare name above the text",
        "the headline again, as a block of its own above the text",
        "a short line above the headline",
        "a line set twice above the text",
        "the collector's prefix",
        "dateline",
        "date in the headline",
        "stamp",
        "the stamp at the start of the text",
        "date in the URL",
        "an agency's end mark",
        "the likeliest headline of a long page",
        "the most headline-like line above the text",
        "the line above a plain text",
        "a question that the text answers",
        "the page's title stands again",
        "a city in capitals above the text",
        "breadcrumb",
        "a section's name",
        "the dateline's credit",
        "folder named as a domain",
        "host of the URL",
        "stamp that agrees with the dateline",
    )
]
STORED += [
    (before.REASONS, sentence)
    for sentence in (
        "surname, as an editor said of it elsewhere in the article",
        "surname, and 1 person in common: Ararat Mirzoyan",
        "surname, and 3 people in common: Ararat Mirzoyan, Ali Karimov, Anna Petrova",
        "surname, and 12 people in common: Ararat Mirzoyan, Ali Karimov, Anna Petrova and 9 more",
        "perhaps Sergey Lavrov: surname, and 1 person in common: Ararat Mirzoyan",
        "same spelling",
        "no name",
        "a name in the archive is as near to one as to the other",
        "an editor keeps them apart",
        "one word in common only: same after romanising from Russian",
        "one is a woman's name, one a man's: nearly the same",
        "an initial only: similar after romanising from Armenian and Russian, without Ali, Bey",
        "same after romanising from Russian, without Владимирович",
        "similar, without de",
        "nearly the same",
    )
]
STORED += [
    (before.STATUSES, sentence)
    for sentence in (
        "the reader now rejects it: no article: nothing on the page is a text of sentences (reader 4)",
        "the reader no longer sees it on its page (reader 4)",
    )
]
STORED += [
    (before.REJECTIONS, sentence)
    for sentence in (
        "a link that leads out of the folder is not followed",
        "a link to a folder is not followed",
        "no permission to read it",
        "no such file",
        "not a regular file",
        "a damaged archive: file is not a zip file",
        "a damaged archive: no permission to read it",
        "its path leads out of the archive",
        "it unpacks to far more than its size; the rest was not read",
        "named in the manifest, but not among the files",
        "the text was encoded twice and cannot be made whole",
        "the file is binary, not text",
        "broken UTF-8 at byte 7",
        "the file is empty",
        "the file is HTML; the reader takes the visible text of a page",
        "the file's encoding cannot be told",
        "the file looks like cp1251 but is not, at byte 1,234",
        "the file claims to be utf-16 but is not",
        "the file is larger than 10,000,000 bytes",
        "no article: nothing on the page is a text of sentences",
        "the file holds no text",
        "no article: 23,456 lines are not one page",
        "the database refused it: value too long",
        "the process that read it died",
        "the reader failed: ValueError: so: it is",
    )
]


@pytest.mark.parametrize(("table", "sentence"), STORED)
def test_a_stored_sentence_becomes_a_code_that_says_the_same(table, sentence):
    code = before.code_of(sentence, table)
    assert code["code"] != "other"
    assert set(code) - {"code"} == set(PARAMETERS[code["code"]])
    assert worded(code) == sentence
    assert before.sentence_of(code, table) == sentence


def test_there_is_one_of_every_kind():
    kinds = {code for table in TABLES for code, _ in table}
    stored = [before.code_of(sentence, table) for table, sentence in STORED]
    inner = [one["like"] for one in stored if "like" in one]
    inner += [one["like"] for one in inner if "like" in one]
    assert {one["code"] for one in stored + inner} | {"match.similar", "match.same"} >= kinds
    assert {one["code"] for one in stored} <= kinds


def test_what_is_within_a_rejection_is_a_code_too():
    code = before.code_of("a damaged archive: no permission to read it", before.REJECTIONS)
    assert code == {"code": "archive.damaged", "why": {"code": "found.no_permission"}}
    code = before.code_of("the file looks like cp1251 but is not, at byte 1,234", before.REJECTIONS)
    assert code == {"code": "file.not_as_it_looks", "codec": "cp1251", "byte": 1234}


@pytest.mark.parametrize("table", TABLES)
def test_what_no_code_stands_for_is_kept_as_it_stands(table):
    for sentence in (
        "two dates disagree",
        "perhaps: who knows",
        "the date is a guess: x% likely",
        "100% sure",
    ):
        code = before.code_of(sentence, table)
        assert code == {"code": "other", "text": sentence}
        assert (worded(code), before.sentence_of(code, table)) == (sentence, sentence)


def test_quotes_of_another_kind_are_read_too():
    code = before.code_of('"5/8 at 8 o\'clock" can be read day first or month first', before.DOUBTS)
    assert code == {"code": "date.order", "stamp": "5/8 at 8 o'clock"}


def test_each_code_has_a_sentence_with_its_parameters():
    assert set(SENTENCES) == set(PARAMETERS)
    some = {"count": 2, "more": 3, "percent": 5, "people": ["A"], "languages": ["ru"], "words": ["B"]}
    for code, names in PARAMETERS.items():
        said = worded({"code": code} | {name: some.get(name, "x") for name in names})
        assert said != code
        assert "%(" not in said
        asked = set(re.findall(r"%\((\w+)\)", str(SENTENCES[code] if "count" not in names else "")))
        assert asked <= set(names)


def test_a_code_in_memory_and_as_stored_say_the_same():
    code = coded("surname.company_more", count=5, people=("A", "B", "C"), more=2)
    assert worded(code) == worded(code.as_json()) == "surname, and 5 people in common: A, B, C and 2 more"


def test_nothing_says_nothing_and_a_code_of_another_version_is_named():
    assert worded(None) == worded({}) == ""
    assert worded({"code": "date.of_tomorrow", "n": 1}) == "date.of_tomorrow"
    assert worded({"code": "date.guess"}) == "date.guess"


def test_it_is_worded_when_it_is_shown():
    code = coded("match.romanised", like=coded("match.same"), languages=("ru", "hy"))
    with translation.override("en"):
        assert worded(code) == "same after romanising from Russian and Armenian"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("date.none", "no date was found"),
        ("headline.guess", "the headline is a guess: …% likely"),
        ("html.too_crowded", "an element of the page has more than … attributes"),
        ("warc.too_broken", "more than … broken places; the rest was not read"),
        ("of.another_version", "of.another_version"),
    ],
)
def test_a_kind_in_words(code, said):
    assert kind_worded(code) == said


def test_every_kind_is_worded():
    """But for those whose words are all a parameter."""
    bare = {code for code in PARAMETERS if kind_worded(code) == code}
    assert bare == {code for code, sentence in SENTENCES.items() if isinstance(sentence, str)}


def test_the_fields_of_a_code_are_named():
    assert worded(coded("revision.handed_back", fields=("body", "published"))).endswith("body, published")


def test_an_editors_words_stay():
    assert worded("it was a zeppelin") == "it was a zeppelin"
