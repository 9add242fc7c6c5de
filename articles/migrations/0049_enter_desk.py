"""To enter the desk is a right of its own: who reads drafts or decides about people sees nothing withdrawn."""

from typing import Any

from django.db import migrations
from django.db.models import Q

from articles.migrations._groups import make_rights
from articles.rights import GROUPS

SEE_NO_MORE = ("Reader of drafts", "People editor", "Import")  # groups


def give(apps: Any, schema_editor: Any) -> None:
    """Whoever could enter so far still can."""
    rights = make_rights(apps)
    enters, sees = rights.get(codename="enter_desk"), rights.get(codename="see_closed_article")
    group, user = apps.get_model("auth", "Group"), apps.get_model("auth", "User")
    could = Q(permissions=sees) | Q(name__in=GROUPS, permissions__codename="view_article")
    for one in group.objects.filter(could).distinct():
        one.permissions.add(enters)
    for one in user.objects.filter(user_permissions=sees):
        one.user_permissions.add(enters)
    for one in group.objects.filter(name__in=SEE_NO_MORE):
        one.permissions.remove(sees)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0048_counted_queues"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": ["-id"],
                "permissions": [
                    ("enter_desk", "Can enter the editors' desk"),
                    ("see_closed_article", "Can see withdrawn articles and closed originals"),
                    ("withdraw_article", "Can withdraw articles and bring them back"),
                    ("change_articles_in_bulk", "Can change many articles at once"),
                ],
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
        ),
        migrations.RunPython(give, migrations.RunPython.noop),
    ]
