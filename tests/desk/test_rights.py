"""Every address of the desk: who is let in, who is refused, who is asked to log in; and that sessions end."""

from collections.abc import Callable, Mapping

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from articles.desk.urls import urlpatterns
from articles.models import BulkChange, Proposal, Report, Reprint, TakedownCase
from articles.rights import GROUPS
from tests.desk.conftest import waiting
from tests.factories import make_person

pytestmark = pytest.mark.django_db(transaction=True)

Member = Callable[..., Client]

ALL = frozenset(GROUPS)
EDITS = frozenset({"Editor", "Chief"})
PEOPLE = frozenset({"People editor", "Chief"})
CHIEF = frozenset({"Chief"})
# Who may ask for each page; and who may send what it takes.
MAY: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "overview": (ALL, frozenset()),
    "help": (ALL, frozenset()),
    "guide-editing": (ALL, frozenset()),
    "guide-importing": (ALL, frozenset()),
    "queue": (ALL, frozenset()),
    "changes": (ALL, frozenset()),
    "life": (ALL, frozenset()),
    "state": (ALL, frozenset()),
    "proposals": (ALL, frozenset()),
    "person": (ALL, frozenset()),
    "find-people": (ALL, frozenset()),
    "reprints": (ALL, frozenset()),
    "article": (EDITS, EDITS),
    "reports": (EDITS, frozenset()),
    "cases": (EDITS, frozenset()),
    "case": (EDITS, CHIEF),
    "choose": (EDITS, frozenset()),
    "bulk": (EDITS, frozenset()),
    "merging": (PEOPLE, PEOPLE),
    "draft": (frozenset(), EDITS),
    "steer": (frozenset(), EDITS),
    "report": (frozenset(), EDITS),
    "open-case": (frozenset(), CHIEF),
    "put-back": (frozenset(), EDITS),
    "undo": (frozenset(), EDITS),
    "decide": (frozenset(), PEOPLE),
    "no-person": (frozenset(), PEOPLE),
    "identified": (frozenset(), PEOPLE),
    "undo-decision": (frozenset(), ALL),  # by what was decided: tested with each kind
    "decide-reprint": (frozenset(), EDITS),
}


PREVIEW = {"found": 1, "counts": {}, "examples": []}


def addresses() -> dict[str, str]:
    """Each page by its name, with rows for the numbers in it."""
    article = waiting()
    first, second = make_person("Ada Bell"), make_person("Ada Bel")
    user, _ = User.objects.get_or_create(username="maker")
    rows = {
        "article": article.pk,
        "case": TakedownCase.objects.create(article=article).pk,
        "report": Report.objects.create(article=article, text="wrong").pk,
        "bulk": BulkChange.objects.create(
            articles=[article.pk], field="source", preview=PREVIEW, made_by=user
        ).pk,
        "proposal": Proposal.objects.create(first=first, second=second, score=0.9).pk,
        "reprint": Reprint.objects.create(first=article, second=waiting(), similarity=0.5).pk,
    }
    article.headline = "Edited"
    article.save()
    revision = article.history.first()
    rows["revision"] = revision.pk if revision else 0
    of = {
        "cases": "case",
        "reports": "report",
        "bulk": "bulk",
        "proposals": "proposal",
        "reprints": "reprint",
    }
    found = {}
    for one in urlpatterns:
        route = str(one.pattern)
        pk = rows.get(of.get(route.split("/")[0], "article"), 0) if "people/" not in route else first.pk
        if "decisions/" in route:
            pk = 10**9
        route = route.replace("<int:revision>", str(rows["revision"])).replace("<int:pk>", str(pk))
        found[str(one.name)] = f"/desk/{route}"
    return {name: address for name, address in found.items() if name not in ("login", "logout")}


def test_every_address_is_told_of_here() -> None:
    assert {str(one.name) for one in urlpatterns} - {"login", "logout"} == set(MAY)


def test_whoever_is_nobody_is_asked_to_log_in(client: Client) -> None:
    for name, address in addresses().items():
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 302, name
            assert answer["Location"].startswith("/desk/login/?next="), name


def test_whoever_may_only_look_at_articles_is_refused(client: Client) -> None:
    """One right of the two that let into the desk is none; to see what is closed lets nobody in."""
    user = User.objects.create_user("looker")
    walked = addresses()
    for right in ("view_article", "enter_desk", "see_closed_article"):
        user.user_permissions.set(Permission.objects.filter(codename=right))
        client.force_login(User.objects.get(pk=user.pk))
        for name, address in walked.items():
            assert client.get(address).status_code == 403, (name, right)
            assert client.post(address).status_code == 403, (name, right)


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_is_let_in_where_it_may_and_refused_elsewhere(member: Member, group: str) -> None:
    client = member(group)
    for name, address in addresses().items():
        asks, sends = MAY[name]
        asked = client.get(address).status_code
        assert asked == (200 if group in asks else 405 if group in sends else 403), name
        sent = client.post(address).status_code
        if group in sends:
            assert sent != 403, name
        elif sends or group not in asks:
            assert sent == 403, name


def test_a_session_ends(member: Member) -> None:
    client = member("Editor")
    assert client.get("/desk/").status_code == 200
    assert settings.SESSION_COOKIE_AGE <= 12 * 3600
    session = client.session
    assert (session.get_expiry_date() - timezone.now()).total_seconds() <= settings.SESSION_COOKIE_AGE
    session.set_expiry(-1)
    session.save()
    assert client.get("/desk/")["Location"] == "/desk/login/?next=/desk/"
    client = member("Editor")
    assert client.post("/desk/logout/").status_code == 302
    assert client.get("/desk/").status_code == 302


def test_passwords_are_checked() -> None:
    for password in ("short", "12345678", "password", "newsarchive"[:7]):
        with pytest.raises(ValidationError):
            validate_password(password)
