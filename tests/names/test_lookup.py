from articles.names.lookup import Match, NameIndex
from articles.text.codes import coded


def index() -> NameIndex:
    names = NameIndex()
    names.add("p", "Vladimir Putin", "en")
    names.add("a", "Artur Mikvabia", "en")
    names.add("f1", "Ali Fuat Başgil", "en")
    names.add("f2", "Ali Fuat Cebesoy", "en")
    names.add("w1", "Hanna Walz", "en")
    names.add("w2", "Hanna Gronkiewicz-Waltz", "en")
    return names


def test_a_name_is_found_from_another_script():
    like = coded("match.romanised", like=coded("match.same"), languages=("ru",))
    reason = coded("match.without", like=like, words=("Владимирович",))
    assert index().find("Путин, Владимир Владимирович", "ru") == Match("p", 1.0, reason)
    found = index().find("არტურ მიკვაბიას", "ka")
    assert found is not None
    assert found.id == "a"


def test_the_fuller_name_wins():
    found = index().find("Ганна Гронкевич-Вальц", "uk")
    assert found is not None
    assert found.id == "w2"


def test_two_people_equally_like_it_give_none():
    names = NameIndex()
    names.add("1", "Sergey Ivanov", "en")
    names.add("2", "Sergei Ivanov", "en")
    assert names.find("Сергей Иванов", "ru") is None


def test_one_name_of_two_people_gives_the_first():
    names = NameIndex()
    names.add("1", "Sergey Ivanov", "en")
    names.add("2", "Sergey Ivanov", "en")
    found = names.find("Сергей Иванов", "ru")
    assert found is not None
    assert found.id == "1"


def test_what_is_below_the_threshold_is_a_candidate_only():
    assert index().find("Али Фуат", "ru") is None
    assert {match.id for match in index().candidates("Али Фуат", "ru")} == {"f1", "f2"}


def test_an_unknown_name_and_a_single_word_find_nothing():
    assert index().find("Пётр Чайковский", "ru") is None
    assert index().find("Путин", "ru") is None
    assert index().candidates("", "ru") == []


def test_candidates_are_limited_and_hold_each_id_once():
    names = NameIndex()
    names.add("1", "Sergey Ivanov", "en")
    names.add("1", "Сергей Иванов", "ru")
    names.add("2", "Sergei Ivanoff", "en")
    assert [match.id for match in names.candidates("Сергей Иванов", "ru", limit=1)] == ["1"]
    assert sorted(match.id for match in names.candidates("Сергей Иванов", "ru")) == ["1", "2"]
    assert len(names) == 3
