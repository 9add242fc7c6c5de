"""What was changed, and who else published it, by the API."""

import pytest
from django.test import Client

from articles.likeness.reprints import find_all
from articles.models import Article, Original, TakedownCase
from articles.search import indexing
from benchmarks.reprint_texts import TEXTS
from tests.api.conftest import Ask
from tests.factories import make_article
from tests.importing.test_storing import PAGE, bring
from tests.likeness.test_versions import LATER, URL

pytestmark = pytest.mark.django_db(transaction=True)


def test_between_versions(ask: Ask, client: Client) -> None:
    article = bring(url=URL).articles[0]
    bring(LATER, url=URL)
    before, after = (Original.objects.of_bytes(data, "utf-8").sha256 for data in (PAGE, LATER))
    found = ask(f"articles/{article.public_id}/difference")
    assert (found["before"], found["after"]) == (before, after)
    headline, caption, body = found["parts"]
    assert [(part["name"], part["changed"]) for part in found["parts"]] == [
        ("headline", False), ("caption", False), ("body", True),
    ]  # fmt: skip
    text = "".join(one["text"] for one in body["stretches"] if one["change"] != "out")
    assert text == Article.objects.get().body
    assert found["told"] == [{"change": "in", "kind": "name", "text": "Farid Gasimbeyli"}]
    assert (headline["stretches"][0]["change"], caption["stretches"]) == ("same", [])
    back = ask(f"articles/{article.public_id}/difference?from={after[:12]}&to={before[:12]}")
    assert back["told"] == [{"change": "out", "kind": "name", "text": "Farid Gasimbeyli"}]
    address = f"/api/v1/articles/{article.public_id}/difference"
    assert client.get(f"{address}?to={'0' * 12}").status_code == 404
    Original.objects.filter(sha256=before).update(closed=True)
    assert client.get(address).status_code == 410


def test_reprints_and_what_differs_in_them(ask: Ask, client: Client) -> None:
    late = make_article("Bridge opens", TEXTS["en"], source="a.example", date="2020-11-02")
    early = make_article(
        "Bridge opens", TEXTS["en"] + " So they said.", source="b.example", date="2020-11-01"
    )
    indexing.rebuild()
    assert sum(find_all()) == 2
    [told] = ask(f"articles/{late.public_id}")["reprints"]
    address = f"http://testserver/api/v1/articles/{late.public_id}/difference?with={early.public_id}"
    assert told == {
        "public_id": early.public_id,
        "source": "b.example",
        "published": {"date": "2020-11-01", "time": None, "timezone": "Asia/Baku", "precision": "day"},
        "first": True,
        "address": f"http://testserver/articles/{early.public_id}/bridge-opens/",
        "difference": address,
    }
    found = client.get(address).json()
    assert (found["before"], found["after"]) == (late.public_id, early.public_id)
    changed = [one["text"] for one in found["parts"][2]["stretches"] if one["change"] == "in"]
    assert " ".join(changed).split() == ["So", "they", "said."]
    both = client.get(f"{address}&from={'0' * 12}")
    assert both.status_code == 422
    case = TakedownCase.objects.create(article=early, state=TakedownCase.State.DELISTED)
    assert client.get(address).status_code == 410
    case.delete()
    assert client.get(address).status_code == 200
    Article.objects.filter(pk=early.pk).update(status=Article.Status.WITHDRAWN)
    assert client.get(address).status_code == 410
    assert ask(f"articles/{late.public_id}")["reprints"] == []
