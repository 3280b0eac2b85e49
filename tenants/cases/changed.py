"""Which cases of the hall changed since a link of its chain: for who holds a list and asks what is new. Hall schema.

The order is that of the seal, not of the keys of events. A key is given before its transaction commits, so a reader who
went by keys would pass over a row that commits later; a link is written for committed rows only, one sealer after the
other, without gaps. So what has a link above the last one that was read is new, and nothing is ever missed; a change is
told once it is sealed, which is within a minute. The chain moves with the hall, and a transaction id would not.
"""

from dataclasses import dataclass

from django.db import connection

from tenants.audit.models import ChainLink

# Events alone: everything else about a case follows from them (and its lamp from its moments and the time).
_CHANGED = """
SELECT l.sequence, e.case_id FROM audit_chainlink l JOIN cases_caseevent e ON e.id = l.row
 WHERE l."table" = 'cases_caseevent' AND l.sequence > %(after)s ORDER BY l.sequence LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A link of the chain, and the beginning of its digest: another history has another one there."""

    sequence: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """Keys of cases that events of the links after a place are of; up to where the links were read."""

    cases: frozenset[int]
    until: Place
    has_more: bool


def head() -> Place:
    """The last link."""
    last = ChainLink.objects.order_by("-sequence").first()
    return _place(last) if last else Place()


def is_known(place: Place) -> bool:
    """Whether the chain has this link: not if the hall was restored to a moment before it."""
    if not place.sequence:
        return True
    link = ChainLink.objects.filter(sequence=place.sequence).first()
    return link is not None and _place(link) == place


def since(place: Place, *, most: int) -> Changed:
    """Reads up to `most` events after a place, in the order of the seal."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, {"after": place.sequence, "most": most + 1})
        rows = cursor.fetchall()
    read = rows[:most]
    until = _at(read[-1][0]) if read else place
    return Changed(frozenset(case for _, case in read), until, len(rows) > most)


def _at(sequence: int) -> Place:
    return _place(ChainLink.objects.get(sequence=sequence))


def _place(link: ChainLink) -> Place:
    return Place(link.sequence, bytes(link.digest).hex()[:16])
