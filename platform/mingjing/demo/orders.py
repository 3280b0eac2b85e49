"""Supervision in the demo: an order that waits for its reasons, one whose reasons were stated, one draft; an
accountability case under way, a circular that waits for its answer, the ladder of the province. Through the acts
themselves, by the accounts that a visitor signs in with; dated when the demo is built."""

from accounts.models import Person
from hierarchy import gates, ladders
from hierarchy.models import Hall
from hierarchy.posts import actor_for
from rulebook.accountability import Mode
from rulebook.ladder import Rung, Step, Weight
from tenants.alerts.models import Alert
from tenants.directives import accountability, acts, circulars
from tenants.directives.gates import Place
from tenants.directives.models import SupervisionOrder

WAITING, ANSWERED = "130324000000", "130322000000"  # 卢龙县, 昌黎县
SUBJECT = "办件 {number}（{item}）超过承诺时限。"
DEMAND = "请说明理由，并附有关材料。"
REASONS = "经办人员更换，交接中材料重新核对，延误数日；现已补派人员。"
REPLY_DAYS, SHOWN_DAYS = 5, 20
PROVINCE = "130000000000"
BASIS = "演示：参照绍兴市上虞区2015年度便民服务中心窗口服务月考核细则（年内3次通报，4次追究）"
LADDER = [Rung(Step.CIRCULAR, Weight.LATE, 3, 365), Rung(Step.ACCOUNTABILITY, Weight.LATE, 4, 365)]


def issue() -> None:
    """What is missing of them, in the halls that are built. A hall without reds has none."""
    _publish_ladder()
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
    if hall.code == WAITING:
        subject = SUBJECT.format(number=cases[1][0], item=cases[1][1])
        case = accountability.open_case(
            inspector, mode=Mode.DEPARTMENT, cases=[cases[1][0]], subject=subject, days=REPLY_DAYS
        )
        accountability.approve(supervisor, str(case.pk))
        shown = circulars.draft(
            inspector, cases=[cases[0][0]], subject=subject, reply_days=REPLY_DAYS, shown_days=SHOWN_DAYS
        )
        circulars.show(inspector, str(shown.pk))


def _publish_ladder() -> None:
    """Counts of RS06 (绍兴市上虞区, 2015), for the province of the demo and all below."""
    province, author = Hall.objects.get(code=PROVINCE), Person.objects.filter(username="han").first()
    if author is not None and province.is_demo and ladders.own_ladder(province) is None:
        ladders.keep(province, LADDER, basis=BASIS, person_name=author.display_name)


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
