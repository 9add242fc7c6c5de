"""What readers send: taken in without an account, counted by sender, decided, and their contact forgotten."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editing.changing import By
from articles.editing.delisting import delist, relist
from articles.editing.withdrawal import restore, withdraw
from articles.models import Person, Report, TakedownCase
from articles.working.work import Work

PER_DAY = 10  # of one sender, of each kind
CONTACT_KEPT = dt.timedelta(days=180)
AT_ONCE = 500


class TooMany(Exception):
    """Whoever sends this has sent enough for today."""


def sender_of(address: str) -> str:
    """Tells one sender of a day from others; neither the address nor another day's can be had from it."""
    said = f"{timezone.now().date()}/{address}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()[:32]


def take_in(row: Report | TakedownCase, address: str) -> None:
    """Store what a reader sent. Raises TooMany."""
    row.sender = sender_of(address)
    if type(row)._default_manager.filter(sender=row.sender).count() >= PER_DAY:
        raise TooMany
    row.save()


def decide_report(report: Report, accepted: bool, by: By, note: str = "") -> bool:
    """Whether it was open: two who decide at once do not decide twice."""
    state = Report.State.ACCEPTED if accepted else Report.State.REFUSED
    open_one = Report.objects.filter(pk=report.pk, state=Report.State.OPEN)
    return bool(open_one.update(state=state, decided_by=by, decided_at=timezone.now(), note=note))


def decide_case(
    case: TakedownCase, deed: str, by: By, person: Person | None = None, *, text_left: bool = False
) -> None:
    """``deed`` is a state: withdrawn, delisted (with the person), refused; or ended, which shows all again.

    ``text_left``: who opens the article's own page still reads the name there, but nothing finds it by it.
    Raises ValueError, for people, for what cannot be.
    """
    with transaction.atomic():
        now = TakedownCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
        closed = (TakedownCase.State.WITHDRAWN, TakedownCase.State.DELISTED)
        if now.state != TakedownCase.State.OPEN and not (
            deed == TakedownCase.State.ENDED and now.state in closed
        ):
            raise ValueError(_("This case is decided already."))
        why = _("case %(number)s") % {"number": case.pk}
        if deed == TakedownCase.State.WITHDRAWN:
            withdraw(case.article, why, by)
        elif deed == TakedownCase.State.DELISTED:
            if person is None:
                raise ValueError(_("Choose who is to be taken out."))
            case.person, case.revision = person, delist(case.article, person, why, by)
            case.text_left = text_left
        elif deed == TakedownCase.State.ENDED:
            _end(now, why, by)
        elif deed != TakedownCase.State.REFUSED:
            raise ValueError(_("Choose what is to be done."))
        case.state, case.decided_by, case.decided_at = deed, by, timezone.now()
        case.save()


def _end(case: TakedownCase, why: str, by: By) -> None:
    """Show again what the case has closed: not what another still closes, nor what is shown already."""
    if case.state == TakedownCase.State.DELISTED and case.revision is not None:
        relist(case.article, case.person, case.revision, why, by)
    elif case.state == TakedownCase.State.WITHDRAWN and not case.article.is_public:
        others = case.article.cases.filter(state=TakedownCase.State.WITHDRAWN).exclude(pk=case.pk)
        if not others.exists():
            restore(case.article, why, by)


def forget_contacts(work: Work) -> Iterator[None]:
    """The task, nightly: contacts that are old, and the next day by whom something was sent."""
    now = timezone.now()
    for model in (Report, TakedownCase):
        old = Q(made_at__lt=now - CONTACT_KEPT) & ~Q(contact="")
        sent = Q(made_at__lt=now - dt.timedelta(days=1)) & ~Q(sender="")
        for which, column in ((old, "contact"), (sent, "sender")):
            rows = model._default_manager.filter(which).order_by("pk")
            while ids := list(rows.values_list("pk", flat=True)[:AT_ONCE]):
                with work.batch():
                    model._default_manager.filter(pk__in=ids).update(**{column: ""})
                    work.reach(done=work.done + len(ids))
                yield
