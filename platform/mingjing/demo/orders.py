"""Orders of the demo: one that waits for its reasons, one whose reasons were stated, one draft. Through the acts
themselves, by the accounts that a visitor signs in with; dated when the demo is built."""

from accounts.models import Person
from hierarchy import gates
from hierarchy.models import Hall
from hierarchy.posts import actor_for
from tenants.alerts.models import Alert
from tenants.directives import acts
from tenants.directives.gates import Place
from tenants.directives.models import SupervisionOrder

WAITING, ANSWERED = "130324000000", "130322000000"  # 卢龙县, 昌黎县
SUBJECT = "办件 {number}（{item}）超过承诺时限。"
DEMAND = "请说明理由，并附有关材料。"
REASONS = "经办人员更换，交接中材料重新核对，延误数日；现已补派人员。"
REPLY_DAYS = 5


def issue() -> None:
    """What is missing of them, in the halls that are built. A hall without reds has none."""
    for code in (WAITING, ANSWERED):
        hall = Hall.objects.get(code=code)
        if not hall.is_demo:
            continue
        with gates.enter(hall):
            if not SupervisionOrder.objects.exists():
                _issue(hall)


def _issue(hall: Hall) -> None:
    inspector, supervisor, clerk = (_place(hall, username) for username in ("zhao", "han", "lin"))
    if inspector is None or supervisor is None:
        return
    reds = Alert.objects.filter(level="RED", notes=None, case__department__gt="").order_by("-at", "-pk")
    cases = list(dict.fromkeys(reds.values_list("case__number", "case__version__variant__name")[:50]))
    if len(cases) < 2:
        return
    order = _drafted(inspector, *cases[0])
    acts.check(supervisor, str(order.pk))
    acts.issue(supervisor, str(order.pk))
    if hall.code == ANSWERED and clerk is not None:
        acts.receive(clerk, str(order.pk))
        acts.explain(clerk, str(order.pk), reasons=REASONS)
    _drafted(inspector, *cases[1])


def _drafted(place: Place, number: str, item: str) -> SupervisionOrder:
    return acts.draft(
        place,
        cases=[number],
        subject=SUBJECT.format(number=number, item=item),
        demand=DEMAND,
        reply_days=REPLY_DAYS,
    )


def _place(hall: Hall, username: str) -> Place | None:
    person = Person.objects.filter(username=username).first()
    actor = actor_for(person) if person else None
    return Place(hall, actor) if actor else None
