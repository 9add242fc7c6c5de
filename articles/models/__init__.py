"""The tables of the archive, one file per family, and the triggers that feed the index."""

from articles.models.archive import Archive, Article, Reading
from articles.models.authority import AuthorityName, AuthorityRecord
from articles.models.bulk import BulkChange, BulkEntry
from articles.models.changes import TextChange
from articles.models.decisions import Decision, Proposal
from articles.models.filed import Place, PlaceName, Section, SectionName, Source
from articles.models.identity import Identity, IdentityWords
from articles.models.imports import ImportEntry, ImportRun, Sighting, Vanished
from articles.models.indexing import PendingChange
from articles.models.integrity import DailyRoot, Leaf, Subtree
from articles.models.keys import ApiKey
from articles.models.likeness import Band, Fingerprint, Reprint
from articles.models.mentions import Extraction, Mention
from articles.models.originals import Original
from articles.models.pages import StandingPage
from articles.models.people import Name, NameKey, Person
from articles.models.removals import Removal, RemovedOriginal
from articles.models.requests import Report, TakedownCase
from articles.models.reviewing import ReviewReason
from articles.models.tasks import Task

__all__ = [
    "ApiKey",
    "Archive",
    "Article",
    "AuthorityName",
    "AuthorityRecord",
    "Band",
    "BulkChange",
    "BulkEntry",
    "DailyRoot",
    "Decision",
    "Extraction",
    "Fingerprint",
    "Identity",
    "IdentityWords",
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
    "Report",
    "Reprint",
    "ReviewReason",
    "Section",
    "SectionName",
    "Sighting",
    "Source",
    "StandingPage",
    "Subtree",
    "TakedownCase",
    "Task",
    "TextChange",
    "Vanished",
]
