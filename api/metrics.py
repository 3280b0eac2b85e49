"""`/metrics` for Prometheus: what processes counted, and what the public tables and the broker say at this moment.

Refused unless the caller's network or its token is allowed; then it looks like an address that does not exist.
"""

import hmac
import logging
import os
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from kombu import Connection
from kombu.exceptions import OperationalError
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily as Gauge
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from api.entry import BEARER
from api.health import BROKER_SECONDS
from api.shell import no_such_address
from foundation import seen
from foundation.clock import now
from foundation.measuring import PROCESS

log = logging.getLogger("mingjing.api")
LONGEST = "5s"  # of the one statement

# No hall is visited: work waits in public tables, and PostgreSQL's own statistics know how many rows a table has.
_STATE = """
SELECT 'agenda_due', count(*)::float FROM foundation_agenda WHERE at <= %(now)s AND set_aside_at IS NULL
UNION ALL SELECT 'agenda_rows', count(*) FROM foundation_agenda
UNION ALL SELECT 'agenda_oldest', extract(epoch FROM %(now)s - min(at)) FROM foundation_agenda
 WHERE at <= %(now)s AND set_aside_at IS NULL
UNION ALL SELECT 'agenda_set_aside', count(*) FROM foundation_agenda WHERE set_aside_at IS NOT NULL
UNION ALL SELECT 'outbox_due', count(*) FROM foundation_outbox WHERE at <= %(now)s AND set_aside_at IS NULL
UNION ALL SELECT 'outbox_rows', count(*) FROM foundation_outbox
UNION ALL SELECT 'outbox_oldest', extract(epoch FROM %(now)s - min(at)) FROM foundation_outbox
 WHERE at <= %(now)s AND set_aside_at IS NULL
UNION ALL SELECT 'outbox_set_aside', count(*) FROM foundation_outbox WHERE set_aside_at IS NOT NULL
UNION ALL SELECT 'seal_lag', extract(epoch FROM %(now)s - min(at)) FROM (
 SELECT at FROM foundation_agenda WHERE handler = 'audit.seal' AND at <= %(now)s
 UNION ALL SELECT at FROM foundation_outbox WHERE handler = 'audit.seal' AND at <= %(now)s) asked
UNION ALL SELECT 'deltas', count(*) FROM reporting_delta
UNION ALL SELECT 'quarantine', sum(pg_stat_get_live_tuples(oid)) FROM pg_class
 WHERE relname = 'exchange_quarantinedrow' AND relkind = 'r'
UNION ALL SELECT 'halls', count(*) FROM hierarchy_hall WHERE provisioned_at IS NOT NULL
UNION ALL SELECT 'halls_failed', count(*) FROM hierarchy_hall WHERE schema_error <> ''
UNION ALL SELECT 'backends', count(*) FROM pg_stat_activity WHERE datname = current_database()
UNION ALL SELECT 'backends_most', current_setting('max_connections')::float
"""


def metrics(request: HttpRequest) -> HttpResponse:
    if not is_allowed(request):
        return no_such_address(request)
    registry = CollectorRegistry()
    # Read here, as prometheus_client reads it: the web server of `mingjing serve` and of the units sets it.
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
    else:
        registry.register(PROCESS)
    registry.register(State())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def is_allowed(request: HttpRequest) -> bool:
    """By token, or by the network of who connects. What came through a proxy has the proxy's address: token only."""
    given = request.headers.get("Authorization", "")
    if settings.METRICS_TOKEN and given.startswith(BEARER):
        wanted = settings.METRICS_TOKEN.encode()
        return hmac.compare_digest(given.removeprefix(BEARER).strip().encode("utf-8", "replace"), wanted)
    if "X-Forwarded-For" in request.headers:
        return False
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:  # a Unix socket has none
        return False
    return any(address in network for network in settings.METRICS_NETWORKS)


class State(Collector):
    """Asked anew at each look. What is out of reach is left out, and `mingjing_up` says which."""

    def collect(self) -> Iterator[Any]:
        up = Gauge("mingjing_up", "1 where the server can be asked", labels=["server"])
        found = _of_database()
        up.add_metric(["database"], float(found is not None))
        yield from _shown(found or {})
        try:
            with Connection(settings.CELERY_BROKER_URL, connect_timeout=BROKER_SECONDS) as broker:
                broker.ensure_connection(max_retries=1, timeout=BROKER_SECONDS)
                at = seen.last(broker)
            up.add_metric(["broker"], 1.0)
        except (OperationalError, OSError) as error:
            log.warning("metrics: broker: %s", type(error).__name__)
            up.add_metric(["broker"], 0.0)
            at = None
        yield up
        if at is not None:
            name, about = "mingjing_worker_last_seen_timestamp_seconds", "When a worker last finished a nudge"
            yield Gauge(name, about, value=at)


def _of_database() -> dict[str, float] | None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = '{LONGEST}'")
            cursor.execute(_STATE, {"now": now()})
            return {name: float(value or 0) for name, value in cursor.fetchall()}
    except DatabaseError as error:
        log.warning("metrics: database: %s", type(error).__name__)
        return None


def _shown(found: dict[str, float]) -> Iterator[Any]:
    if not found:
        return
    rows = Gauge("mingjing_work_rows", "Rows that wait, due or not", labels=["table"])
    due = Gauge("mingjing_work_due_rows", "Rows whose moment has passed", labels=["table"])
    oldest = Gauge("mingjing_work_oldest_due_seconds", "Age of the oldest due row, 0 without one", labels=["table"])
    aside = Gauge("mingjing_work_set_aside_rows", "Rows that failed three times", labels=["table"])
    for table in ("agenda", "outbox"):
        for family, name in ((rows, "rows"), (due, "due"), (oldest, "oldest"), (aside, "set_aside")):
            family.add_metric([table], found[f"{table}_{name}"])
    yield from (rows, due, oldest, aside)
    for name, about, key in (
        ("mingjing_fold_pending_deltas", "Deltas that are not folded yet", "deltas"),
        ("mingjing_seal_lag_seconds", "Age of the oldest request to seal a hall, 0 without one", "seal_lag"),
        ("mingjing_quarantine_rows", "Rows in the quarantine of all halls, by statistics", "quarantine"),
        ("mingjing_halls_with_schema", "Halls that have a schema", "halls"),
        ("mingjing_halls_failed", "Halls whose last migration or provision failed", "halls_failed"),
        ("mingjing_database_backends", "Connections to this database", "backends"),
        ("mingjing_database_backends_limit", "Connections that the server allows", "backends_most"),
    ):
        yield Gauge(name, about, value=found[key])
