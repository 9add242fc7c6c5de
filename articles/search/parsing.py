"""What the user typed, as a tree. Never fails: what was not understood is noted, with its place.

war peace            both words          war OR peace         either (binds tighter than "both")
"prime minister"     the words together  "a b"~5              near each other
-war                 without             ( … )                grouped
minist*              words so begun      Buzhinsky~           other spellings too
minist?r, min*ter    letters left open
headline:war  source:  section:  person:  place:  lang:ru  from:  to:  date:2020-10  after:  before:
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.search.tree import And, Named, Node, Not, Or, Pattern, Phrase, Prefix, Similar, Word
from articles.text.tokens import words

LONGEST_TEXT = 800  # characters: as an address, in Georgian, just what gunicorn reads of a line
MOST_TERMS = 28
# What a term costs the engine, against a word of a phrase: a word is looked for in other forms and spellings,
# too; where letters are left open it goes through the words of the archive. One query may cost so much, its
# first term more: of the most frequent words of 300,000 articles that is 0.3 s of one processor.
MOST_COST = 56
# Of one that costs more it is not counted how much was found how: that asks it several times.
MOST_TOLD = 32
COST_OF_WORD, COST_OF_PREFIX, COST_OF_PATTERN, COST_OF_SIMILAR, COST_OF_NEAR = 2, 14, 28, 28, 4
COST_OF_PHRASE = 4  # besides its words: of frequent ones, places are compared in most articles
COST_OF_ALL_OTHERS = 8  # of what is left out as one of several: nearly all articles are found, and counted
MOST_NEAR, FARTHEST_APART = 6, 20  # words of one phrase with a distance, and that
# Of one word. Its automaton doubles with each letter left open after a star, and engines refuse large ones.
MOST_STARS, MOST_LEFT_OPEN, MOST_AFTER_STAR = 3, 6, 2
DEEPEST = 20
SHORTEST_PREFIX = 2
FIELDS = (
    "headline",
    "source",
    "section",
    "person",
    "place",
    "lang",
    "from",
    "to",
    "date",
    "after",
    "before",
)

# Character for character, so that places stay true.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»＂", '"'),
        **dict.fromkeys("‘’‚‛ʼ", "'"),
        **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
                        "\u202f\u205f\u3000\t\n\r\x0b\x0c\x85\u2028\u2029\x00", " "),
        "：": ":",
        "（": "(",
        "）": ")",
    }
)  # fmt: skip

_OPEN_WORD = re.compile(r"(?P<begin>\w+)[?*]+\w+(?:[?*]+\w*)*")

_LEXEME = re.compile(
    rf"""
      (?P<space>\ +)
    | (?P<field>(?i:{"|".join(FIELDS)})):(?P<value>\ *"[^"]*"?|\ *[^\s"()]+|\([^()"]*\)?)
    | "(?P<phrase>[^"]*)"(?:~(?P<slop>\d{{1,3}}))?
    | (?P<quote>")
    | (?P<open>\()
    | (?P<close>\))
    | (?P<or>OR(?=[\s(]|$)|\|+)
    | (?P<and>AND(?=[\s(]|$)|&+(?=\s|$))
    | (?P<not>-(?=[^\s-])|NOT(?=\ +[^\s)]))
    | (?P<chunk>[0-9]{{1,3}}(?:\ [0-9]{{3}})+(?=[\s)]|$)|[^\s"()|]+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was not understood, and where: characters of the text, half-open."""

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Parsed:
    tree: Node | None
    notes: tuple[Note, ...] = ()


@dataclass(slots=True)
class _Group:
    """A parenthesis being read: its alternatives so far, and what the next term will be."""

    start: int = 0
    terms: list[list[Node]] = field(default_factory=list)  # all of them must hold; any node of one
    negated: bool = False
    joins: bool = False  # the next term is one more alternative of the last

    def add(self, node: Node) -> None:
        if self.negated:
            node = Not(node)
        if self.joins and self.terms:
            self.terms[-1].append(node)
        else:
            self.terms.append([node])
        self.negated = self.joins = False

    def node(self) -> Node | None:
        nodes = tuple(term[0] if len(term) == 1 else Or(tuple(term)) for term in self.terms)
        if len(nodes) > 1:
            return And(nodes)
        return nodes[0] if nodes else None


class _QueryParser:
    def __init__(self, text: str) -> None:
        self.text = text.translate(_PLAIN)
        self.notes: list[Note] = []
        self.groups = [_Group()]
        self.depth_ignored = 0
        self.terms = 0
        self.cost = 0
        self.told_spent = False

    def note(self, start: int, end: int, message: str) -> None:
        self.notes.append(Note(start, end, message))

    def read(self) -> Parsed:
        if len(self.text) > LONGEST_TEXT:
            self.note(
                LONGEST_TEXT,
                len(self.text),
                _("Only the first %(count)d characters are searched for.") % {"count": LONGEST_TEXT},
            )
            self.text = self.text[:LONGEST_TEXT]
        at = 0
        while at < len(self.text):
            match = _LEXEME.match(self.text, at)
            if match is None:
                at += 1
                continue
            self.take(match)
            at = match.end()
        while len(self.groups) > 1:
            self.note(self.groups[-1].start, self.groups[-1].start + 1, _("This parenthesis is not closed."))
            self.close()
        self.check_lone_operator(self.groups[0], len(self.text))
        return Parsed(self.groups[0].node(), tuple(sorted(self.notes, key=lambda note: note.start)))

    def take(self, match: re.Match[str]) -> None:
        group = self.groups[-1]
        at = match.start()
        kind = next(name for name in _KINDS if match[name] is not None)
        if kind == "field":
            self.take_field(match)
        elif kind == "phrase":
            self.add_phrase(match["phrase"], int(match["slop"] or 0), False, at, match.end())
        elif kind == "quote":
            self.note(at, at + 1, _("This quotation mark is not closed."))
        elif kind == "open":
            self.open(at)
        elif kind == "close":
            if self.depth_ignored:
                self.depth_ignored -= 1
            elif len(self.groups) == 1:
                self.note(at, at + 1, _("This parenthesis was never opened."))
            else:
                self.close()
        elif kind == "or":
            if self.is_spent:
                pass  # what it joins is left out, and that is told
            elif not group.terms or group.joins:
                self.note(at, match.end(), _("There is nothing here for OR to join."))
            else:
                group.joins = True
                first = group.terms[-1]
                self.cost += COST_OF_ALL_OTHERS * (len(first) == 1 and isinstance(first[0], Not))
        elif kind == "not":
            group.negated = True
        elif kind == "chunk":
            self.add_chunk(match["chunk"], at, headline=False)

    def open(self, at: int) -> None:
        if len(self.groups) > DEEPEST:
            self.note(at, at + 1, _("Parentheses this deep are ignored."))
            self.depth_ignored += 1
        else:
            self.groups.append(_Group(start=at))

    def close(self) -> None:
        group = self.groups.pop()
        self.check_lone_operator(group, group.start + 1)
        node = group.node()
        outer = self.groups[-1]
        if node is not None:
            self.cost += COST_OF_ALL_OTHERS * (outer.negated and outer.joins)
            outer.add(node)
        else:
            outer.negated = False

    def check_lone_operator(self, group: _Group, end: int) -> None:
        if group.joins:
            self.note(max(end - 1, 0), end, _("There is nothing after OR."))

    def add(self, node: Node, start: int, end: int) -> None:
        self.terms += 1
        if self.terms == MOST_TERMS + 1:
            self.note(
                start,
                end,
                _("Only the first %(count)d words are searched for; this one begins the rest.")
                % {"count": MOST_TERMS},
            )
        if self.terms <= MOST_TERMS and self.can_afford(node, start, end):
            self.groups[-1].add(node)
        else:
            self.groups[-1].negated = self.groups[-1].joins = False

    @property
    def is_spent(self) -> bool:
        return self.terms > MOST_TERMS or self.cost > MOST_COST

    def can_afford(self, node: Node, start: int, end: int) -> bool:
        """Whether the budget has room for the node, which is then spent; told once where it has not."""
        group = self.groups[-1]
        cost = cost_of(node) + COST_OF_ALL_OTHERS * (group.negated and group.joins)
        before, self.cost = self.cost, self.cost + cost
        if self.cost <= MOST_COST or not before:
            return True
        if not self.told_spent:
            self.told_spent = True
            message = _("This query asks for too much at once; the rest of it, from here, is left out.")
            self.note(start, end, message)
        return False

    def add_phrase(self, text: str, slop: int, headline: bool, start: int, end: int) -> None:
        found = words(text)
        if slop:
            # A word is near itself: said again and again, it would be looked for in all ways there are.
            found = list(dict.fromkeys(found))
            if len(found) > MOST_NEAR or slop > FARTHEST_APART:
                message = _("Up to %(words)d words are looked for, up to %(steps)d steps from each other.")
                self.note(start, end, message % {"words": MOST_NEAR, "steps": FARTHEST_APART})
            text, slop = " ".join(found[:MOST_NEAR]), min(slop, FARTHEST_APART)
        if found:
            self.add(Phrase(text.strip(), slop, headline), start, end)
        else:
            self.groups[-1].negated = False

    def add_chunk(self, chunk: str, at: int, headline: bool) -> None:
        end = at + len(chunk)
        if not words(chunk):
            self.groups[-1].negated = False  # lone punctuation means nothing
            return
        node: Node = Word(chunk, headline, at)
        ending = re.search(r"(\*+|~([12])?)$", chunk)
        bare = chunk[: ending.start()] if ending else ""
        if ending and len(words(bare)) == 1:
            if ending[0].startswith("~"):
                node = Similar(bare, int(ending[2] or 1), headline)
            elif len(words(bare)[0]) >= SHORTEST_PREFIX:
                node = Prefix(bare, headline)
            else:
                self.note(
                    at,
                    end,
                    _("A star needs at least %(count)d letters before it.") % {"count": SHORTEST_PREFIX},
                )
        elif open_word := _OPEN_WORD.fullmatch(chunk.strip("\"'.,;:!")):
            letters = open_word[0]
            if is_too_open(letters):
                message = _("Too many letters of this word are left open.")
                self.note(at, end, message)
            elif len(open_word["begin"]) >= SHORTEST_PREFIX:
                node = Pattern(letters, headline)
            else:
                message = _("A star or question mark needs at least %(count)d letters before it.") % {
                    "count": SHORTEST_PREFIX
                }
                self.note(at, end, message)
        elif "*" in chunk:
            self.note(at, end, _("A star is understood within one word only."))
        self.add(node, at, end)

    def take_field(self, match: re.Match[str]) -> None:
        name = match["field"].lower()
        value = match["value"].strip()
        start = match.end("value") - len(match["value"].lstrip())
        if name != "headline":
            self.add(Named(name, value.strip('"()').strip(), start, match.end()), start, match.end())
        elif value.startswith('"'):
            self.add_phrase(value.strip('"'), 0, True, match.start(), match.end())
        else:
            self.groups.append(_Group(start))
            for word in re.finditer(r"[^\s()]+", match["value"]):
                self.add_chunk(word[0], match.start("value") + word.start(), headline=True)
            self.close()


def is_too_open(letters: str) -> bool:
    after_star = letters.partition("*")[2].count("?")
    return (
        len(re.findall(r"\*+", letters)) > MOST_STARS
        or letters.count("?") > MOST_LEFT_OPEN
        or after_star > MOST_AFTER_STAR
    )


def cost_of(node: Node) -> int:
    match node:
        case Word():
            return COST_OF_WORD
        case Prefix():
            return COST_OF_PREFIX
        case Pattern():
            return COST_OF_PATTERN
        case Similar(_, distance):
            return COST_OF_SIMILAR * distance
        case Phrase(text, slop):
            return COST_OF_PHRASE + len(words(text)) * (COST_OF_NEAR if slop else 1)
        case _:
            return 1


def spent_by(node: Node | None) -> int:
    """What a whole query costs."""
    match node:
        case None:
            return 0
        case Not(inner):
            return spent_by(inner)
        case Or(nodes):
            others = sum(isinstance(node, Not) for node in nodes)
            return sum(map(spent_by, nodes)) + COST_OF_ALL_OTHERS * others
        case And(nodes):
            return sum(map(spent_by, nodes))
        case _:
            return cost_of(node)


_KINDS = ("space", "field", "phrase", "quote", "open", "close", "or", "and", "not", "chunk")


def parse(text: str) -> Parsed:
    """The tree of ``text`` (None where it asks for nothing) and the notes. Linear time."""
    return _QueryParser(text).read()
