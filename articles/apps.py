import gc

from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy


class ArticlesConfig(AppConfig):
    name = "articles"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = gettext_lazy("Archive")

    def ready(self) -> None:
        from articles.models import triggers
        from articles.search import engines

        pre_migrate.connect(triggers.prepare_to_migrate, sender=self, dispatch_uid="articles.triggers")
        post_migrate.connect(triggers.install_after_migrate, sender=self, dispatch_uid="articles.triggers")
        register(triggers.check_triggers, "database")
        register(engines.check_setting)
        # What is loaded by now stays for good. The collector would look through all of it again and again,
        # which took a third of the time of an export; and what an export makes is no circle, so that it need
        # not look after every 700 objects, which took a fourth of the rest.
        gc.freeze()
        gc.set_threshold(10_000, 20, 20)
