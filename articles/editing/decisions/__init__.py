"""What editors decide about people and reprints, one file for each kind: its data, its doing and its undoing.

Every function does all or nothing, notes a ``Decision`` and returns it; ``undo`` takes it back. Once it is
committed, the index soon says so. ``by`` is the user, or None for a command. A ``DecisionError`` says, for
people, why something cannot be.
"""

from articles.editing.decisions.confirming import confirm, confirm_person
from articles.editing.decisions.deciding import DecisionError
from articles.editing.decisions.identifying import identify
from articles.editing.decisions.merging import merge, merge_several
from articles.editing.decisions.moving import move_mention
from articles.editing.decisions.rejecting import reject_mention, reject_person
from articles.editing.decisions.reprinting import join_reprints, keep_apart
from articles.editing.decisions.separating import keep_separate
from articles.editing.decisions.spelling import reject_spelling
from articles.editing.decisions.splitting import split
from articles.editing.decisions.undoing import undo

__all__ = [
    "DecisionError",
    "confirm",
    "confirm_person",
    "identify",
    "join_reprints",
    "keep_apart",
    "keep_separate",
    "merge",
    "merge_several",
    "move_mention",
    "reject_mention",
    "reject_person",
    "reject_spelling",
    "split",
    "undo",
]
