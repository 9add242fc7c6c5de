"""What is withdrawn, held or de-listed is shown on the desk to those who edit or withdraw, to nobody else."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from django.test import Client

from articles.editing.decisions import keep_apart
from articles.editing.requests import decide_case
from articles.editing.withdrawal import withdraw
from articles.models import Article, Proposal, Reprint, TakedownCase
from articles.rights import GROUPS
from articles.search import indexing
from tests.desk.conftest import waiting
from tests.factories import make_article, make_person, mention

pytestmark = pytest.mark.django_db(transaction=True)

SEES = ("Editor", "Chief")
NAME, SPELLING, HEADLINE, HELD, TAKEN_OUT = "Zoe Quill", "Z. Quill", "Xylophone", "Marimba", "Vera Moth"


@dataclass(frozen=True)
class Closed:
    """The addresses on which something of it stands, each with what does."""

    alone: Mapping[str, str]  # of nothing else: not there for others
    among: Mapping[str, str]  # with what is open


@pytest.fixture
def closed() -> Closed:
    open_one = waiting(persons=[])
    ada = make_person("Ada Bell", SPELLING)
    zoe, other = make_person(NAME), make_person("Zoe Quil")
    gone = make_article(headline=HEADLINE, body=f"{NAME} and {SPELLING} came.", persons=[])
    mention(gone, zoe, NAME)
    mention(gone, ada, SPELLING)
    mention(open_one, ada, "Kura")
    Proposal.objects.create(first=zoe, second=other, score=0.9)
    Proposal.objects.create(first=ada, second=other, score=0.8)
    gone.headline += "s"
    gone.save()
    keep_apart(gone, open_one)
    withdraw(gone, "a takedown")
    held = waiting(headline=HELD, held_for=gone)
    Reprint.objects.create(first=gone, second=held, similarity=0.3)
    named = make_article(headline="Moths", body=f"{TAKEN_OUT} came. Ada Bell, too.", persons=[TAKEN_OUT])
    case = TakedownCase.objects.create(article=named, name=TAKEN_OUT)
    person = named.mentions.get(surface=TAKEN_OUT).person
    decide_case(case, TakedownCase.State.DELISTED, None, person)
    indexing.rebuild()
    revision = gone.history.first()
    taken = named.history.last()
    assert revision is not None and taken is not None
    return Closed(
        alone={
            f"/desk/articles/{gone.pk}/life/": HEADLINE,
            f"/desk/articles/{gone.pk}/life/{revision.pk}/": HEADLINE,
            f"/desk/articles/{held.pk}/life/": HELD,
            f"/desk/articles/{named.pk}/life/{taken.pk}/": TAKEN_OUT.split()[0],
            f"/desk/people/{zoe.pk}/": NAME,
        },
        among={
            "/desk/": "/desk/queue/?reason=withdrawn.like",
            "/desk/queue/": HELD,
            "/desk/changes/": HEADLINE,
            f"/desk/articles/{named.pk}/life/": TAKEN_OUT.split()[0],
            "/desk/people/": NAME,
            f"/desk/people/{ada.pk}/": SPELLING,
            f"/desk/people/{ada.pk}/?spelling=Z.+Quill": f"<mark>{SPELLING}</mark>",
            "/desk/people/find/?q=Quill": NAME,
            f"/desk/people/merge/?person={ada.pk}&person={zoe.pk}": NAME,
            "/desk/reprints/": HEADLINE,
            f"/desk/articles/{open_one.pk}/life/": HEADLINE,
        },
    )


@pytest.mark.parametrize("group", GROUPS)
def test_what_is_closed_is_shown_to_editors_and_chiefs_alone(
    member: Callable[..., Client], closed: Closed, group: str
) -> None:
    client, sees = member(group), group in SEES
    for address, told in ({**closed.alone, **closed.among}).items():
        answer = client.get(address)
        if answer.status_code == 403:
            assert "merge" in address  # which needs a right that not all have
            continue
        assert answer.status_code == (404 if address in closed.alone and not sees else 200), address
        shown = answer.content.decode().replace('value="Quill"', "")
        assert (told in shown) is sees, (address, told)


def test_nobody_decides_about_whom_they_may_not_see(member: Callable[..., Client], closed: Closed) -> None:
    client = member("People editor")
    proposal = Proposal.objects.get(first__name=NAME)
    assert client.post(f"/desk/proposals/{proposal.pk}/", {"deed": "into-first"}).status_code == 404
    assert client.post(f"/desk/people/{proposal.first_id}/no-person/").status_code == 404
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.OPEN


def test_what_is_held_can_be_opened_or_withdrawn_where_it_is_shown(member: Callable[..., Client]) -> None:
    gone = make_article()
    withdraw(gone, "a takedown")
    held = waiting(held_for=gone)
    chief = member("Chief", staff=True)

    def offered(article: Article) -> list[str]:
        page = chief.get(f"/desk/articles/{article.pk}/").content.decode()
        return re.findall(rf'href="/admin/articles/article/{article.pk}/(\w+)/"', page)

    assert offered(held) == ["restore", "withdraw"]
    assert offered(gone) == ["restore"]
