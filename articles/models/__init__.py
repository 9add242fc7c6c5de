"""The tables of the archive, one file per family, and the triggers that feed the index."""

from articles.models.archive import Archive, Article, Reading
from articles.models.decisions import Decision, Proposal
from articles.models.filed import Place, PlaceName, Section, SectionName, Source
from articles.models.imports import ImportEntry, ImportRun, Sighting, Vanished
from articles.models.indexing import PendingChange
from articles.models.integrity import DailyRoot, Leaf, Subtree
from articles.models.keys import ApiKey
from articles.models.likeness import Band, Fingerprint, Reprint
from articles.models.mentions import Extraction, Mention
from articles.models.originals import Original
from articles.models.people import Name, NameKey, Person
from articles.models.removals import Removal, RemovedOriginal
from articles.models.tasks import Task

__all__ = [
    "ApiKey",
    "Archive",
    "Article",
    "Band",
    "DailyRoot",
    "Decision",
    "Extraction",
    "Fingerprint",
    "ImportEntry",
    "ImportRun",
    "Leaf",
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
    "Removal",
    "RemovedOriginal",
    "Reprint",
    "Section",
    "SectionName",
    "Sighting",
    "Source",
    "Subtree",
    "Task",
    "Vanished",
]
