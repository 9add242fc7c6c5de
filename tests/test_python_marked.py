"""What the pages and the admin say from Python can be translated: it stands in a call of gettext.

Templates have a test of their own. What is looked at here are the places where a text is known to be shown.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ARTICLES = Path(__file__).resolve().parent.parent / "articles"
ROOMS = (
    *(
        "admin",
        "desk",
        "editing",
        "importing",
        "lists",
        "management",
        "models",
        "people",
        "search",
        "templatetags",
    ),
    *("views", "wording", "working"),
)
FILES = [
    ARTICLES / "health.py",
    *sorted(path for room in ROOMS for path in (ARTICLES / room).rglob("*.py")),
]

KEYWORDS = {
    *("label", "help", "help_text", "description", "short_description", "empty_label", "message"),
    *("verbose_name", "verbose_name_plural"),
}
# Of classes: of a filter of the admin, of its lists, of its site; of a model; of a command and its parser.
ATTRIBUTES = {
    *("title", "search_help_text", "short_description", "site_header", "site_title", "index_title"),
    *("verbose_name", "verbose_name_plural", "help", "description"),
}
MESSAGES = {"debug", "info", "success", "warning", "error", "add_message"}
# Where what is written is read by people; and functions whose answer is, by the ends of their names.
WRITERS = {"self.stdout", "self.stderr", "progress"}
SAYING = ("_problem", "_in_words", "_as_text", "_readable", "line_of", "how_far")
# Calls of these names, and which of their arguments is shown; the last is -1.
CALLS = {
    "ValidationError": 0,
    "DecisionError": 0,
    "CommandError": 0,
    "ArgumentTypeError": 0,
    "ManifestError": 0,
    "Malformed": 0,
    "IndexMissing": 0,
    "Http404": 0,
    "add_error": 1,
    "message_user": 1,
    "decide": 1,  # of the admin: what is said when it is done
    "note": -1,  # of the parsers of queries
    "Note": 2,
    "Example": 1,
    "Waiting": 0,
}


def called(node: ast.AST) -> str:
    """The last part of the name of what is called; "" for anything else."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def shown_by(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of this one node that readers or editors get to see."""
    if isinstance(node, ast.Call):
        yield from (one.value for one in node.keywords if one.arg in KEYWORDS)
        yield from (part for one in node.keywords if one.arg == "choices" for part in labels(one.value))
        name = called(node)
        is_message = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "messages"
        at = len(node.args) if is_message and name not in MESSAGES else CALLS.get(name)
        if is_message and name in MESSAGES:
            at = 2 if name == "add_message" else 1
        if name == "write" and isinstance(node.func, ast.Attribute):
            at = 0 if ast.unparse(node.func.value) in WRITERS else None
        if at is not None and -len(node.args) <= at < len(node.args):
            yield node.args[at]
    elif isinstance(node, ast.Assign):
        targets = (getattr(one, "attr", getattr(one, "id", "")) for one in node.targets)
        if ATTRIBUTES & set(targets):
            yield node.value
    elif isinstance(node, ast.FunctionDef) and node.name.endswith(SAYING):
        yield from (one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value)
    elif isinstance(node, ast.Dict):
        keys = (getattr(key, "value", None) for key in node.keys)
        yield from (value for key, value in zip(keys, node.values, strict=True) if key == "title")
    elif isinstance(node, ast.ClassDef) and any("TextChoices" in ast.unparse(base) for base in node.bases):
        for one in node.body:
            if isinstance(one, ast.Assign):  # a value alone gives its name, in English, for a label
                yield one.value.elts[1] if isinstance(one.value, ast.Tuple) else one.value


def labels(choices: ast.AST) -> Iterator[ast.AST]:
    """The second of each pair of a list that is written out."""
    if isinstance(choices, ast.List):
        yield from (one.elts[1] for one in choices.elts if isinstance(one, ast.Tuple))


def texts(shown: ast.AST) -> Iterator[str]:
    """The words written out in an expression, outside of calls: only gettext may be given them."""
    if isinstance(shown, ast.Constant):
        if isinstance(shown.value, str) and any(letter.isalpha() for letter in shown.value):
            yield shown.value
    elif isinstance(shown, ast.IfExp):
        yield from (*texts(shown.body), *texts(shown.orelse))
    elif isinstance(shown, ast.BinOp):  # … % {…}: names of what is put in are no text
        yield from (*texts(shown.left), *(texts(shown.right) if isinstance(shown.op, ast.Add) else ()))
    elif isinstance(shown, ast.Dict):  # of errors, by field
        for value in shown.values:
            yield from texts(value)
    elif isinstance(shown, ast.ListComp):
        yield from texts(shown.elt)
    elif isinstance(shown, ast.FormattedValue):  # what is put in may be words, too: {problem or 'ok'}
        yield from texts(shown.value)
    elif isinstance(shown, ast.JoinedStr | ast.List | ast.Tuple | ast.BoolOp):
        for part in shown.elts if isinstance(shown, ast.List | ast.Tuple) else shown.values:
            yield from texts(part)
    elif called(shown) in {"format", "format_html"}:
        assert isinstance(shown, ast.Call)
        if isinstance(shown.func, ast.Attribute):
            yield from texts(shown.func.value)
        yield from (text for one in shown.args for text in texts(one))


def unmarked(source: str) -> list[str]:
    """Every text that is shown as it stands, whatever the language."""
    return [text for node in ast.walk(ast.parse(source)) for shown in shown_by(node) for text in texts(shown)]


def cut_up(source: str) -> list[str]:
    """What no catalogue can hold: gettext is given it put together, or is called where no tool finds it."""
    marks = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if called(node) in marks and isinstance(node, ast.Call)
        for given in node.args[: 2 if called(node)[:1] in "np" else 1]
        if not isinstance(given, ast.Constant)
    ] + [
        ast.unparse(node)
        for text in ast.walk(ast.parse(source))
        if isinstance(text, ast.JoinedStr)
        for node in ast.walk(text)
        if called(node) in marks
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ARTICLES)))
def test_every_text_is_marked(path):
    assert unmarked(path.read_text()) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ARTICLES)))
def test_a_marked_text_is_whole(path):
    assert cut_up(path.read_text()) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('f = Field(label="Words", help_text=_("such as az"))', ["Words"]),
        ('f = Field(choices=[("1", "one"), ("2", _("two"))])', ["one"]),
        ('@display(description="people")\ndef whom(self): ...', ["people"]),
        ('messages.error(request, f"{row} is gone.")', [" is gone."]),
        ('messages.success(request, format_html("{} is gone.", row))', ["{} is gone."]),
        ('messages.success(request, format_html(_("{row} is gone."), row=row))', []),
        ('messages.info(request, "Yes." if fine else _("No."))', ["Yes."]),
        ('messages.info(request, _("%(count)d are gone.") % {"count": 2})', []),
        ('raise ValidationError({"name": "No letter.", "slug": _("No digit.")})', ["No letter."]),
        ('raise ValidationError(f"{error}.")', []),
        ('raise ValidationError(["No " + name for name in names])', ["No "]),
        ('raise DecisionError("%s is merged." % person)', ["%s is merged."]),
        ('raise DecisionError("{} is merged.".format(person))', ["{} is merged."]),
        ('self.add_error("date", "A time needs its day.")', ["A time needs its day."]),
        ('self.note(1, 2, "Not closed.")', ["Not closed."]),
        ('self.notes.append(Note(1, 2, "Not closed."))', ["Not closed."]),
        ('class F(SimpleListFilter):\n    title = "editing"\n    parameter_name = "revised"', ["editing"]),
        ('class S(models.TextChoices):\n    OPEN = "open"\n    SHUT = "shut", _("Shut")', ["open"]),
        ('admin.site.site_header = "The desk"', ["The desk"]),
        ('context = {"title": "Import", "name": "import"}', ["Import"]),
        ('self.stdout.write(f"{count} changes indexed")', [" changes indexed"]),
        ("self.stdout.write(f\"{name}: {problem or 'ok'}\")", ["ok"]),
        ('file.write("ok")', []),
        ('raise CommandError("Say what to import.", returncode=2)', ["Say what to import."]),
        ('raise ManifestError(f"{path}: names no files")', [": names no files"]),
        ('raise IndexMissing(_("There is no search index.") + f" {REBUILD}")', []),
        ('parser.description = "Imports files."', ["Imports files."]),
        ('parser.add_argument("--json", help="as JSON")', ["as JSON"]),
        ('class Meta:\n    verbose_name_plural = "import entries"', ["import entries"]),
        ('def disk_problem() -> str:\n    return f"{free} MB are free."', [" MB are free."]),
    ],
)
def test_what_is_seen_as_unmarked(source, found):
    assert unmarked(source) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('_(f"{row} is gone.")', ["_(f'{row} is gone.')"]),
        ('_("a" "b")', []),
        ("_(text)", ["_(text)"]),
        ("f\"{_('Dry run.')} {said}\"", ["_('Dry run.')"]),
        ('ngettext("%(count)d task", "%(count)d tasks", count)', []),
    ],
)
def test_what_is_seen_as_cut_up(source, found):
    assert cut_up(source) == found
