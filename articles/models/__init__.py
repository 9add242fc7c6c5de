"""The tables of the archive, one file per family, and the triggers that feed the index."""

from articles.models.archive import Archive, Article, Original, Reading
from articles.models.filed import Place, PlaceName, Section, SectionName, Source
from articles.models.imports import ImportEntry, ImportRun, Sighting
from articles.models.indexing import PendingChange
from articles.models.keys import ApiKey
from articles.models.likeness import Band, Fingerprint, Reprint
from articles.models.people import Decision, Extraction, Mention, Name, NameKey, Person, Proposal
from articles.models.tasks import Task

__all__ = [
    "ApiKey",
    "Archive",
    "Article",
    "Band",
    "Decision",
    "Extraction",
    "Fingerprint",
    "ImportEntry",
    "ImportRun",
    "Mention",
    "Name",
    "NameKey",
    "Original",
    "PendingChange",
    "Person",
    "Place",
    "PlaceName",
    "Proposal",
    "Reading",
    "Reprint",
    "Section",
    "SectionName",
    "Sighting",
    "Source",
    "Task",
]
