"""Lines that are something by themselves, and prose and headlines that only begin like them."""

from __future__ import annotations

import pytest

from articles.reading.draft import Draft
from articles.reading.lines import PageLines
from articles.reading.model import Hints, Item
from articles.reading.reader import read
from articles.reading.signs.marks import byline_of, is_label, is_photo_credit
from articles.reading.signs.vocabulary import NOTHING_ADDED
from articles.reading.stages.claims import claim_lines

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


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Tags:", True),
        ("Views: 1204", True),
        ("Read also: the bridge opens", True),
        ("Պիտակներ՝", True),
        ("Ասաց նա:", False),  # an Armenian sentence
        ("Ըստ նրա՝ կամուրջը կնորոգեն", False),
        ("He said: this is so.", False),
        ("The minister who came on Monday: a portrait", False),
    ],
)
def test_labels_with_their_values(line: str, label: bool) -> None:
    assert is_label(line) == label


def test_a_list_with_times_is_no_text_but_a_chronicle_is() -> None:
    entries = ["10:15 Bridge opens", "10:40 Apricots are dear", "11:05 School moves"]
    draft = Draft(PageLines.of("\n".join([*entries, *TEXT])), Hints(), NOTHING_ADDED, stop=6)
    claim_lines(draft)
    assert draft.entries == {0, 1, 2}
    chronicle = [f"{entry}, the mayor said." for entry in entries]
    draft = Draft(PageLines.of("\n".join([*chronicle, *TEXT])), Hints(), NOTHING_ADDED, stop=6)
    claim_lines(draft)
    assert draft.entries == set()
