"""Reprints are found in every language, at once or anew; formulas are none."""

import datetime as dt
import json
import random
from collections.abc import Sequence

import pytest
from django.core.management import call_command

from articles.importing.storing import Fate
from articles.likeness import candidates, reprints
from articles.likeness.grouping import Pair, grouped
from articles.likeness.groups import with_reprints
from articles.likeness.reprints import begin_anew, due, find_all, find_reprints
from articles.likeness.signing import BANDS
from articles.models import Article, Band, Fingerprint, Reprint
from benchmarks.reprint_texts import ALIKE, TEXTS, reprint_of
from tests.factories import make_article
from tests.importing.test_storing import PAGE, bring

FOUND, JOINED, APART = Reprint.State.FOUND, Reprint.State.JOINED, Reprint.State.APART

OTHER = (
    "Heavy rain is coming from the west by Tuesday night, with snow above two thousand metres. Shepherds "
    "were told to bring their flocks down, since roads may close for a week or longer this time."
)


def cut(text: str) -> str:
    """The last third away, the first two words others."""
    words = text.split()
    return " ".join(["Agency", "news:", *words[2 : len(words) * 2 // 3]])


def pairs() -> set[tuple[int, int]]:
    return set(Reprint.objects.values_list("first", "second"))


def find() -> None:
    assert sum(find_all()) >= 0


@pytest.mark.django_db
@pytest.mark.parametrize("language", TEXTS)
def test_cut_texts_are_found_in_every_language(language: str) -> None:
    first = make_article(body=TEXTS[language], source="a.example", language=language)
    make_article(body=OTHER, source="b.example")
    second = make_article(headline="Else", body=cut(TEXTS[language]), source="c.example", language=language)
    find()
    [pair] = Reprint.objects.all()
    assert (pair.first, pair.second, pair.state) == (first, second, FOUND)
    assert 0.9 <= pair.similarity <= 1
    assert with_reprints(second) == [first, second]


@pytest.mark.django_db
def test_what_nobody_sees_hides_no_copy() -> None:
    first = make_article(body=TEXTS["en"], source="a.example")
    hidden = TEXTS["en"].replace("e", "e\u200b").replace("th", "t\u00adh\u2060")
    second = make_article(body=f"\ufeff{hidden}", source="b.example")
    find()
    assert Reprint.objects.get().similarity == 1
    assert with_reprints(second) == [first, second]


@pytest.mark.django_db
def test_the_earliest_comes_first_and_closed_ones_are_not_told() -> None:
    late = make_article(body=TEXTS["en"], source="a.example", date="2020-11-02")
    early = make_article(body=cut(TEXTS["en"]), source="b.example", date="2020-11-01")
    undated = make_article(body=TEXTS["en"], source="c.example", date=None)
    find()
    assert with_reprints(late) == [early, late, undated]
    Article.objects.filter(pk=early.pk).update(status=Article.Status.WITHDRAWN)
    assert with_reprints(late) == [late, undated]
    Article.objects.filter(pk=undated.pk).update(status=Article.Status.WITHDRAWN)
    assert with_reprints(late) == []


@pytest.mark.django_db
def test_an_import_finds_them_at_once() -> None:
    first = bring(source="kura.example").articles[0]
    stored = bring(PAGE.replace(b"six years", b"seven years"), source="araz.example")
    assert stored.fate is Fate.IMPORTED
    assert with_reprints(first) == [first, stored.articles[0]]
    assert not due().exists()


@pytest.mark.django_db
def test_a_changed_text_is_compared_again() -> None:
    first = make_article(body=TEXTS["en"], source="a.example")
    second = make_article(body=TEXTS["en"], source="b.example")
    find()
    assert not due().exists()
    second.body = OTHER
    second.save()
    assert list(due()) == [second]
    find()
    assert pairs() == set()
    assert with_reprints(first) == []
    assert Band.objects.filter(article=second).count() == BANDS


@pytest.mark.django_db(transaction=True)
def test_a_rebuild_that_was_broken_off_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for text in TEXTS.values():
        for source in ("a.example", "b.example", "c.example"):
            make_article(body=text, source=source)
    find()
    whole, groups = pairs(), set(Fingerprint.objects.values_list("pk", "group"))
    assert len(whole) == 3 * len(TEXTS)
    monkeypatch.setattr(reprints, "PIECE", 4)
    begin_anew()
    pieces = find_all()
    assert next(pieces) + next(pieces) == 8
    pieces.close()
    assert due().count() == 7
    begin_anew()
    assert due().count() == 7
    assert sum(find_all()) == 7
    assert pairs() == whole
    assert set(Fingerprint.objects.values_list("pk", "group")) == groups
    assert Band.objects.count() == 15 * BANDS


@pytest.mark.django_db(transaction=True)
def test_other_processes_hash_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    for text in TEXTS.values():
        for source in ("a.example", "b.example"):
            make_article(body=text, source=source)
    monkeypatch.setattr(reprints, "PIECE", 3)
    monkeypatch.setattr(reprints, "HELPERS", 1)
    find()
    alone = set(Reprint.objects.values_list("first", "second", "similarity"))
    assert len(alone) == len(TEXTS)
    bands = set(Band.objects.values_list("key", "article"))
    begin_anew()
    monkeypatch.setattr(reprints, "HELPERS", 2)
    find()
    assert set(Reprint.objects.values_list("first", "second", "similarity")) == alone
    assert set(Band.objects.values_list("key", "article")) == bands


@pytest.mark.django_db
def test_what_editors_decided_stays() -> None:
    one, two, three = (make_article(body=TEXTS["en"], source=f"{name}.example") for name in "abc")
    other = make_article(body=OTHER, source="d.example")
    Reprint.objects.create(first=one, second=two, similarity=0, state=APART)
    Reprint.objects.create(first=two, second=other, similarity=0, state=JOINED)
    for _ in range(2):
        begin_anew()
        find()
        assert set(Reprint.objects.exclude(state=FOUND).values_list("first", "second", "state")) == {
            (one.pk, two.pk, APART),
            (two.pk, other.pk, JOINED),
        }
        assert with_reprints(two) == [two, other] or with_reprints(two) == [two, three, other]
        assert two not in with_reprints(one)


@pytest.mark.django_db
def test_the_command_tells_each_group_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    late = make_article(body=TEXTS["ru"], source="a.example", date="2020-11-02")
    early = make_article(body=TEXTS["ru"], source="b.example", date="2020-11-01")
    make_article(body=OTHER)
    call_command("find_reprints", "--json")
    assert json.loads(capsys.readouterr().out) == {
        "articles": [early.public_id, late.public_id],
        "similarity": 1.0,
    }
    call_command("find_reprints", "--rebuild")
    assert "3 articles compared" in (out := capsys.readouterr().out)
    assert "groups of reprints: 1." in out


@pytest.mark.django_db
def test_planted_reprints_are_found_and_formulas_are_not() -> None:
    dice = random.Random(5)
    stories = [_story(dice) for _ in range(60)]
    made = [make_article(body=text, source="a.example") for text in stories]
    copies = [make_article(body=reprint_of(text, stories, dice), source="b.example") for text in stories]
    for make in ALIKE:
        for n in range(30):
            make_article(body=make(dice), source=f"{make.__name__}.example", date=dt.date(2020, 1, 1 + n))
    find()
    should = {(one.pk, other.pk) for one, other in zip(made, copies, strict=True)}
    found = pairs()
    assert len(found & should) >= 58
    assert found <= should


@pytest.mark.django_db
def test_the_rates_of_another_day_are_no_reprint() -> None:
    report = (
        "The traders of the old bazaar of Sheki sold a sack of {} kilos of flour for {} manats this morning, "
        "one of {} kilos of rice for {} manats, and a box of {} eggs for {} manats, as the office of prices "
        "has said in its daily letter, which hangs at the gate of the bazaar and is read out to those who "
        "cannot read it themselves."
    )
    make_article(body=report.format(40, 31, 25, 62, 180, 27), source="a.example")
    make_article(body=report.format(50, 33, 20, 48, 120, 19), source="b.example")
    same_day = make_article(body=report.format(50, 33, 20, 48, 120, 19), source="c.example")
    find()
    assert pairs() == {(same_day.pk - 1, same_day.pk)}


@pytest.mark.django_db
def test_of_a_crowded_band_the_newest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "NEWEST", 3)
    monkeypatch.setattr(reprints, "PIECE", 2)
    made = [make_article(body=TEXTS["en"], source=f"{n}.example") for n in range(7)]
    find()
    held = set(Band.objects.values_list("article", flat=True))
    assert held == {article.pk for article in made[-3:]}
    assert with_reprints(made[0]) == made


@pytest.mark.django_db
@pytest.mark.parametrize("words", [0, 2])
def test_a_text_that_very_many_have_is_one_story_however_it_came(
    monkeypatch: pytest.MonkeyPatch, words: int
) -> None:
    """Imported by few or many at once, or rebuilt; ``words`` of each copy are others."""
    monkeypatch.setattr(candidates, "NEWEST", 3)
    monkeypatch.setattr(candidates, "CANDIDATES", 2)
    dice = random.Random(3)
    made = []
    for n in range(12):
        copy = TEXTS["en"].split()
        for k in range(words):
            copy[dice.randrange(len(copy))] = f"word{n}{k}"
        made.append(make_article(body=" ".join(copy), source=f"{n % 5}.example").pk)
    for at_once in (1, 5, 12):
        for table in (Fingerprint, Reprint, Band):
            table.objects.all().delete()
        for at in range(0, len(made), at_once):
            find_reprints(made[at : at + at_once])
        assert set(Fingerprint.objects.values_list("group", flat=True)) == {made[0]}, at_once
        monkeypatch.setattr(reprints, "PIECE", at_once)
        begin_anew()
        find()
        assert set(Fingerprint.objects.values_list("group", flat=True)) == {made[0]}, at_once


def _story(dice: random.Random) -> str:
    """Twelve sentences of words that no other story has in this order."""
    syllables = ("ba", "de", "gi", "ko", "lu", "ma", "ne", "pi", "ro", "sa", "ti", "vo")

    def word() -> str:
        return "".join(dice.choices(syllables, k=dice.randrange(1, 4)))

    return " ".join(" ".join(word() for _ in range(14)).capitalize() + "." for _ in range(12))


@pytest.mark.parametrize(
    ("given", "groups"),
    [
        ([Pair(1, 2, 0.5, FOUND), Pair(2, 3, 0.5, FOUND)], [[1, 2, 3]]),
        ([Pair(1, 2, 0.5, FOUND), Pair(2, 3, 0.9, FOUND), Pair(1, 3, 0, APART)], [[2, 3]]),
        ([Pair(1, 2, 0, JOINED), Pair(2, 3, 0.9, FOUND), Pair(1, 3, 0, APART)], [[1, 2]]),
        ([Pair(1, 2, 0.9, APART)], []),
        ([Pair(1, 4, 0.9, FOUND), Pair(2, 3, 0.9, FOUND)], [[1, 4], [2, 3]]),
    ],
)
def test_groups(given: Sequence[Pair], groups: list[list[int]]) -> None:
    assert grouped(given) == groups


@pytest.mark.django_db
def test_nothing_to_compare_is_no_reprint() -> None:
    empty = [make_article(headline="", body="") for _ in range(2)]
    find_reprints([article.pk for article in empty])
    assert pairs() == set()
    assert not due().exists()
