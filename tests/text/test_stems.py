import pytest

from articles.text.fold import fold
from articles.text.stems import FORM, form_of, form_term, is_form, possible_stems, stem_terms, stemmed_as
from articles.text.tokens import fold_word

FORMS = [
    ("en", "government governments Government's"),
    ("ru", "война войны войне войной войну"),
    ("ru", "Алиев Алиева Алиеву Алиевым Алиеве"),
    ("ru", "Бужинский Бужинского Бужинскому"),
    ("tr", "Türkiye Türkiye'nin"),
    ("tr", "kadın kadınlar kadınları KADINLARI"),
    ("az", "prezident prezidentin prezidentə prezidentlərimizdən"),
    ("az", "Əliyev Əliyevin Əliyevə Əliyevdən Əliyevlər"),
    ("az", "şəhər şəhərdə şəhərlərində"),
    ("hy", "նախագահ նախագահի նախագահը նախագահին"),
    ("hy", "կառավարություն կառավարության կառավարությունը կառավարությամբ ԿԱՌԱՎԱՐՈՒԹՅՈՒՆԸ"),
    ("ka", "ივანიშვილი ივანიშვილმა ივანიშვილის ივანიშვილს ივანიშვილთან"),
    ("ka", "საქართველო საქართველოს საქართველოში"),
    ("ka", "მთავრობა მთავრობის მთავრობამ მთავრობები"),
]


def stem(word: str, language: str) -> str:
    """The stem a text's word is found by: its own term, or the word itself where nothing is taken off."""
    terms = stem_terms([word], language)
    return terms[0].partition(FORM)[0] if terms else f"{language}:{fold_word[word]}"


def asked(word: str, language: str) -> str:
    (found,) = (stem for stem in possible_stems(word) if stem.language == language)
    return found.term


@pytest.mark.parametrize(("language", "forms"), FORMS)
def test_inflected_forms_share_a_stem(language: str, forms: str) -> None:
    first, *others = (form.split("'")[0] for form in forms.split())
    assert {fold(stem(form, language)) for form in others} == {fold(stem(first, language))}
    assert {asked(form, language) for form in others} == {asked(first, language)}
    assert fold(asked(first, language)) == fold(stem(first, language))


@pytest.mark.parametrize(
    ("word", "language"),
    [("дышал", "ru"), ("DIŞİŞLERİ", "tr"), ("Şəhərlərində", "az"), ("Երևանում", "hy"), ("თბილისში", "ka")],
)
def test_case_does_not_matter(word: str, language: str) -> None:
    assert len({stem(form, language) for form in (word, word.upper(), word.lower(), word.title())}) == 1
    assert possible_stems(word.upper()) == possible_stems(word.lower()) == possible_stems(word.title())


def test_a_word_that_is_its_own_stem_has_no_term() -> None:
    assert stem_terms(["war", "wars", "War"], "en") == ["en:war|+s"]


def test_the_letters_of_stems_are_not_folded() -> None:
    """Война is not воин."""
    found = stem_terms(["войны", "войн", "воины", "воин"], "ru")
    assert found == ["ru:войн|+ы", "ru:воин|+ы"]


def test_a_word_in_another_script_is_stemmed_as_that_script_s_first_language() -> None:
    assert stem_terms(["running", "войны"], "ru") == ["en:run|+ning", "ru:войн|+ы"]
    assert stem_terms(["running", "войны"], "und") == ["en:run|+ning", "ru:войн|+ы"]


def test_other_languages_have_no_stems() -> None:
    assert stem_terms(["Häuser", "Häusern"], "de") == []
    assert stem_terms(["12", "東京"], "en") == []
    assert possible_stems("東京") == frozenset()


def test_a_query_word_is_tried_in_every_language_of_its_script() -> None:
    assert {found.language for found in possible_stems("karabakh")} == {"en", "tr", "az"}
    assert {found.language for found in possible_stems("Карабах")} == {"ru"}


def test_a_word_that_is_all_ending_is_its_own_stem() -> None:
    """The Turkish stemmer leaves nothing of the Georgian currency."""
    assert {stem.text for stem in possible_stems("lari")} == {"lari", "ları", "lar"}
    assert stem_terms(["lari", "ları"], "tr") == []


@pytest.mark.parametrize(
    ("typed", "other", "language", "same"),
    [
        ("война", "войны", "ru", True),
        ("suitable", "suitably", "en", True),
        ("суд", "суда", "ru", True),
        ("суд", "судья", "ru", False),
        ("ali", "alan", "tr", False),
        ("dollar", "dolar", "tr", False),
        ("reportedly", "report", "en", False),
        ("report", "reportedly", "en", True),
        ("он", "она", "ru", False),
        ("wars", "war", "en", True),
        ("yer", "yerde", "tr", True),
        ("yerde", "yer", "tr", False),
        ("öğrencileri", "öğrenci", "tr", False),
    ],
)
def test_inflections_are_more_than_a_stem_in_common(
    typed: str, other: str, language: str, same: bool
) -> None:
    assert is_form(typed, other, language) is same


@pytest.mark.parametrize(
    ("word", "language"),
    [("wars", "en"), ("running", "en"), ("войне", "ru"), ("kadınları", "tr"), ("քաղաքում", "hy")],
)
def test_a_term_tells_the_form_that_it_stands_for(word: str, language: str) -> None:
    (stem,) = (stem for stem in possible_stems(word) if stem.language == language)
    assert form_of(stem, form_term(stem, fold_word[word])) == fold_word[word]


def test_foreign_words_are_stemmed_as_their_script_s_first_language() -> None:
    assert stemmed_as("running", "ru") == "en"
    assert stemmed_as("войны", "tr") == "ru"
    assert stemmed_as("koşuyor", "tr") == "tr"
    assert stemmed_as("laufen", "de") == ""
