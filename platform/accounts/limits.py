"""How often something may be tried in a while, counted in the database: all web processes count together.

Windows are fixed: up to twice as many may fall on both sides of a boundary. Times are the machine's.
"""

import hashlib
import hmac
import math
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from foundation.errors import Refusal

COUNT = """
INSERT INTO public.accounts_tries AS t (key, count, ends_at) VALUES (%(key)s, 1, %(ends_at)s)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN t.ends_at <= %(now)s THEN 1 ELSE t.count + 1 END,
  ends_at = CASE WHEN t.ends_at <= %(now)s THEN excluded.ends_at ELSE t.ends_at END
RETURNING count, ends_at
"""
CLEAR = """
DELETE FROM public.accounts_tries WHERE key IN
  (SELECT key FROM public.accounts_tries WHERE ends_at <= %s LIMIT 100 FOR UPDATE SKIP LOCKED)
"""


class TooOften(Refusal):
    """Come again after `seconds`; what was asked was not looked at."""

    code = "TOO_OFTEN"

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many tries; try again in {math.ceil(seconds / 60)} minutes.")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Rate:
    """So many tries of one subject in a window; `name` keeps kinds of tries apart."""

    name: str
    most: int
    window: timedelta


def count(rate: Rate, subject: str) -> None:
    """One statement, committed by itself outside of a transaction. Raises TooOften. Keeps a digest of the subject."""
    moment = timezone.now()
    given = {"key": _key(rate.name, subject), "now": moment, "ends_at": moment + rate.window}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, given)
        tries, ends_at = cursor.fetchone()
        if tries == 1:
            cursor.execute(CLEAR, [moment])
    if tries > rate.most:
        raise TooOften(max(1, math.ceil((ends_at - moment).total_seconds())))


def _key(name: str, subject: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{name}\0{subject}".encode(), hashlib.sha256).hexdigest()
