"""Who may do what, as groups: made once by a migration, then the admin's to change."""

from __future__ import annotations

from collections.abc import Mapping

_SEEN = (
    *("article", "original", "reading", "source", "section", "place", "sectionname", "placename"),
    *("person", "name", "mention", "proposal", "decision", "importrun", "importentry", "sighting", "reprint"),
)
_VIEWS = (*(f"view_{table}" for table in _SEEN), "enter_desk")
_EDITS = (
    *("change_article", "change_articles_in_bulk", "see_closed_article"),
    *(f"{deed}_{table}" for table in ("source", "section", "place") for deed in ("add", "change")),
    *(f"{deed}_{table}" for table in ("sectionname", "placename") for deed in ("add", "change", "delete")),
)
_PEOPLE = (
    *("change_person", "add_name", "change_name", "delete_name"),
    *("change_mention", "change_proposal", "change_decision"),
)
_IMPORTS = ("add_article", "add_importrun", "change_importrun", "view_task", "change_task")

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Reader of drafts": _VIEWS,
    "Editor": (*_VIEWS, *_EDITS),
    "People editor": (*_VIEWS, *_PEOPLE),
    "Import": (*_VIEWS, *_IMPORTS),
    "Chief": (
        *_VIEWS,
        *_EDITS,
        *_PEOPLE,
        *_IMPORTS,
        *("withdraw_article", "undo_importrun", "merge_people_in_bulk"),
    ),
}
