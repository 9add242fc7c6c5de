"""The groups of `articles.rights`, made where they are missing."""

from typing import Any

from django.contrib.auth.management import create_permissions

from articles.rights import GROUPS


def make_groups(apps: Any) -> None:
    """The groups that are not there yet, with their rights; what is there stays as it is.

    Migrations run before Django makes the rights of their tables, hence these are made first.
    """
    config = apps.get_app_config("articles")
    kept, config.models_module = getattr(config, "models_module", None), True  # a stub has none
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = kept
    rights = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="articles")
    for name, codenames in GROUPS.items():
        group, is_new = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        if is_new:
            group.permissions.set(rights.filter(codename__in=codenames))
