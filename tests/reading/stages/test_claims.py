"""Lines that are something by themselves, and prose and headlines that only begin like them."""

from __future__ import annotations

import pytest

from articles.reading.model import Item
from articles.reading.reader import read
from articles.reading.signs.marks import byline_of, is_photo_credit

TEXT = [
    "The minister said on Monday that the road to the north opens on Tuesday, after two weeks of work.",
    "The police agreed with him, and so did the mayor of the town, who had asked for lorries to go first.",
    "It was closed after the flood in April, which took away two bridges and a mill below the town, he said.",
]


def small_page(*above: str) -> Item:
    (item,) = read("\n".join([*above, *TEXT]).encode(), find_people=False).items
    return item


@pytest.mark.parametrize(
    ("line", "name", "agency"),
    [
        ("By Sabina Orujlu - Trend:", "Sabina Orujlu", "Trend"),
        ("By Leyla Ahmadova", "Leyla Ahmadova", None),
        ("By Jean-Pierre Lacroix", "Jean-Pierre Lacroix", None),
        ("Par Luc d'Artagnan", "Luc d'Artagnan", None),
        ("Von Anna Meier und Karl Groß", "Anna Meier und Karl Groß", None),
        ("Автор: Алан Кокоев", "Алан Кокоев", None),
        ("Автор: редакция сайта", "редакция сайта", None),
        ("ავტორი: თამარ ბერიძე", "თამარ ბერიძე", None),
    ],
)
def test_bylines(line: str, name: str, agency: str | None) -> None:
    match = byline_of(line)
    assert match is not None
    assert (match["name"], match["agency"]) == (name, agency)


@pytest.mark.parametrize(
    "line",
    [
        "Von der Leyen in Baku eingetroffen",
        "Por qué no llueve en Castilla",
        "Автор гимна скончался в Ереване",
        "Yazar Orhan Pamuk Kars'ta okurlarıyla buluştu",
        "By boat across the Caspian with a hundred trucks",
        "Par amour du vin géorgien",
        "Հեղինակ և հերոս մի մարդ",
        "ავტორი რომანისა ბათუმში ჩავიდა",
    ],
)
def test_headlines_that_begin_like_bylines(line: str) -> None:
    item = small_page(line, "5 May 2020")
    assert (item.headline, item.byline) == (line, "")


@pytest.mark.parametrize(
    "line",
    [
        "The school in Lerik. Photo: Leyla Huseynzade/OC Media.",
        "Açiq mənbələrdən foto.",
        "Photo TURAN.",
        "The bridge at Sadakhlo (AFP/Getty Images)",
        "Скриншот: Телеграм",
        "Լուսանկարը՝ Արմենպրես",
        "ფოტო: პრესსამსახური",
    ],
)
def test_photo_credits(line: str) -> None:
    assert is_photo_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "ფოტოგრაფის გამოფენა თბილისში გაიხსნა",
        "Լուսանկարչի ցուցահանդեսը Գյումրիում",
        "Скриншот переписки министра попал в сеть",
        "Getty Images sues startup over stolen photos",
        "Ministry denies leak of a screenshot",
        "The ministry denied that a screenshot of the database was genuine.",
        "The court looked at a photo from the base and closed the case.",
        "Experts say that the files come from open sources.",
    ],
)
def test_what_only_speaks_of_pictures(line: str) -> None:
    assert not is_photo_credit(line)
    assert small_page("Road to the north opens", "5 May 2020", line).caption == ""
