"""In tests, a variable of our templates that says nothing is an error, not an empty text."""

import sys
from pathlib import Path

from django.template.base import FilterExpression, Node

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


class Unresolved(str):
    """The engine's ``string_if_invalid``, which it looks at where a variable cannot be resolved.

    Django's own templates may leave variables out; so may ours where a default follows.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        asked = sys._getframe(1).f_locals.get("self")
        if isinstance(asked, FilterExpression) and not _has_default(asked):
            template = _template_being_rendered()
            if template is not None and template.is_relative_to(TEMPLATES):
                where = template.relative_to(TEMPLATES)
                raise AssertionError(f"{where}: {{{{ {asked.token} }}}} says nothing")
        return False


def _has_default(expression: FilterExpression) -> bool:
    return any(function.__name__ in ("default", "default_if_none") for function, _ in expression.filters)


def _template_being_rendered() -> Path | None:
    frame = sys._getframe(2)
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None) is not None:
            return Path(node.origin.name)
        frame = frame.f_back  # type: ignore[assignment]
    return None
