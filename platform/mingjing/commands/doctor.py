"""`mingjing doctor`: what is configured, reachable, migrated, how far behind workers are, which years are published."""

import argparse
import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import timedelta

from mingjing import commands, embedded, production

HELP = "check this installation and name a remedy beside each failure"
TOLERATED = timedelta(minutes=5)
# The next year's holidays are announced in November.
ANNOUNCED_IN = 12


@dataclass(frozen=True)
class Finding:
    """`remedy` is empty where all is well."""

    check: str
    seen: str
    remedy: str = ""

    @property
    def is_well(self) -> bool:
        return not self.remedy


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one line of JSON")


def run(args: argparse.Namespace) -> int:
    findings = list(examine())
    is_well = all(finding.is_well for finding in findings)
    if args.json:
        print(json.dumps({"ok": is_well, "findings": [asdict(each) for each in findings]}, ensure_ascii=False))
    else:
        print("\n".join(shown(each) for each in findings))
    return 0 if is_well else 1


def shown(finding: Finding) -> str:
    line = f"{'ok    ' if finding.is_well else 'FAILED'}  {finding.check:<14} {finding.seen}"
    return line if finding.is_well else f"{line}\n        {'':<14} remedy: {finding.remedy}"


def examine() -> Iterator[Finding]:
    """From the outside in: what cannot be reached ends the examination of what lies behind it."""
    yield configuration()
    dangers = production.dangers(os.environ)
    if dangers:
        yield from (Finding(each.variable, each.seen, each.remedy) for each in dangers)
        return
    with ExitStack() as stack:
        try:
            stack.enter_context(commands.database("app"))
        except commands.CheckFailed as error:
            yield Finding("servers", str(error), "start them, or correct MINGJING_DATABASE_URL and MINGJING_BROKER_URL")
            return
        yield broker()
        yield from database()


def configuration() -> Finding:
    given = [name for name in embedded.VARIABLES if os.environ.get(name)]
    servers = ", ".join(given) if given else "embedded servers"
    return Finding("configuration", f"{os.environ.get('MINGJING_ENV', 'trial')}, {servers}, data {embedded.data_dir()}")


def broker() -> Finding:
    from kombu.exceptions import OperationalError

    from mingjing.celery import app

    connection = app.connection_for_write(connect_timeout=5)
    try:
        connection.ensure_connection(max_retries=1, timeout=5)
    except OperationalError as error:
        return Finding("broker", f"out of reach: {error}", "start it, or correct MINGJING_BROKER_URL")
    finally:
        connection.release()
    return Finding("broker", "reachable")


def database() -> Iterator[Finding]:
    from django.db import OperationalError

    try:
        yield server()
    except OperationalError as error:
        yield Finding("database", f"out of reach: {error}", "start it, or correct MINGJING_APP_DATABASE_URL")
        return
    yield pooler()
    migrated = public_schema()
    yield migrated
    if migrated.is_well:
        yield from (check() for check in (halls, *work_checks(), calendars))


def server() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT version(), rolname, rolsuper FROM pg_roles WHERE rolname = current_user")
        version, role, is_superuser = cursor.fetchone()
    seen = f"{' '.join(version.split()[:2])}, role {role}"
    if is_superuser:
        return Finding("database", seen, "MINGJING_APP_DATABASE_URL names a superuser; use the role mingjing_app")
    return Finding("database", seen)


def pooler() -> Finding:
    from mingjing import pooling

    problem = pooling.found(os.environ[embedded.APP])
    if problem:
        return Finding("pooling", problem, "set pool_mode = session (docs/howto/pooling.md)")
    return Finding("pooling", "a session keeps its hall")


def public_schema() -> Finding:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        return Finding("public schema", f"{len(pending)} migrations pending", "run `mingjing migrate`")
    return Finding("public schema", "migrated")


def halls() -> Finding:
    from hierarchy import migrating
    from hierarchy.models import Hall

    found = migrating.status()
    behind = [hall.code for hall in found if hall.pending]
    seen = f"{Hall.objects.count()} in the tree, {len(found)} with a schema, {len(behind)} of them behind"
    if behind:
        return Finding("halls", f"{seen} (first {behind[0]})", "run `mingjing migrate`")
    return Finding("halls", seen)


def work_checks() -> list[Callable[[], Finding]]:
    from foundation.models import Agenda, Outbox

    return [lambda: behind("agenda", Agenda), lambda: behind("outbox", Outbox)]


def behind(name: str, model: type) -> Finding:
    """Rows whose moment has passed and that nobody has worked, and rows that were set aside after three failures."""
    from django.db.models import Count, Min, Q

    from foundation.clock import now

    moment = now()
    found = model.objects.aggregate(  # type: ignore[attr-defined]
        due=Count("pk", filter=Q(at__lte=moment, set_aside_at=None)),
        oldest=Min("at", filter=Q(at__lte=moment, set_aside_at=None)),
        aside=Count("pk", filter=Q(set_aside_at__isnull=False)),
    )
    late = moment - found["oldest"] if found["oldest"] else timedelta()
    seen = f"{found['due']} due, oldest {late.total_seconds():.0f} s behind, {found['aside']} set aside"
    if late > TOLERATED:
        return Finding(name, seen, "start a worker and a scheduler (`mingjing serve`)")
    if found["aside"]:
        return Finding(name, seen, f"read foundation_{name}.error, mend the cause, set set_aside_at to NULL")
    return Finding(name, seen)


def calendars() -> Finding:
    from django.db.models import Max

    from foundation.clock import local_day, now
    from hierarchy.models import CalendarVersion
    from rulebook.calendar import china

    nationals = CalendarVersion.objects.filter(layer="NATIONAL")
    loaded = nationals.aggregate(last=Max("published_through"))["last"]
    last = max(filter(None, (loaded, china().published_through)))
    today = local_day(now())
    wanted = today.year + (today.month >= ANNOUNCED_IN)
    seen = f"published through {last}"
    if last.year < wanted:
        return Finding("calendar", seen, f"load the holidays of {wanted}; until then its due dates are provisional")
    return Finding("calendar", seen)
