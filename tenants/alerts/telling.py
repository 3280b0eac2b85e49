"""Who is told of an alert: yellow its handler, red the inspectors as well.

Where nobody handles the case, or its handler has no post here any more, the clerks of the department are told."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from foundation.clock import local_day, now
from hierarchy.models import Post, Role
from tenants.alerts.models import Alert, AlertLevel
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
    posts = list(_posts(hall_code))
    handlers = {str(post.person_id) for post in posts if post.role == Role.CLERK}
    telling.tell(
        hall_code,
        [_news(hall_code, alert, post) for alert in alerts for post in posts if _concerns(post, alert, handlers)],
    )


def _news(hall_code: str, alert: Alert, post: Post) -> News:
    notice = Notice(
        recipient=post.person_id,
        kind="ALERT",
        key=str(alert.pk),
        level=alert.level,
        case_number=alert.case.number,
        params={"clock": alert.clock, "rung": alert.rung, "item": alert.case.item},
        at=alert.at,
    )
    words = {"case": alert.case.number, "item": alert.case.version.variant.name}
    return News(notice, Kind(alert.level), f"/halls/{hall_code}/cases/{alert.case.number}", words)


def _posts(hall_code: str) -> Any:
    today = local_day(now())
    return Post.objects.filter(
        Q(until_on=None) | Q(until_on__gt=today),
        hall__code=hall_code,
        from_on__lte=today,
        role__in=[Role.CLERK, Role.INSPECTOR],
    )


def _concerns(post: Post, alert: Alert, handlers: set[str]) -> bool:
    if post.role == Role.INSPECTOR:
        return alert.level == AlertLevel.RED
    if alert.case.handler in handlers:
        return str(post.person_id) == alert.case.handler
    return not post.departments or alert.case.department in post.departments
