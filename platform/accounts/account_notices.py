"""账号消息: what happened to one's own account, in the in-app list of the person, whatever post he holds or none."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import AccountNotice, AccountNoticeKind, Person


def tell(person: Person, kind: AccountNoticeKind, **params: Any) -> None:
    """In the transaction of what happened, if there is one. No secret may stand in `params`."""
    AccountNotice.objects.create(person=person, kind=kind, params=params, at=timezone.now())


def of_person(person: Person, *, unread_only: bool) -> QuerySet[AccountNotice]:
    """Newest first."""
    rows = AccountNotice.objects.filter(person=person).order_by("-at", "-pk")
    return rows.filter(read_at=None) if unread_only else rows


def mark_read(person: Person, keys: list[int]) -> None:
    """Unknown ones and other people's are passed over."""
    AccountNotice.objects.filter(person=person, pk__in=keys, read_at=None).update(read_at=timezone.now())
