"""Whether a change says something else or only mends how it is written."""

import random

import pytest

from articles.text.difference import difference_of
from articles.text.mending import is_substance
from benchmarks.changes_planted import MENDS, SUBSTANCE, Planter

BODY = "The council said on Monday that 12 ships had left the harbour of Poti before the storm began."

MENDED = [
    ("en", "recieved", "received"),
    ("en", "goverment", "government"),
    ("en", "acommodation", "accommodation"),
    ("en", "the the ship", "the ship"),
    ("en", "co-operate", "cooperate"),
    ("en", "news paper", "newspaper"),
    ("en", "10 000 people", "10,000 people"),
    ("en", "10000 people", "10.000 people"),
    ("en", "US President", "us president"),
    ("en", 'He said: "No"', "He said, “No”"),
    ("en", "cafe", "café"),
    ("en", "too  many   blanks", "too many blanks"),
    ("ru", "произашел пожар", "произошел пожар"),
    ("ru", "самолёт", "самолет"),
    ("ru", "правительсвто", "правительство"),
    ("tr", "Cumhurbaskanı", "Cumhurbaşkanı"),
    ("az", "Prezidnet", "Prezident"),
    ("hy", "կառավարությւոն", "կառավարություն"),
    ("ka", "მთავრბოა", "მთავრობა"),
]
SAID_OTHERWISE = [
    ("en", "confirmed", "denied"),
    ("en", "agrees", "agreed"),
    ("en", "can", "cannot"),
    ("en", "did", "did not"),
    ("en", "12 dead", "13 dead"),
    ("en", "1.5 million", "15 million"),
    ("en", "-5 degrees", "5 degrees"),
    ("en", "$100", "€100"),
    ("en", "in 2020 300 people", "in 2020300 people"),
    ("en", "Minister Aliyev came", "Minister Aliyeva came"),
    ("en", "Minister Smith came", "Minister Smyth came"),
    ("en", "the ship", "the ship sank"),
    ("ru", "заявил", "заявила"),
    ("ru", "согласен", "не согласен"),
    ("ru", "известен", "неизвестен"),
    ("tr", "geliyor", "gelmiyor"),
    ("az", "gəlir", "gəlmir"),
    ("hy", "կարող է", "չի կարող"),
    ("ka", "არის", "იყო"),
]


def said(language: str, before: str, after: str, part: str = "body") -> bool:
    texts = [{"headline": "Storm at sea", "body": f"{BODY} {some} {BODY}"} for some in (before, after)]
    if part == "headline":
        texts = [{"headline": some, "body": BODY} for some in (before, after)]
    return is_substance(difference_of(*texts), language)


@pytest.mark.parametrize(("language", "before", "after"), MENDED)
def test_a_mend(language, before, after):
    assert not said(language, before, after)
    assert not said(language, after, before)
    assert not said(language, before, after, "headline")


@pytest.mark.parametrize(("language", "before", "after"), SAID_OTHERWISE)
def test_a_change_of_substance(language, before, after):
    assert said(language, before, after)
    assert said(language, after, before)
    assert said(language, before, after, "headline")


def test_the_same_text_is_no_substance():
    assert not is_substance(difference_of({"body": BODY}, {"body": BODY}))


def test_a_name_written_right_elsewhere_in_both_texts_is_mended():
    names = "Then Kakhaber Lomidze spoke. Mr Lomidze left."
    assert not said("en", f"Mr Lomizde came. {names}", f"Mr Lomidze came. {names}")
    assert said("en", "Mr Lomizde came.", "Mr Lomidze came.")  # nobody can tell which is right


def test_a_sentence_less_is_substance():
    assert said("en", "Two men were held.", "")


def test_a_word_that_stands_elsewhere_is_no_slip_of_the_pen():
    assert said(
        "en", "He sailed to the cost. The cost was high.", "He sailed to the coast. The cost was high."
    )


TEXTS = {
    "en": "The mayor said on Tuesday that the bridge will open in 2021. According to Nino Beridze and Giorgi "
    "Maisuradze, builders expected the works to take 14 months, but heavy rain has delayed them again.",
    "ru": "Мэр заявил во вторник, что мост будет открыт в 2021 году. По словам инженеров Нино "
    "Беридзе и Георгия Майсурадзе, строители сообщили о задержке на 14 месяцев, погода может помешать.",
    "tr": "Belediye başkanı salı günü köprünün 2021 yılında hazır olacak olduğunu söyledi. Mühendis Nino "
    "Beridze ile Giorgi Maisuradze işlerin 14 ay sürdüğünü belirtti, ancak yağmur işleri geciktirdi.",
}


def told(planters: dict[str, Planter], count: int) -> float:
    """Which share of so many planted changes counts as substance."""
    rng = random.Random(21)
    found: list[bool] = []
    while len(found) < count:
        language = rng.choice(sorted(TEXTS))
        planted = planters[rng.choice(sorted(planters))](TEXTS[language], language, rng)
        if planted is not None and planted.before != planted.after:
            change = difference_of({"body": planted.before}, {"body": planted.after})
            found.append(is_substance(change, language))
    return sum(found) / count


def test_planted_changes():
    """The small version of benchmarks/changes.py."""
    assert told(dict(SUBSTANCE), 200) == 1.0
    assert told(dict(MENDS), 400) <= 0.05
