"""Who is told of an alert, by the ladder that its case pins: by default yellow its handler, red the inspectors as well.

Where nobody handles the case, or its handler has no post here any more, the clerks of the department are told. What
goes by another channel than the messages of the pages is not told here.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from foundation.clock import local_day, now
from hierarchy.models import Post, Role
from hierarchy.rules import Name, names
from rulebook.case import ClockName
from rulebook.signals import IN_APP, Level, Telling, Told
from tenants.alerts.models import Alert
from tenants.cases import reading
from tenants.cases.deriving import rule_of
from tenants.notices import telling
from tenants.notices.models import Notice
from tenants.notices.telling import News
from tenants.notices.templates import Kind


def tell(hall_code: str, rows: Sequence[Any]) -> None:
    """Handler of `alert.tell`: a message to each post concerned in this hall; the same message twice is refused."""
    alerts = (
        Alert.objects.filter(pk__in=[int(row.key) for row in rows])
        .select_related("case__version__variant")
        .order_by("pk")
    )
    found = names(rule_of(alert.clock) for alert in alerts)
    called = {alert.pk: _called(found.get(rule_of(alert.clock))) for alert in alerts}
    posts = list(_posts(hall_code))
    handlers = {str(post.person_id) for post in posts if post.role == Role.CLERK}
    telling.tell(
        hall_code,
        [
            _news(hall_code, alert, post, called[alert.pk])
            for alert in alerts
            for post in posts
            if _concerns(post, alert, handlers)
        ],
    )


def _news(hall_code: str, alert: Alert, post: Post, called: dict[str, Any]) -> News:
    notice = Notice(
        recipient=post.person_id,
        kind="ALERT",
        key=str(alert.pk),
        level=alert.level,
        case_number=alert.case.number,
        params={"clock": alert.clock, "rung": alert.rung, "item": alert.case.item} | called,
        at=alert.at,
    )
    words = {"case": alert.case.number, "item": alert.case.version.variant.name}
    return News(notice, _kind(alert), f"/halls/{hall_code}/cases/{alert.case.number}", words)


def _kind(alert: Alert) -> Kind:
    """By its words: what a rule or the loop found is no lateness; a prompt and an advice speak as a yellow does."""
    if alert.clock.partition(":")[0] in (ClockName.LOOP, ClockName.RULE):
        return Kind.FOUND
    return Kind.RED if alert.level == Level.RED else Kind.YELLOW


# 审批人: who decides in a hall has the post of a leader.
_ROLES = {
    Role.CLERK: Told.HANDLER,
    Role.INSPECTOR: Told.INSPECTOR,
    Role.SUPERVISOR: Told.SUPERVISOR,
    Role.LEADER: Told.APPROVER,
    Role.HALL_ADMIN: Told.HALL_ADMIN,
}


def _called(rule: Name | None) -> dict[str, dict[str, str]]:
    """What the rule is called that found something; nothing for a clock."""
    return {"rule": {"zh": rule.zh, "en": rule.en}} if rule else {}


def _posts(hall_code: str) -> Any:
    today = local_day(now())
    return Post.objects.filter(
        Q(until_on=None) | Q(until_on__gt=today), hall__code=hall_code, from_on__lte=today, role__in=list(_ROLES)
    )


def _concerns(post: Post, alert: Alert, handlers: set[str]) -> bool:
    if Telling(_ROLES[Role(post.role)], IN_APP) not in _told(alert):
        return False
    if post.role != Role.CLERK:
        return True
    if alert.case.handler in handlers:
        return str(post.person_id) == alert.case.handler
    return not post.departments or alert.case.department in post.departments


def _told(alert: Alert) -> tuple[Telling, ...]:
    case = alert.case
    rung = reading.terms_of(case).ladder.rung(alert.clock, alert.rung)
    return rung.tell if rung else ()
