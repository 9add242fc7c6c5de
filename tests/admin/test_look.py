"""How the admin's pages look, whatever is on them."""

from django.urls import reverse


def test_every_page_has_the_archives_icon(admin_client, client):
    people = reverse("admin:articles_person_changelist")
    for page in (client.get(reverse("admin:login")), admin_client.get("/admin/"), admin_client.get(people)):
        assert page.content.decode().count('rel="icon"') == 1
