"""Roll-ups: a province and its children over arbitrary dates, against entering every hall and counting there."""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from rulebook.measures import MEASURES

if TYPE_CHECKING:
    from hierarchy.models import Hall
    from reporting.compare import Period

NEEDS_DATABASE = True
ROLE = "owner"
ALL, FEW = "bench_rollup", "bench_rollup_few"
PROVINCE, FEW_HALLS = "130000000000", 26
# Fixed days, so that a database is the same whenever it is made; what is not due yet falls due in another century.
TODAY, FAR = date(2026, 6, 30), "2099-01-01"
NOW = datetime(2026, 6, 30, 9, 0, tzinfo=UTC)
ITEMS, DEPARTMENTS = 30, 12
STOCKS = [name for name in MEASURES if name.endswith("_change")]
TURN = 20

COMPARE = """query Compare($code: ID!, $from: Date!, $to: Date!) { hall(code: $code) { code name tier
  rollup(from: $from, to: $to) { received concluded open overdue overdueRate onTimeRate yellow red complaints
    complaintsUpheld satisfactionRate meanWorkingDays accepted concludedEarly onTheSpot returned corrections
    overdueStatutory speedUp ratings goodRatings }
  children { code name tier
    rollup(from: $from, to: $to) { received concluded open overdue overdueRate onTimeRate yellow red complaints } }
} }"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--halls", type=int, default=0, help="halls of the tree (default: all of Hebei, 2567)")
    parser.add_argument("--days", type=int, default=396, help="days with figures (default: 396)")
    parser.add_argument("--pending", type=int, default=250, help="deltas that are not folded (default: 250)")
    parser.add_argument("--due", type=int, default=200, help="cases that fell due unworked (default: 200)")
    parser.add_argument("--open", type=int, default=100_000, help="cases that will fall due (default: 100000)")
    parser.add_argument("--loop-halls", type=int, default=20, help="halls entered by the loop (default: 20)")
    parser.add_argument("--cases", type=int, default=200, help="cases in each of these (default: 200)")
    parser.add_argument("--periods", type=int, default=100, help="periods drawn by lot (default: 100)")
    parser.add_argument("--seed", type=int, default=20260630)


def run(args: argparse.Namespace) -> dict[str, Any]:
    from mingjing.kept_database import keep

    kept = ("halls", "days", "pending", "due", "open")
    sizes = {name: getattr(args, name) for name in kept}
    keep(FEW, made_of=sizes, fill=lambda: fill(args, halls=FEW_HALLS, loop_halls=0))
    own = {"loop_halls": args.loop_halls, "cases": args.cases}
    keep(ALL, made_of=sizes | own, fill=lambda: fill(args, halls=args.halls, loop_halls=args.loop_halls))
    periods = drawn(args)
    codes = compared()
    ours, few = interleaved(codes, periods)
    ideal = p50(periods, lambda period: read_ideal(codes, period))
    halls = provisioned(args.loop_halls)
    a_hall = p50(periods, lambda period: [count(hall, period) for hall in halls]) / len(halls)
    found = measured_sizes()
    loop = a_hall * found["halls"]
    return {
        "sizes": found
        | sizes
        | {
            "halls": found["halls"],
            "few_halls": FEW_HALLS,
            "nodes": len(codes),
            "periods": len(periods),
            "loop_halls_timed": len(halls),
            "loop_cases_a_hall": args.cases,
            "loop_is_scaled": True,
        },
        "product": {"rollup_ms": ours, "rollup_few_ms": few, "graphql_ms": graphql_ms(periods)},
        "baselines": {"loop_ms": loop, "loop_ms_a_hall": a_hall, "ideal_sql_ms": ideal},
        "ratios": {"loop": loop / ours, "ideal_sql": ours / ideal, "growth": ours / few},
    }


def fill(args: argparse.Namespace, *, halls: int, loop_halls: int) -> None:
    """The tree (cut to `halls`, unless 0), cases in some halls, and figures of all by the product's own fold."""
    from hierarchy.tree import load_divisions
    from mingjing.commands.migrate import migrate_public
    from mingjing.kept_database import analyse
    from reporting import rollups

    migrate_public()
    load_divisions()
    if halls:
        cut(halls)
    if loop_halls:
        fill_halls(loop_halls, args.cases)
    begin = TODAY - timedelta(days=args.days - 1)
    execute(f"TRUNCATE {', '.join(PUBLIC)}")
    execute(DELTAS, begin=begin, end=TODAY)
    while rollups.fold(limit=100_000).deltas:
        pass
    execute("TRUNCATE foundation_agenda")  # the fold's own, to have halls sealed
    analyse()  # a table that is mostly empty is read as if it were full until it has been vacuumed
    execute(PENDING, end=TODAY, count=args.pending)
    execute(AGENDA, at=NOW - timedelta(hours=1), day=TODAY, count=args.due, kind="due")
    execute(AGENDA, at=FAR, day=FAR, count=args.open, kind="open")
    execute(IDEAL)
    analyse()


def cut(halls: int) -> None:
    """Keeps the province, its children and, up to the number, the halls below these, tier by tier."""
    execute(
        """CREATE TEMP TABLE kept AS SELECT id FROM hierarchy_hall
           ORDER BY length(path), path LIMIT %(halls)s""",
        halls=halls,
    )
    for table in ("hierarchy_hallparent", "hierarchy_hallpredecessor"):
        execute(f"DELETE FROM {table} WHERE hall_id NOT IN (SELECT id FROM kept)")  # noqa: S608
    execute("DELETE FROM hierarchy_hall WHERE id NOT IN (SELECT id FROM kept)")


def fill_halls(count: int, cases: int) -> None:
    """Schemas with cases for the loop, written by the product."""
    from hierarchy import calendars, provisioning
    from hierarchy.models import Hall
    from mingjing.bench_cases import fill_hall

    calendars.load_published()
    halls = list(Hall.objects.filter(tier="COUNTY").order_by("path")[:count])
    provisioning.provision([hall.code for hall in halls])
    for hall in Hall.objects.filter(code__in=[hall.code for hall in halls]):
        fill_hall(hall, cases, days=180, until=TODAY, concluded=8)


PUBLIC = (
    "reporting_delta",
    "reporting_rollup",
    "reporting_nodeday",
    "reporting_board",
    "foundation_agenda",
    "foundation_outbox",
)
_NAMES = ", ".join(MEASURES)
# Small numbers out of a hash; changes of stocks are 0 or 1.
_MADE_UP = ", ".join(f"(k >> {i}) & {1 if m.endswith('_change') else 3} AS {m}" for i, m in enumerate(MEASURES))

# Two items a day in every hall; townships have something once a week.
DELTAS = f"""
INSERT INTO reporting_delta (hall, day, item, department, {_NAMES})
SELECT code, day, 'XK-' || mod(abs(k), {ITEMS}), 'D' || mod(abs(k), {DEPARTMENTS}), {_MADE_UP}
  FROM (SELECT h.code, h.tier, d::date AS day, hashtext(h.code || d::date || r) AS k FROM hierarchy_hall h,
               generate_series(%(begin)s::date, %(end)s::date, interval '1 day') d, generate_series(1, 2) r) made
 WHERE tier <> 'TOWNSHIP' OR mod(day - date '2025-01-01' + abs(mod(hashtext(code), 7)), 7) = 0
"""  # noqa: S608 - names of our own measures
PENDING = f"""
INSERT INTO reporting_delta (hall, day, item, department, {_NAMES})
SELECT code, %(end)s::date, 'XK-' || mod(abs(k), {ITEMS}), 'D' || mod(abs(k), {DEPARTMENTS}), {_MADE_UP}
  FROM (SELECT h.code, hashtext(h.code || n) AS k FROM generate_series(1, %(count)s) n
          JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS halls
                  FROM hierarchy_hall) h ON h.place = mod(n, h.halls)) made
"""  # noqa: S608
AGENDA = """
INSERT INTO foundation_agenda (handler, hall, key, at, attempts, error, priority, item, department, figures)
SELECT 'case.clock', h.code, %(kind)s || n, %(at)s, 0, '', 5, 'XK-1', 'D1',
       jsonb_build_array(jsonb_build_object('at', %(at)s::timestamptz, 'day', %(day)s::date, 'yellow', 1),
                         jsonb_build_object('at', '2099-02-01T00:00:00Z', 'day', '2099-02-01', 'red', 1))
  FROM generate_series(1, %(count)s) n
  JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS halls
          FROM hierarchy_hall) h ON h.place = mod(n, h.halls)
"""
# What a person would wish for: one row a node and day, with the stocks as they stood at its end.
_CLOSED = ", ".join(
    f"sum({name}) OVER (PARTITION BY node ORDER BY day)::int AS {name}" if name in STOCKS else name for name in MEASURES
)
IDEAL = f"""
CREATE TABLE bench_ideal AS SELECT node, day, {_CLOSED} FROM reporting_nodeday WHERE NOT is_own AND NOT is_month;
CREATE UNIQUE INDEX ON bench_ideal (node, day)
"""  # noqa: S608
_SUMMED = ", ".join(
    f"max({name}) FILTER (WHERE day = %(to)s)" if name in STOCKS else f"sum({name})" for name in MEASURES
)
READ_IDEAL = f"""
SELECT node, {_SUMMED} FROM bench_ideal WHERE node = ANY(%(codes)s) AND day BETWEEN %(from)s AND %(to)s GROUP BY node
"""  # noqa: S608
# The measures of a page, counted in one hall.
COUNT = """
SELECT count(*) FILTER (WHERE submitted_at >= %(from)s AND submitted_at < %(after)s),
       count(*) FILTER (WHERE accepted_at >= %(from)s AND accepted_at < %(after)s),
       count(*) FILTER (WHERE ended_at >= %(from)s AND ended_at < %(after)s),
       count(*) FILTER (WHERE ended_at >= %(from)s AND ended_at < %(after)s AND ended_at > due_at),
       count(*) FILTER (WHERE submitted_at < %(after)s AND (ended_at IS NULL OR ended_at >= %(after)s)),
       count(*) FILTER (WHERE due_at < %(after)s AND (ended_at IS NULL OR ended_at >= %(after)s)),
       (SELECT count(*) FROM alerts_alert WHERE level = 'YELLOW' AND at >= %(from)s AND at < %(after)s),
       (SELECT count(*) FROM alerts_alert WHERE level = 'RED' AND at >= %(from)s AND at < %(after)s)
  FROM cases_case
"""


def execute(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall()) if cursor.description else []


def drawn(args: argparse.Namespace) -> list["Period"]:
    """Arbitrary dates: any first day, any length up to a year; every other one ends today, where things are pending."""
    from reporting.compare import Period

    chance, found = random.Random(args.seed), []
    for number in range(args.periods):
        begin = TODAY - timedelta(days=chance.randrange(args.days))
        length = chance.randrange(min(366, (TODAY - begin).days + 1))
        found.append(Period(begin, TODAY if number % 2 else begin + timedelta(days=length)))
    return found


def compared() -> list[str]:
    """The province and its children."""
    rows = execute(
        "SELECT code FROM hierarchy_hall WHERE code = %(code)s OR parent_id = "
        "(SELECT id FROM hierarchy_hall WHERE code = %(code)s) ORDER BY path",
        code=PROVINCE,
    )
    return [code for (code,) in rows]


def interleaved(codes: Sequence[str], periods: Sequence["Period"]) -> tuple[float, float]:
    """Median of ours with all halls and with few, by turns: what disturbs the machine disturbs both."""
    from mingjing.kept_database import use
    from reporting.compare import rollup

    found: dict[str, list[float]] = {ALL: [], FEW: []}
    for start in range(0, len(periods), TURN):
        for name in (FEW, ALL):
            use(name)
            rollup(codes, period=periods[0], now=NOW)
            found[name] += [
                elapsed(lambda period=period: rollup(codes, period=period, now=NOW))
                for period in periods[start : start + TURN]
            ]
    return statistics.median(found[ALL]), statistics.median(found[FEW])


def elapsed(work: Callable[[], object]) -> float:
    """In milliseconds."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def p50(periods: Sequence["Period"], work: Callable[["Period"], object]) -> float:
    work(periods[0])
    return statistics.median(elapsed(lambda period=period: work(period)) for period in periods)


def read_ideal(codes: Sequence[str], period: "Period") -> list[tuple[Any, ...]]:
    return execute(READ_IDEAL, **{"codes": list(codes), "from": period.from_on, "to": period.to_on})


def count(hall: "Hall", period: "Period") -> list[tuple[Any, ...]]:
    """What the loop does in each hall: enters it and counts."""
    from hierarchy.gates import enter

    with enter(hall):
        return execute(COUNT, **{"from": period.from_on, "after": period.to_on + timedelta(days=1)})


def provisioned(count: int) -> list["Hall"]:
    from hierarchy.models import Hall

    return list(Hall.objects.exclude(provisioned_at=None).order_by("path")[:count])


def graphql_ms(periods: Sequence["Period"]) -> float:
    """The whole request of a region page, as a supervisor of the province sends it, without the network."""
    from django.test import Client

    from accounts import tokens
    from accounts.models import Person
    from hierarchy.models import Hall, Post, Role

    person, is_new = Person.objects.get_or_create(username="bench", defaults={"display_name": "Bench"})
    if is_new:
        province = Hall.objects.get(code=PROVINCE)
        Post.objects.create(person=person, hall=province, role=Role.SUPERVISOR, from_on=date(2024, 1, 1))
    headers = {"Authorization": f"Bearer {tokens.issue(person, hall_code=PROVINCE).secret}"}

    def ask(period: "Period") -> None:
        variables = {"code": PROVINCE, "from": period.from_on.isoformat(), "to": period.to_on.isoformat()}
        body = {"query": COMPARE, "variables": variables}
        answer = Client().post("/graphql/", body, content_type="application/json", headers=headers).json()
        if answer.get("errors") or not answer["data"]["hall"]["children"]:
            raise AssertionError(f"the comparison was not answered: {answer}")

    return p50(periods, ask)


def measured_sizes() -> dict[str, int]:
    counted = ("hierarchy_hall", "reporting_rollup", "reporting_nodeday", "reporting_delta", "foundation_agenda")
    return {
        name.partition("_")[2] + "s" * (name == "hierarchy_hall"): execute(f"SELECT count(*) FROM {name}")[0][0]  # noqa: S608
        for name in counted
    }
