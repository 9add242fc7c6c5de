from hypothesis import given
from hypothesis import strategies as st

from articles.names.cluster import cluster, cluster_article, link

STRANGERS = [
    [(f"{given} {family}", "en")]
    for given in ("Ali", "Zaur", "Mikhail")
    for family in ("Karimov", "Bagirov", "Petrenko", "Smith")
]


def test_one_person_in_all_scripts_is_one_group():
    names = [
        ("Yevgeny Buzhinsky", "en"),
        ("Сергей Лавров", "ru"),
        ("Евгением Бужинским", "ru"),
        ("Եվգենի Բուժինսկին", "hy"),
        ("ევგენი ბუჟინსკიმ", "ka"),
        ("Sergey Lavrov", "en"),
        ("Yevgeni Bujinski", "az"),
    ]
    assert cluster(names) == [0, 1, 0, 0, 0, 1, 0]


def test_single_words_join_nothing_across_articles():
    assert cluster([("Путин", "ru"), ("Путин", "ru"), ("Putin", "en")]) == [0, 1, 2]


def test_in_an_article_a_surname_joins_its_full_name():
    names = [
        ("Лавров", "ru"),
        ("Сергей Лавров", "ru"),
        ("Анной Петровой", "ru"),
        ("Лаврову", "ru"),
        ("Петрова", "ru"),
        ("Сидоров", "ru"),
        ("Сидоровым", "ru"),
    ]
    assert cluster_article(names) == [0, 0, 2, 0, 2, 5, 5]


def test_between_two_people_of_one_surname_the_last_named_is_meant():
    names = [("Bill Clinton", "en"), ("Hillary Clinton", "en"), ("Clinton", "en")]
    assert cluster_article(names) == [0, 1, 1]


def test_surnames_reach_other_articles_through_the_full_name():
    english = [("Sergey Lavrov", "en"), ("Lavrov", "en")]
    russian = [("Лавровым", "ru"), ("Сергея Лаврова", "ru")]
    alone = [("Лавров", "ru")]
    assert link([english, russian, alone]) == [[0, 0], [0, 0], [4]]


def test_a_surname_alone_joins_whom_the_company_tells():
    together = [("Sergey Lavrov", "en"), ("Ararat Mirzoyan", "en")]
    alone = [("Լավրովը", "hy"), ("Արարատ Միրզոյանի", "hy"), ("Լավրովին", "hy")]
    numbers = link([together, *STRANGERS, alone])
    assert numbers[-1] == [14, 1, 14], "one meeting in one article is too little"
    numbers = link([together, together, *STRANGERS, alone])
    assert numbers[-1] == [0, 1, 0]


def test_two_surnames_alone_tell_each_other():
    together = [("Sergey Lavrov", "en"), ("Ararat Mirzoyan", "en")]
    numbers = link([together, together, together, *STRANGERS, [("Лаврову", "ru"), ("Мирзояна", "ru")]])
    assert numbers[-1] == [0, 1]


def test_where_two_of_the_company_bear_the_surname_it_is_nobody():
    clintons = [("Bill Clinton", "en"), ("Hillary Clinton", "en"), ("Al Gore", "en")]
    numbers = link([clintons, clintons, clintons, *STRANGERS, [("Clinton", "en"), ("Al Gore", "en")]])
    assert numbers[-1] == [21, 2]


@given(st.lists(st.tuples(st.text(max_size=15), st.sampled_from(["", "en", "ru", "az"])), max_size=6))
def test_a_group_is_called_by_its_first_name(names):
    for found in (cluster(names), cluster_article(names)):
        assert len(found) == len(names)
        assert all(found[number] == number and number <= place for place, number in enumerate(found))
