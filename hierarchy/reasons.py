"""不予理由 as they flow down: what a tier published holds below it. A tier below adds to it and takes nothing away.

No national list of such codes is among our sources: what stands here a tier published itself, each with the text of the
law that it rests on.
"""

from django.db.models import QuerySet
from django.db.models.functions import Length

from foundation.clock import local_day, now
from foundation.errors import NotFound, Refusal
from hierarchy.local_rules import cite
from hierarchy.models import Hall, RefusalReason
from hierarchy.tree import ancestors

LONGEST_CODE, LONGEST_NAME, LONGEST_GROUND = 24, 100, 500


class BadReason(Refusal):
    """REQUIRED, TOO_LONG, BAD_CODE, CODE_TAKEN (in this hall, a tier above or a hall below) of one to be published;
    REASON_CODE_NEEDED, NO_SUCH_REASON of one that a refusal names.
    """

    code = "CODE_TAKEN"


def holding(hall: Hall) -> list[RefusalReason]:
    """What may be named in this hall, the highest tier's first; in one statement."""
    return list(_of(hall).filter(retired_at=None))


def known(hall: Hall) -> list[RefusalReason]:
    """With what was retired."""
    return list(_of(hall))


def named(hall: Hall, code: str | None) -> dict[str, str]:
    """What a refusal keeps of the reason that it names, as it stands. Empty where no tier has published any.

    Raises BadReason REASON_CODE_NEEDED, NO_SUCH_REASON.
    """
    offered = {row.code: row for row in holding(hall)}
    if not offered and not code:
        return {}
    if not code:
        raise BadReason("Name the published reason.", code="REASON_CODE_NEEDED", field="reason_code")
    if code not in offered:
        raise BadReason("No such reason holds in this hall.", code="NO_SUCH_REASON", field="reason_code")
    row = offered[code]
    return {"reason_code": row.code, "reason_name": row.name, "ground": row.ground}


def add(hall: Hall, *, code: str, name: str, ground: str, article: str) -> RefusalReason:
    """By an article of the register, from today on. Raises BadReason, and as `local_rules.cited`."""
    spelled = _text(code, "code", LONGEST_CODE).upper()
    if not (spelled.isascii() and spelled.replace("-", "").replace(".", "").isalnum()):
        raise BadReason("Letters, digits, hyphens and full stops.", code="BAD_CODE", field="code")
    row = RefusalReason(
        hall=hall,
        code=spelled,
        name=_text(name, "name", LONGEST_NAME),
        ground=_text(ground, "ground", LONGEST_GROUND),
        article=article,
        cited=cite(hall, article, on=local_day(now())),
        added_at=now(),
    )
    # One way up and down the tree at a time may add a code: the root's row is what they all hold.
    Hall.objects.select_for_update(of=("self",)).get(code=ancestors(hall.path)[0])
    below = RefusalReason.objects.filter(hall__path__startswith=hall.path, code=spelled)
    if _of(hall).filter(code=spelled).exists() or below.exists():
        raise BadReason("This code is taken here, above or below.", field="code")
    row.save(force_insert=True)
    return row


def retire(hall: Hall, code: str) -> RefusalReason:
    """Nobody may name it any more; cases that did keep it. Only by the tier that published it. Raises NotFound."""
    row = RefusalReason.objects.select_related("hall").filter(hall=hall, code=code, retired_at=None).first()
    if row is None:
        raise NotFound("This hall has published no such reason.")
    row.retired_at = now()
    row.save(update_fields=["retired_at"])
    return row


def _of(hall: Hall) -> QuerySet[RefusalReason]:
    rows = RefusalReason.objects.select_related("hall").filter(hall__code__in=ancestors(hall.path))
    return rows.order_by(Length("hall__path"), "code")


def _text(value: str, field: str, most: int) -> str:
    found = value.strip()
    if not found:
        raise BadReason("This is needed.", code="REQUIRED", field=field)
    if len(found) > most:
        raise BadReason(f"At most {most} characters.", code="TOO_LONG", field=field)
    return found
