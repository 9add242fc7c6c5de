"""What editors decide about people and reprints, and what they take back, the next request finds: nobody else
drains."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from articles.editing import decisions
from articles.likeness.reprints import find_all
from articles.models import Article, Decision, Fingerprint, Mention, PendingChange, Person
from articles.models.people import Standing
from articles.search import indexing
from benchmarks.reprint_texts import TEXTS
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db(transaction=True)

People = dict[int, tuple[int, set[str], set[str]]]
Reprints = dict[str, set[str]]
Shown = tuple[People, Reprints]

ADDRESS = re.compile(r'href="/articles/([a-z2-7]{12})/')
BESIDE = re.compile(r'id="reprints-title".*?</section>', re.DOTALL)


@pytest.fixture
def people() -> None:
    """Two people, each alone in an article and both in a third; two more articles have one text."""
    ada = make_person("Ada Bell", "Ada M. Bell")
    carl = make_person("Carl Dorn")
    make_article(headline="One", body="Ada Bell came. Ada M. Bell, that is.", persons=[ada])
    make_article(headline="Two", body="Carl Dorn came.", persons=[carl])
    make_article(headline="Three", body="Ada Bell met Carl Dorn.", persons=[ada, carl])
    for headline in ("Four", "Five"):
        make_article(headline=headline, body=TEXTS["en"])
    assert sum(find_all()) > 0
    indexing.drain()


def shown(client: Client) -> Shown:
    """What readers get: of each person's page its status and articles, and the articles listed of them; of
    each article's page the reprints.
    """
    found = {}
    for pk in Person.objects.order_by("pk").values_list("pk", flat=True):
        page = client.get(f"/people/{pk}/", follow=True)
        listed = client.get("/articles/", {"person": pk})
        on_page, on_list = (
            set(ADDRESS.findall(one.content.decode())) if one.status_code == 200 else set()
            for one in (page, listed)
        )
        found[pk] = (page.status_code, on_page, on_list)
    beside = {}
    for public_id in Article.objects.values_list("public_id", flat=True):
        section = BESIDE.search(client.get(f"/articles/{public_id}/", follow=True).content.decode())
        beside[public_id] = set(ADDRESS.findall(section[0])) - {public_id} if section else set()
    return found, beside


def stored() -> Shown:
    """What they should get by the tables."""
    should = {}
    for person in Person.objects.select_related("merged_into").order_by("pk"):
        mentions = person.live.mentions.exclude(status=Standing.REJECTED)
        articles = set(Article.objects.filter(mentions__in=mentions).values_list("public_id", flat=True))
        should[person.pk] = (404 if person.live.standing == Standing.REJECTED else 200, articles, articles)
    groups = dict(Fingerprint.objects.exclude(group=None).values_list("article__public_id", "group"))
    beside = {
        one: {other for other, group in groups.items() if group == groups.get(one)} - {one}
        for one in Article.objects.values_list("public_id", flat=True)
    }
    return should, beside


def ada() -> Person:
    return Person.objects.get(name="Ada Bell")


def carl() -> Person:
    return Person.objects.get(name="Carl Dorn")


def article(headline: str) -> Article:
    return Article.objects.get(headline=headline)


def carl_in(headline: str) -> Mention:
    return Mention.objects.get(article__headline=headline, surface="Carl Dorn")


DECISIONS: dict[str, Callable[[], Decision]] = {
    "merge": lambda: decisions.merge(ada(), carl()),
    "split by mentions": lambda: decisions.split(ada(), mentions=list(ada().mentions.all()[:1])),
    "split by names": lambda: decisions.split(ada(), names=list(ada().names.filter(text="Ada M. Bell"))),
    "move": lambda: decisions.move_mention(carl_in("Two"), ada()),
    "reject a mention": lambda: decisions.reject_mention(carl_in("Two")),
    "reject a person": lambda: decisions.reject_person(carl()),
    "confirm a mention": lambda: decisions.confirm(carl_in("Two")),
    "confirm a person": lambda: decisions.confirm_person(carl()),
    "separate": lambda: decisions.keep_separate(ada(), carl()),
    "join": lambda: decisions.join_reprints(article("One"), article("Two")),
    "apart": lambda: decisions.keep_apart(article("Four"), article("Five")),
}
UNSEEN = {"confirm a mention", "confirm a person", "separate"}  # they change no list


def test_every_kind_is_here():
    assert {name.split()[0] for name in DECISIONS} == set(Decision.Kind.values)


@pytest.mark.parametrize("name", DECISIONS)
def test_the_next_request_finds_what_was_decided_and_taken_back(name: str, client: Client, people: None):
    before = shown(client)
    assert before == stored()
    made = DECISIONS[name]()
    after = shown(client)
    assert after == stored()
    assert (after == before) == (name in UNSEEN)
    assert not PendingChange.objects.exists()
    decisions.undo(made)
    assert shown(client) == stored() == before
    assert not PendingChange.objects.exists()
