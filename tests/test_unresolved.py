"""What our templates leave unsaid fails a test; Django's own and what has a default do not."""

import pytest
from django.template import Template
from django.template.base import Origin
from django.template.engine import Engine
from django.template.loader import get_template

from tests.unresolved import TEMPLATES


def ours(text: str) -> Template:
    engine = Engine.get_default()
    return Template(text, Origin(str(TEMPLATES / "made_up.html"), "made_up.html"), engine=engine)


def render(template: Template) -> str:
    from django.template import Context

    return template.render(Context({"people": [{"name": "Ana"}]}))


@pytest.mark.parametrize("variable", ["people.0.0.name", "nobody", "nobody|length"])
def test_a_variable_that_says_nothing_fails(variable: str) -> None:
    with pytest.raises(AssertionError, match=r"made_up\.html: \{\{ "):
        render(ours(f"Also about {{{{ {variable} }}}}"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ people.0.name }}", "Ana"),
        ("{{ nobody|default:'–' }}", "–"),
        ("{% if nobody %}x{% endif %}", ""),
    ],
)
def test_what_may_be_unsaid(text: str, said: str) -> None:
    assert render(ours(text)) == said


def test_templates_of_others_are_as_they_were() -> None:
    assert "<html" in get_template("admin/base.html").render({})
