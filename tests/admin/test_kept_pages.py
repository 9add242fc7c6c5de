"""What editors do can be undone, so no browser may keep what it led to."""

from articles.editing.decisions import merge
from articles.editing.withdrawal import withdraw
from tests.factories import make_article, make_person


def test_a_browser_asks_again(client, db):
    article, closed = make_article(), make_article()
    old, new = make_person("Ann Lee"), make_person("Anne Lee")
    merge(new, old)
    withdraw(closed, "so", close_original=True)
    for address, status in (
        (f"/articles/{article.public_id}/old-slug/", 301),
        (article.get_absolute_url(), 200),
        (closed.get_absolute_url(), 410),
        (f"/articles/{closed.public_id}/original/", 410),
        (f"/articles/{closed.public_id}/original/bytes/", 410),
        (old.get_absolute_url(), 301),
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (status, "no-cache"), address
