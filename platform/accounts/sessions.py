"""会话: where a person is signed in, for how long, and their end. The engine of Django's sessions (`SESSION_ENGINE`).

Times of a session are the machine's, not those of `MINGJING_CLOCK`: a demo with a shifted clock signs nobody out.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from accounts.models import Person, Session
from foundation.errors import Refusal

SEEN_EVERY = timedelta(minutes=10)


class NoSuchSession(Refusal):
    """None of his with this number, or it ended."""

    code = "NO_SUCH_SESSION"


class SessionStore(DatabaseStore):
    """Keeps the row beside the data, so that who is asked for and the limits cost no statement of their own."""

    record: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        self.record = super()._get_session_from_db()
        return self.record

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row as it is to be written: a new key of the same person goes on with the times of the old one."""
        moment, before = timezone.now(), self.record
        person = UUID(data[SESSION_KEY]) if SESSION_KEY in data else None
        key = self._get_or_create_session_key()
        row = Session(
            session_key=key, session_data=self.encode(data), person_id=person, created_at=moment, seen_at=moment
        )
        if before is not None and before.person_id in (None, person):
            row.created_at, row.seen_at = before.created_at, before.seen_at
            row.address, row.agent = before.address, before.agent
        if before is not None and before.session_key == key:
            row.number = before.number
        row.expire_date = ends_at(row.created_at, row.seen_at)
        self.record = row
        return row

    def flush(self) -> None:
        super().flush()
        self.record = None

    def came_from(self, address: str, agent: str) -> None:
        """Right after signing in: written with the answer."""
        assert self.record is not None, "signing in makes a row"
        self.record.address, self.record.agent = address, agent[:200]
        self.modified = True


def ends_at(created_at: datetime, seen_at: datetime) -> datetime:
    """The earlier of the absolute limit and that of idleness. `seen_at` may lag by `SEEN_EVERY`, to his advantage."""
    longest = created_at + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return min(longest, seen_at + SEEN_EVERY + timedelta(seconds=settings.SESSION_IDLE_SECONDS))


def note_seen(store: SessionStore) -> None:
    """Moves the end of idleness: one statement, at most once in `SEEN_EVERY`; an ended session stays ended."""
    row, moment = store.record, timezone.now()
    if row is None or moment - row.seen_at < SEEN_EVERY:
        return
    row.seen_at, row.expire_date = moment, ends_at(row.created_at, moment)
    Session.objects.filter(pk=row.pk).update(seen_at=moment, expire_date=row.expire_date)


def of_person(person: Person) -> list[Session]:
    """Those that still sign him in, the last seen first."""
    return list(Session.objects.filter(person=person, expire_date__gt=timezone.now()).order_by("-seen_at", "number"))


def end(person: Person, number: UUID) -> None:
    """Raises NoSuchSession, also for another's."""
    if not Session.objects.filter(person=person, number=number, expire_date__gt=timezone.now()).delete()[0]:
        raise NoSuchSession("No such session.", field="id")


def end_all(person: Person, *, but: str | None = None) -> int:
    """How many were ended; `but` is the key of the one that stays."""
    found = Session.objects.filter(person=person, expire_date__gt=timezone.now())
    return int((found.exclude(pk=but) if but else found).delete()[0])


def clear() -> int:
    """Rows that sign nobody in any more."""
    return int(Session.objects.filter(expire_date__lte=timezone.now()).delete()[0])
