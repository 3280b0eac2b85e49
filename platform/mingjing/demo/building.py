"""Building the demo: halls, people, catalog and cases, hall by hall; what is done is not done again."""

import random
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from foundation import working
from foundation.clock import local_day, now
from hierarchy import calendars, gates, provisioning, rules, tree
from hierarchy.models import Hall, HallState, RuleVersion
from hierarchy.posts import Actor
from mingjing.demo import orders, people, planning
from mingjing.demo.days import months
from mingjing.demo.life import applicant, events
from mingjing.demo.organization import organize
from mingjing.demo.planning import DemoHall
from mingjing.demo.stories import beidaihe, changli, fengning, kuancheng, luanping, lulong, qinglong
from mingjing.demo.world import DemoItem, halls_file, items
from reporting import rollups
from rulebook.case import EventKind
from rulebook.standing import Terms
from tenants.cases import silences
from tenants.cases.append import CaseBatch, Door, NewEvent, append_batch
from tenants.cases.reading import terms
from tenants.exchange import sources
from tenants.exchange.models import Source
from tenants.items.models import ItemVersion
from tenants.items.publish import in_force, publish_catalog

MONTHS = 13
SEED = 20260101
BATCH = 400
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Scene:
    """What stays the same while the halls are filled."""

    today: date
    until: datetime
    scale: float
    terms: Terms


def build(*, scale: float | None = None, progress: Progress = lambda line: None, halls: Iterable[str] = ()) -> None:
    """Builds what is missing. `halls` (6-digit codes) restricts the cases to these; the tree is always whole."""
    scene = Scene(
        today=local_day(now()),
        until=now(),
        scale=0.1 if scale is None else scale,
        terms=terms(calendars.current_version()),
    )
    progress("demo: the tree of Hebei")
    tree.load_divisions()
    only = set(halls)
    chosen = [hall for hall in demo_halls() if not only or hall.code in only]
    _provision(chosen, progress)
    accounts = people.appoint(chosen, scene.today)
    _rule()
    for number, hall in enumerate(chosen, start=1):
        found = Hall.objects.get(code=tree.normalise(hall.code))
        if found.is_demo:
            continue
        _fill(found, hall, scene, accounts[hall.code])
        progress(f"demo: {number}/{len(chosen)} {found.display_name}")
    progress("demo: working off what has fallen due")
    settle()
    orders.issue()
    settle()


def demo_halls() -> list[DemoHall]:
    """Halls with their volumes, townships last."""
    file = halls_file()
    found = [DemoHall(code, row.get("monthly") or row["times"] * file["medium"]) for code, row in file["halls"].items()]
    plan = file["townships"]
    for county, count in plan["of"].items():
        codes = list(
            Hall.objects.filter(parent__code=tree.normalise(county))
            .order_by("code")
            .values_list("code", flat=True)[:count]
        )
        live = codes[:-1] if county in plan["preparing"] else codes
        found += [DemoHall(code, plan["monthly"], tuple(plan["items"])) for code in live]
    return found


def settle() -> None:
    """Works off everything that is due and folds it, so that the first page is complete."""
    while working.work(now=now(), budget=5000):
        pass
    while rollups.fold(limit=100_000).deltas:
        pass
    while working.work(now=now(), budget=5000):
        pass


def _provision(chosen: list[DemoHall], progress: Progress) -> None:
    codes = [tree.normalise(hall.code) for hall in chosen]
    provisioning.provision(codes, progress=progress)


def _rule() -> None:
    """The province has put the shipped rules in force before the demo begins."""
    province = Hall.objects.get(code=tree.normalise("130000"))
    if not RuleVersion.objects.filter(hall=province).exists():
        for rule in rules.shipped():
            if not rule.held_by:
                rules.keep(province, rule, from_on=people.BEGIN, person_name="韩卫东")


def _fill(hall: Hall, plan: DemoHall, scene: Scene, actor: Actor) -> None:
    """Catalog, organization and cases of one hall; what an interrupted build left is kept, a case is never doubled."""
    rng = random.Random(SEED ^ zlib.crc32(plan.code.encode()))
    trial = halls_file()["trial"].get(plan.code)
    hall.trial_until_on = months(scene.today, MONTHS)[trial] if trial else None
    hall.state = HallState.LIVE
    with gates.enter(hall):
        organize(hall)
        if plan.code == kuancheng.HALL:
            _fall_silent(hall, scene)
        versions = _catalog(scene.today, plan)
        numbered = _numbered(hall, _cases(rng, plan, scene))
        batch: list[CaseBatch] = []
        for number, item, found in numbered:
            batch.append(_batch(rng, plan, number, item, versions[item.code], found, scene))
            if len(batch) == BATCH:
                append_batch(hall, batch, door=Door.LENIENT, actor=actor)
                batch = []
        append_batch(hall, batch, door=Door.LENIENT, actor=actor)
    hall.is_demo = True
    hall.save(update_fields=["is_demo", "state", "trial_until_on"])


def _fall_silent(hall: Hall, scene: Scene) -> None:
    """The feed of the decoy, and that it was silent; it is heard today."""
    if Source.objects.filter(code=kuancheng.SOURCE).exists():
        return
    told = kuancheng.outage(scene.terms.calendar, months(scene.today, MONTHS)[-3])
    sources.register(
        hall, code=kuancheng.SOURCE, name=kuancheng.NAME, department=kuancheng.DEPARTMENT, silent_after_days=3
    )
    silences.replay(kuancheng.SOURCE, told.silence, since=told.since, heard_at=told.back_at)


def _catalog(today: date, plan: DemoHall) -> dict[str, ItemVersion]:
    begin = months(today, MONTHS + 2)[0]
    there = in_force(on=today)
    chosen = [item for item in items() if not plan.items or item.no in plan.items]
    publish_catalog([item.draft(begin) for item in chosen if item.code not in there])
    return dict(in_force(on=today))


def _cases(rng: random.Random, plan: DemoHall, scene: Scene) -> Iterator[tuple[DemoItem, list[NewEvent]]]:
    """The cases of a hall, month by month: a story speaks alone in its months, the background in the others."""
    told = dict(_story(rng, plan, scene))
    for first in months(scene.today, MONTHS):
        if first in told:
            yield from told[first]
            continue
        for course in planning.month_courses(rng, scene.terms.calendar, plan, first, scale=scene.scale):
            found = events(rng, scene.terms.calendar, course)
            is_told = any(event.kind is EventKind.CONCLUDED and _month(event.at) in told for event in found)
            if not is_told and not _is_left_to_a_decoy(plan, scene, course.item, first, found):
                yield course.item, found
    yield from _decoy(rng, plan, scene)


def _decoy(rng: random.Random, plan: DemoHall, scene: Scene) -> Iterator[tuple[DemoItem, list[NewEvent]]]:
    """Cases that stand beside the background of their month."""
    before_last, last = months(scene.today, MONTHS)[-3:-1]
    if plan.code == kuancheng.HALL:
        yield from kuancheng.cases(rng, scene.terms.calendar, before_last)
    if plan.code == fengning.HALL:
        yield from fengning.cases(rng, scene.terms.calendar, last)
    if plan.code == luanping.HALL:
        yield from luanping.cases(rng, scene.terms, months(scene.today, MONTHS)[:-1])
    if plan.code == qinglong.HALL:
        yield from qinglong.cases(rng, scene.terms, scene.today)
    if plan.code == changli.HALL:
        yield from changli.cases(rng, scene.terms.calendar, scene.today)


def _is_left_to_a_decoy(plan: DemoHall, scene: Scene, item: DemoItem, first: date, found: list[NewEvent]) -> bool:
    """Background of a decoy's department that would speak while the decoy does."""
    before_last, last = months(scene.today, MONTHS)[-3:-1]
    if plan.code == luanping.HALL and item.no == luanping.ITEM:
        return True
    if plan.code == qinglong.HALL and item.no == qinglong.ITEM and qinglong.touches(scene.today, found):
        return True
    if plan.code == changli.HALL and item.no == changli.ITEM and changli.touches(scene.today, found):
        return True
    if plan.code == kuancheng.HALL and item.department == kuancheng.DEPARTMENT:
        return first == before_last or kuancheng.outage(scene.terms.calendar, before_last).touches(found)
    return plan.code == fengning.HALL and item.department == fengning.DEPARTMENT and first == last


def _story(
    rng: random.Random, plan: DemoHall, scene: Scene
) -> Iterator[tuple[date, Iterator[tuple[DemoItem, list[NewEvent]]]]]:
    """The months in which a story is told, with its cases; M0 is the last full month."""
    full = months(scene.today, MONTHS)[:-1]
    if plan.code == lulong.HALL:
        for first, month in zip(full[-len(lulong.MONTHS) :], lulong.MONTHS, strict=True):
            yield first, lulong.cases(rng, scene.terms, first, month)
    if plan.code == beidaihe.HALL:
        for first in full:
            if first.month in beidaihe.MONTHS:
                yield first, beidaihe.cases(rng, scene.terms, first, beidaihe.MONTHS[first.month])


def _month(moment: datetime) -> date:
    return local_day(moment).replace(day=1)


def _numbered(
    hall: Hall, cases: Iterator[tuple[DemoItem, list[NewEvent]]]
) -> Iterator[tuple[str, DemoItem, list[NewEvent]]]:
    """Numbers of the demo's own series, the same at every build; a window's numbers have no letter."""
    for index, (item, found) in enumerate(cases, start=1):
        yield f"{hall.code[:6]}-D{found[0].at.year}-{index:06d}", item, found


def _batch(
    rng: random.Random,
    plan: DemoHall,
    number: str,
    item: DemoItem,
    version: ItemVersion,
    found: list[NewEvent],
    scene: Scene,
) -> CaseBatch:
    channels = halls_file()["channels"]
    past = [event for event in _seen(item, found) if (event.recorded_at or event.at) <= scene.until]
    # A story may say who applies; it is the case's, not the event's.
    name = str(past[0].detail.get("applicant_name", "")) if past else ""
    is_fed = plan.code == kuancheng.HALL and item.department == kuancheng.DEPARTMENT
    source = kuancheng.SOURCE if is_fed else "demo"
    return CaseBatch(
        number=number,
        events=[_identified(event, source, number, index) for index, event in enumerate(past)],
        version=version,
        department=item.department,
        applicant_name=name or applicant(rng),
        channel=rng.choices(list(channels), weights=list(channels.values()))[0],
    )


def _seen(item: DemoItem, found: list[NewEvent]) -> list[NewEvent]:
    """一厅双网: the stages of such a department run in its own system."""
    partial = {row["code"] for row in halls_file()["departments"] if row.get("monitoring") == "PARTIAL"}
    if item.department not in partial:
        return found
    return [event for event in found if event.kind not in (EventKind.STAGE_BEGUN, EventKind.STAGE_ENDED)]


def _identified(event: NewEvent, source: str, number: str, index: int) -> NewEvent:
    """With an identity of its own, so that building again adds nothing."""
    detail = {key: value for key, value in event.detail.items() if key != "applicant_name"}
    return NewEvent(event.kind, event.at, detail, source, f"{number}#{index}", event.corrects, event.recorded_at)


def is_built() -> bool:
    """A hall says that it carries demo cases once all of them are in."""
    codes = [tree.normalise(hall.code) for hall in demo_halls()]
    return Hall.objects.filter(code__in=codes, is_demo=True).count() == len(codes)
