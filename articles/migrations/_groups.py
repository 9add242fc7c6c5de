"""The groups of `articles.rights`, made where they are missing."""

from typing import Any

from django.contrib.auth.management import create_permissions

from articles.rights import GROUPS


def make_rights(apps: Any) -> Any:
    """The rights of the archive's tables; migrations run before Django makes them by itself."""
    config = apps.get_app_config("articles")
    kept, config.models_module = getattr(config, "models_module", None), True  # a stub has none
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = kept
    return apps.get_model("auth", "Permission").objects.filter(content_type__app_label="articles")


def make_groups(apps: Any) -> None:
    """The groups that are not there yet, with their rights; what is there stays as it is."""
    rights = make_rights(apps)
    for name, codenames in GROUPS.items():
        group, is_new = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        if is_new:
            group.permissions.set(rights.filter(codename__in=codenames))
