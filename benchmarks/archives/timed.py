"""One command of the archive in this process, and at last its CPU seconds; for ``benchmarks.importing``.

`--edit SECONDS` saves an article every so often until it is ended, and prints what each save took; `--people`
makes as many people as the variable PEOPLE says.
"""

from __future__ import annotations

import contextlib
import os
import resource
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")


def edit(every: float) -> None:
    """As an editor does in the admin: the headline of an article, with a revision, then the index."""
    from articles.editing.changing import changing
    from articles.models import Article
    from articles.search import indexing

    number = 0
    while True:
        article = Article.objects.order_by("pk").first()
        if article is None:
            time.sleep(every)
            continue
        begun = time.monotonic()
        with changing(article, None, "measured"):
            number += 1
            article.headline = f"Edited {number} times"
        indexing.drain_soon()
        print(f"{time.monotonic() - begun:.4f}", flush=True)
        time.sleep(every)


def make_people(count: int) -> None:
    from django.db import transaction

    from articles.models import Name, NameKey, Person
    from benchmarks.importing import synthetic_names

    called = list(synthetic_names(count))
    for begin in range(0, count, 5000):
        with transaction.atomic():
            some = called[begin : begin + 5000]
            people = Person.objects.bulk_create(Person(name=name) for name in some)
            names = [Name(person=person, text=person.name) for person in people]
            for name in names:
                name.file()
            Name.objects.bulk_create(names)
            NameKey.objects.put(names)


def main() -> None:
    django.setup()
    if sys.argv[1] == "--edit":
        with contextlib.suppress(KeyboardInterrupt):
            edit(float(sys.argv[2]))
    elif sys.argv[1] == "--people":
        make_people(int(os.environ["PEOPLE"]))
    else:
        from django.core.management import call_command

        with contextlib.suppress(SystemExit):
            call_command(*sys.argv[1:])
        own = resource.getrusage(resource.RUSAGE_SELF)
        print()
        print(own.ru_utime + own.ru_stime)


if __name__ == "__main__":
    main()
