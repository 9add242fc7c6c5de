"""How a list is shown, apart from what is in it. It stands in the address, and narrows nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.lists.links import ListAddress
from articles.lists.parameters import Parameters, last_value
from articles.search.parsing import LONGEST_TEXT

VIEW, SCALE, COMPARE = "view", "scale", "compare"
SELECT, PICK = "select", "pick"
PARAMETERS = (VIEW, SCALE, COMPARE)  # that a new search keeps
SHARE = "share"
MOST_PICKED = 500  # articles; their numbers stand in the address
MOST_COMPARED = 3  # beside the list itself: more bars than that nobody can tell apart


_PUBLIC_ID = re.compile(r"[a-zA-Z0-9_-]{1,40}")


class View(StrEnum):
    PASSAGES = ""
    TITLES = "titles"
    CONTEXT = "context"


LABELS = {
    View.PASSAGES: _("Passages"),
    View.TITLES: _("Titles only"),
    View.CONTEXT: _("Words in context"),
}


@dataclass(frozen=True)
class Choice:
    label: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class Showing:
    view: View = View.PASSAGES
    is_share: bool = False  # bars are shares of all articles of their time
    compared: tuple[str, ...] = ()  # words whose bars stand beside those of the list
    selecting: bool = False  # whether articles can be ticked
    picked: tuple[str, ...] = ()  # public ids of those that are

    @classmethod
    def asked(cls, parameters: Parameters) -> Showing:
        """What cannot be understood is left out: it changes nothing of what is found."""
        view = last_value(parameters, VIEW)
        given = (" ".join(text.split()) for text in parameters.get(COMPARE, ()))
        texts = dict.fromkeys(text for text in given if text and "\0" not in text)
        return cls(
            View(view) if view in set(View) else View.PASSAGES,
            last_value(parameters, SCALE) == SHARE,
            tuple(text for text in texts if len(text) <= LONGEST_TEXT)[:MOST_COMPARED],
            bool(last_value(parameters, SELECT)),
            picked(parameters),
        )

    def views(self, address: ListAddress, has_context: bool) -> list[Choice]:
        """The ways to show the hits; words in context only where there are some to be shown."""
        return [
            Choice(str(label), str(address.setting(**{VIEW: view.value})), view == self.view)
            for view, label in LABELS.items()
            if has_context or view != View.CONTEXT
        ]

    def scales(self, address: ListAddress) -> list[Choice]:
        """What the height of bars may mean."""
        return [
            Choice(gettext("Numbers"), str(address.setting(**{SCALE: ""})), not self.is_share),
            Choice(gettext("Share of all articles"), str(address.setting(**{SCALE: SHARE})), self.is_share),
        ]


def picked(parameters: Parameters) -> tuple[str, ...]:
    """The public ids that are ticked, each once."""
    given = dict.fromkeys(parameters.get(PICK, ()))
    return tuple(text for text in given if _PUBLIC_ID.fullmatch(text))[:MOST_PICKED]
