"""The admin: every table, usable with a million rows."""

from articles.admin import archive, article, imports, people

__all__ = ["archive", "article", "imports", "people"]
