"""来源: which systems report to a hall, how they sign, and what each may report on."""

import hashlib
import hmac
import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from accounts import tokens
from accounts.models import Person, Token
from accounts.tokens import Issued
from foundation.clock import local_day, now
from foundation.errors import NotFound, Refusal
from hierarchy.models import Hall
from tenants.cases.models import Case
from tenants.exchange import feeds
from tenants.exchange.models import Source
from tenants.exchange.receiving import Report, Wrong
from tenants.items.publish import in_force
from tenants.organization.models import Department

GRACE = timedelta(days=7)
# A signature is good for this long before and after its time stamp.
FRESH = timedelta(minutes=5)


class BadSignature(Refusal):
    """The source signs its requests and this one is not signed, not fresh or not right."""

    code = "BAD_SIGNATURE"


@transaction.atomic
def register(
    hall: Hall,
    *,
    code: str,
    name: str,
    department: str = "",
    is_signed: bool = False,
    silent_after_days: int = feeds.SILENT_AFTER_DAYS,
) -> Source:
    """A new source of the hall that is entered, of which something is expected from now on.

    Raises Refusal REQUIRED, SOURCE_TAKEN, NO_SUCH_DEPARTMENT, OUT_OF_RANGE.
    """
    for field, given, longest in (("code", code, 48), ("name", name, 64)):
        if not given or len(given) > longest:
            raise Refusal(f"1 to {longest} characters.", code="REQUIRED", field=field)
    if department and not Department.objects.filter(code=department).exists():
        raise Refusal("The hall has no such department.", code="NO_SUCH_DEPARTMENT", field="department")
    key = secrets.token_hex(32) if is_signed else ""
    source, is_new = Source.objects.get_or_create(
        code=code, defaults={"name": name, "department": department, "signing_key": key, "created_at": now()}
    )
    if not is_new:
        raise Refusal("The hall has a source with this code.", code="SOURCE_TAKEN", field="code")
    feeds.open_feed(hall, source, days=silent_after_days)
    return source


def access_source(code: str) -> Source:
    """Raises NotFound."""
    try:
        return Source.objects.get(code=code)
    except Source.DoesNotExist:
        raise NotFound("No such source.", field="source") from None


def issue_token(hall: Hall, source: Source, *, by: Person, days: int | None) -> Issued:
    return tokens.issue(by, hall_code=hall.code, source=source.code, label=source.name, days=days)


def tokens_by_source(hall: Hall) -> dict[str, list[Token]]:
    """The usable tokens of all sources of a hall, newest first."""
    found: dict[str, list[Token]] = defaultdict(list)
    for token in Token.objects.filter(Token.usable(now=now()), hall_code=hall.code).exclude(source="").order_by("-pk"):
        found[token.source].append(token)
    return found


def tokens_of(hall: Hall, source: Source) -> list[Token]:
    """The usable ones, newest first; two while a rotation is under way."""
    usable = Token.usable(now=now())
    return list(Token.objects.filter(usable, hall_code=hall.code, source=source.code).order_by("-pk"))


def rotate_token(hall: Hall, source: Source) -> Issued:
    """A new secret; the old ones go on for `GRACE`. Raises NotFound when there is none to follow."""
    usable = tokens_of(hall, source)
    if not usable:
        raise NotFound("The source has no token to follow.", field="source")
    made = tokens.rotate(usable[0], grace=GRACE)
    for older in usable[1:]:
        tokens.revoke(older.pk)
    return made


@transaction.atomic
def close(hall: Hall, source: Source) -> None:
    """From now on nothing is taken from it, and its tokens are revoked."""
    Source.objects.filter(pk=source.pk).update(is_active=False)
    Token.objects.filter(hall_code=hall.code, source=source.code, revoked_at=None).update(revoked_at=now())
    feeds.close_feed(hall, source)


def signature(key: str, *, method: str, path: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256, in hexadecimal, of time stamp, method, path and the SHA-256 of the body, a line each."""
    said = "\n".join((timestamp, method, path, hashlib.sha256(body).hexdigest()))
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()


def check_signature(
    source: Source, *, method: str, path: str, timestamp: str, body: bytes, given: str, at: datetime
) -> None:
    """Raises `BadSignature` if the source signs and this request is not signed by it just now."""
    if not source.signing_key:
        return
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        raise BadSignature("X-Mingjing-Timestamp has to be the time in seconds since 1970.")
    if abs(at.timestamp() - int(timestamp)) > FRESH.total_seconds():
        raise BadSignature("The time stamp is more than five minutes away from the time here.")
    expected = signature(source.signing_key, method=method, path=path, timestamp=timestamp, body=body)
    if not hmac.compare_digest(expected, given.lower()):
        raise BadSignature("X-Mingjing-Signature is not the signature of this request.")


def objections(reports: Sequence[Report], *, bound_to: str) -> list[Wrong]:
    """Rows that their source may not send: another's (for a token that is `bound_to` one), a closed one's, of
    a department that is not its own."""
    known = {source.code: source for source in Source.objects.filter(code__in={report.source for report in reports})}
    owners = _owners(reports)
    found = []
    for report in reports:
        source = known.get(report.source)
        if bound_to and report.source != bound_to:
            found.append(_wrong(report, "OTHER_SOURCE", "This token belongs to another source."))
        elif source is not None and not source.is_active:
            found.append(_wrong(report, "SOURCE_CLOSED", "Nothing is taken from this source any more."))
        elif source is not None and source.department and owners.get(report.case_number) not in ("", source.department):
            found.append(_wrong(report, "OTHER_DEPARTMENT", "This source reports on another department."))
    return found


def _owners(reports: Sequence[Report]) -> dict[str, str]:
    """The department of each case: as it is recorded, else as its first rows or its item say; empty where none does."""
    versions = in_force(on=local_day(now()))
    found = {report.case_number: "" for report in reports}
    for report in reports:
        item = versions.get(report.item_code)
        said = report.department or (item.department if item else "")
        found[report.case_number] = found[report.case_number] or said
    rows = Case.objects.filter(number__in=list(found)).values_list("number", "department")
    return found | dict(rows)


def note(reports: Sequence[Report]) -> None:
    """Sources that a person's token named for the first time are known from now on."""
    moment = now()
    codes = sorted({report.source for report in reports})
    Source.objects.bulk_create(
        [Source(code=code, name=code, created_at=moment) for code in codes], ignore_conflicts=True
    )


def _wrong(report: Report, code: str, message: str) -> Wrong:
    row = {"source": report.source, "event_id": report.event_id, "case_number": report.case_number}
    return Wrong(report.index, code, message, "source", row | {"kind": report.kind.value})
