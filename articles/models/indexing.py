"""The queue between the database and the search index."""

from django.db import models


class PendingChange(models.Model):
    """ "This article must be indexed again". Written by database triggers, several per article allowed.

    No foreign key: the row must outlive a deleted article.
    """

    article_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"article {self.article_id}"
