import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, PendingChange, Source
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_drain_check_and_rebuild() -> None:
    make_article()
    assert run("index", "drain") == "1 changes indexed\n"
    assert run("index", "check") == "The index says what the database says.\n"
    Article.objects.update(body="Changed")
    PendingChange.objects.all().delete()
    out = StringIO()
    with pytest.raises(CommandError, match="1 articles differ") as raised:
        call_command("index", "check", stdout=out)
    assert raised.value.returncode == 1
    assert out.getvalue() == f"article {Article.objects.get().pk}: outdated\n"
    assert run("index", "rebuild") == "1 articles indexed\n"
    assert run("index", "check") == "The index says what the database says.\n"


def test_what_waits_in_the_queue_is_told_from_what_differs() -> None:
    changed, lost = make_article(), make_article()
    run("index", "drain")
    Article.objects.filter(pk=lost.pk).update(body="Changed")
    PendingChange.objects.all().delete()
    Article.objects.filter(pk=changed.pk).update(body="Changed")
    out = StringIO()
    with pytest.raises(CommandError, match=r"^1 articles differ\. Run: manage\.py index rebuild$"):
        call_command("index", "check", stdout=out)
    assert out.getvalue() == (
        f"article {changed.pk}: outdated (waits in the queue)\narticle {lost.pk}: outdated\n"
    )
    run("index", "rebuild")
    Article.objects.filter(pk=changed.pk).update(body="Changed again")
    with pytest.raises(
        CommandError, match=r"^1 articles wait to be indexed\. Run: manage\.py index drain$"
    ) as one:
        run("index", "check")
    assert one.value.returncode == 1
    run("index", "drain")
    assert run("index", "check") == "The index says what the database says.\n"


def test_a_missing_index_is_said() -> None:
    for command in (("index", "check"), ("search_articles", "war")):
        with pytest.raises(CommandError, match=r"Run: manage\.py index rebuild"):
            run(*command)


def test_search_articles() -> None:
    first = make_article(headline="War ended", source="turan.az", date="2020-10-31", section="Politics")
    make_article(headline="War began", source="bbc.com", date="2020-09-27")
    run("index", "drain")
    assert "2 found" in run("search_articles", "war")
    for narrower in (["--source", "turan.az"], ["--from", "2020-10"], ["--section", "politics"]):
        lines = run("search_articles", "war", "--json", *narrower).splitlines()
        (found,) = map(json.loads, lines)
        assert found == {
            "public_id": first.public_id,
            "status": "published",
            "url": None,
            "language": "en",
            "headline": "War ended",
            "source": "turan.az",
            "section": "Politics",
            "place": None,
            "agency": None,
            "byline": None,
            "published": "2020-10-31",
            "time": None,
            "timezone": "Asia/Baku",
            "matched": "words",
            "spelled": None,
            "snippet": "First paragraph. Second paragraph.",
        }
    assert "War began" in run("search_articles", "war", "--to", "2020-09")
    assert run("search_articles", "war", "--limit", "1", "--sort", "oldest").startswith("War began")


def test_what_was_found_how_is_told() -> None:
    make_article(headline="Yukos is sold", body="The firm Yukos was sold.")
    make_article(headline="ЮКОС продан", body="Компания Юкос продана.", language="ru")
    run("index", "drain")
    assert run("search_articles", "Yukos").endswith("1 as typed, 1 by another spelling of the name\n")
    found = [json.loads(line) for line in run("search_articles", "Yukos", "--json").splitlines()]
    assert [(one["matched"], one["spelled"]) for one in found] == [
        ("words", None),
        ("keys", ["Юкос", "Yukos"]),
    ]


def test_what_was_not_understood_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    make_article()
    run("index", "drain")
    run("search_articles", 'headline "x')
    assert capsys.readouterr().err == "at 10: This quotation mark is not closed.\n"


def test_a_wrong_date() -> None:
    with pytest.raises(CommandError, match="'soon' is not a date"):
        run("search_articles", "war", "--from", "soon")


@pytest.mark.parametrize("text", ["war) OR (began", 'war "', "war OR began"])
def test_no_query_escapes_the_source_and_section(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    make_article(headline="War ended", source="turan.az", section="Politics")
    make_article(headline="War began", source="bbc.com", section="World")
    run("index", "drain")
    for narrower in (["--source", "turan.az"], ["--section", "politics"]):
        found = [json.loads(line) for line in run("search_articles", text, "--json", *narrower).splitlines()]
        assert [one["headline"] for one in found] == ["War ended"]
    capsys.readouterr()


def test_a_source_with_a_quotation_mark_in_its_name() -> None:
    article = make_article(headline="War ended", source="turan.az")
    make_article(headline="War began", source="bbc.com")
    Source.objects.filter(articles=article).update(name='The "Ray" a"b')
    run("index", "drain")
    (line,) = run("search_articles", "war", "--json", "--source", 'The "Ray" a"b').splitlines()
    assert json.loads(line)["headline"] == "War ended"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--source", "nowhere.az"], "No source is called 'nowhere.az'"),
        (["--section", "x) OR (y"], r"No section is called 'x\) OR \(y'"),
        (["--source", ""], "No source is called ''"),
    ],
)
def test_an_unknown_filter_is_an_error_of_usage(arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message) as raised:
        run("search_articles", "war", *arguments)
    assert raised.value.returncode == 2


@pytest.mark.parametrize("limit", ["0", "-1", "10001", "ten", "9" * 5000])
def test_a_limit_out_of_bounds(limit: str) -> None:
    with pytest.raises(CommandError, match="is not a number from 1 to 10,000"):
        run("search_articles", "war", f"--limit={limit}")


def test_a_query_that_begins_with_a_minus() -> None:
    make_article(headline="War ended")
    make_article(headline="Peace began")
    run("index", "drain")
    out = run("search_articles", "--json", "--", "-peace")
    assert json.loads(out)["headline"] == "War ended"
