"""manage.py export_warc FILE QUERY"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.exporting.warc import ENDING, WarcOut
from articles.lists.exporting import found
from articles.management.commands.export_articles import asked_of
from articles.management.database import needs_database
from articles.management.progress import Progress
from articles.search.find import IndexMissing, search


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _(
            "Writes the originals of all articles that a query finds, and of their earlier versions, as a "
            "web archive (WARC 1.1). Closed originals stay here. The file appears when it is whole."
        )
        parser.add_argument("file", type=Path, help=_("its name ends in .warc.gz"))
        parser.add_argument("query", nargs="?", default="", help=_("nothing: all articles"))
        parser.add_argument(
            "--filters", default="", help=_("as in the address of a list: source=turan-az&from=2020-10")
        )

    @needs_database()
    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if not file.name.endswith(ENDING):
            raise CommandError(_("%(file)s: its name must end in .warc.gz") % {"file": file}, returncode=2)
        asked = asked_of(options["query"], options["filters"])
        part = file.with_name(f"{file.name}.part")
        try:
            total = search(asked.resolved, limit=0, facets=()).total
            with part.open("wb") as stream, Progress(self.stderr._out, "article", total) as progress:  # type: ignore[arg-type]
                out, done = WarcOut(stream, file.name), 0
                for batch in found(asked, ""):
                    out.add([article for article, _hit in batch])
                    done += len(batch)
                    progress.reach(done, total)
            part.replace(file)
        except IndexMissing as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=2) from error
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(
            _("%(file)s: %(originals)d originals of %(articles)d articles")
            % {"file": file, "originals": out.count, "articles": done}
        )
