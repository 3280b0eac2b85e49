"""登录记录: what is kept of every try to sign in, who reads it, and its end.

Times are the machine's, as those of sessions. Of tries that fail only so many an hour are kept, by person or, for the
name of nobody, by address: who floods the sign-in page does not fill the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from accounts import account_notices, agents, limits
from accounts.addresses import address_of
from accounts.models import AccountNoticeKind, Person, SignInRecord, SignInResult
from foundation.clock import SHANGHAI

FAILURES = limits.Rate("sign-in log", most=60, window=timedelta(hours=1))
LONGEST_AGENT = 200
BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of records is narrowed to; both days are in it, in Asia/Shanghai."""

    result: str | None = None
    from_on: date | None = None
    to_on: date | None = None


def keep_success(request: Any, person: Person) -> None:
    """Tells the person if nobody signed in as him like this before; the first time ever tells nothing."""
    address, agent = _client(request)
    before = SignInRecord.objects.filter(person=person.pk, result=SignInResult.SIGNED_IN)
    clients = set(before.values_list("address", "agent").distinct())
    if clients and not any(_alike(address, agent, *known) for known in clients):
        said = {"address": address, "browser": agents.browser(agent), "system": agents.system(agent)}
        account_notices.tell(person, AccountNoticeKind.NEW_CLIENT, **said)
    _keep(person.pk, SignInResult.SIGNED_IN, address, agent)


def keep_failure(request: Any, result: SignInResult, *, person: Person | None) -> None:
    address, agent = _client(request)
    try:
        limits.count(FAILURES, str(person.pk) if person else address)
    except limits.TooOften:
        return
    _keep(person.pk if person else None, result, address, agent)


def of_persons(persons: Iterable[UUID] | QuerySet[Any], asked: Asked) -> QuerySet[SignInRecord]:
    """Newest first."""
    rows = SignInRecord.objects.filter(person__in=persons)
    if asked.result:
        rows = rows.filter(result=asked.result)
    if asked.from_on:
        rows = rows.filter(at__gte=_midnight(asked.from_on))
    if asked.to_on:
        rows = rows.filter(at__lt=_midnight(asked.to_on + timedelta(days=1)))
    return rows.order_by("-at", "-pk")


def forget() -> int:
    """Deletes what is older than `MINGJING_SIGN_IN_DAYS`, in batches; how many. Only the owner of the tables may."""
    old = SignInRecord.objects.filter(at__lt=timezone.now() - timedelta(days=settings.SIGN_IN_DAYS))
    gone = 0
    while keys := list(old.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        gone += SignInRecord.objects.filter(pk__in=keys).delete()[0]
    return gone


def _keep(person: UUID | None, result: SignInResult, address: str, agent: str) -> None:
    SignInRecord.objects.create(person=person, result=result, address=address, agent=agent, at=timezone.now())


def _client(request: Any) -> tuple[str, str]:
    return address_of(request), request.headers.get("User-Agent", "")[:LONGEST_AGENT].replace("\0", "")


def _alike(address: str, agent: str, known_address: str, known_agent: str) -> bool:
    """The same browser and system, whatever their versions, at the same address."""
    named = [(agents.browser(one), agents.system(one)) for one in (agent, known_agent)]
    return address == known_address and named[0] == named[1]


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
