"""What every page of the desk asks of the database with one row of everything, and with thirty."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.editing.changing import save_edit
from articles.editing.decisions import confirm_person
from articles.models import (
    Article,
    BulkChange,
    Person,
    Proposal,
    Report,
    Reprint,
    Sighting,
    TakedownCase,
)
from articles.search import indexing
from tests.desk.conftest import waiting
from tests.factories import make_article, make_person, mention

pytestmark = pytest.mark.django_db

EXAMPLE = {"article": 1, "title": "Bridge", "before": "a", "after": "b"}
MOST = 24  # questions of one page, those of the session and the rights among them


def one_more(n: int, article: Article, person: Person) -> None:
    """One row more of all that a page of the desk may show."""
    name = f"Ada Bell {chr(65 + n)}"
    person.names.create(text=name, folded=name.lower())
    make_article(body=f"{name} spoke to Cy Dee{n}.", persons=[f"Cy Dee{n}"], source=f"o{n}.az")
    mention(article, person, "Kura" if n % 2 else "bridge")
    article.headline = f"Bridge {n}"
    save_edit(article, ["headline"])
    Sighting.objects.create(original=article.original, path=f"in/{n}.txt")
    TakedownCase.objects.create(article=article, name=name)
    Report.objects.create(article=article, text=f"{n}")
    like = make_person(f"Ada Bell{n}")
    Proposal.objects.create(first=person, second=like, score=0.9 - n / 100)
    other = waiting(source=f"outlet{n}.az", section=f"Section {n}", language=("az", "ru", "tr")[n % 3])
    shown = make_person("Ada Bell0", f"A. Bell{n}")  # of the likeliest pair
    mention(other, shown, "bridge")
    Reprint.objects.create(first=article, second=other, similarity=0.5 + n / 200)


def test_questions_to_the_database_do_not_grow(member: Callable[..., Client]) -> None:
    client = member("Chief")
    article, person = waiting(persons=[]), make_person("Ada Bell")
    others = [make_person(name) for name in ("Bo Dee", "Cy Fox")]
    confirm_person(person)
    one_more(0, article, person)
    bulk = BulkChange.objects.create(
        articles=[article.pk],
        field="section",
        value="Sport",
        preview={"found": 1, "counts": {"changed": 1}, "examples": [EXAMPLE]},
        made_by=User.objects.get(),
    )
    case, revision = TakedownCase.objects.first(), article.history.last()
    assert case is not None
    indexing.rebuild()
    addresses = [
        *(
            "/desk/",
            "/desk/queue/",
            "/desk/queue/?q=bridge",
            "/desk/queue/?not_source=o0-az",
            "/desk/choose/",
        ),
        *("/desk/reports/", "/desk/cases/", f"/desk/cases/{case.pk}/", "/desk/changes/"),
        f"/desk/articles/{article.pk}/?reason=headline.guess",
        *(f"/desk/articles/{article.pk}/life/", f"/desk/articles/{article.pk}/life/{revision.pk}/"),
        *(
            f"/desk/people/{person.pk}/",
            f"/desk/people/{person.pk}/?spelling=Kura",
            "/desk/people/find/?q=ada",
        ),
        f"/desk/people/merge/?person={person.pk}&person={others[0].pk}&person={others[1].pk}",
        *(f"/desk/bulk/{bulk.pk}/", "/desk/help/", "/desk/help/editing/", "/desk/people/", "/desk/reprints/"),
    ]

    def asked() -> dict[str, int]:
        counted = {}
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200, address
            counted[address] = len(queries)
        return counted

    asked()  # what is looked up once in a process
    one = asked()
    for n in range(1, 30):
        one_more(n, article, person)
    BulkChange.objects.update(articles=list(range(30)), preview=bulk.preview | {"examples": [EXAMPLE] * 10})
    indexing.rebuild()
    many = asked()
    # A group of values to narrow by, and whom somebody is named with, are asked for where there are any.
    grown = {address: (few, many[address]) for address, few in one.items() if many[address] > few + 4}
    assert grown == {}
    assert {address: count for address, count in many.items() if count > MOST} == {}
