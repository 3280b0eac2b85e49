"""`/healthz`: the process answers. `/readyz`: database, broker and migrations; 503 with what is wrong."""

import logging
import os
from collections.abc import Callable
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from kombu import Connection
from kombu.exceptions import OperationalError

from foundation.errors import Refusal
from hierarchy import migrating

log = logging.getLogger("mingjing.api")
BROKER_SECONDS = 2


class NotReady(Refusal):
    """A check failed; the message says which way."""

    code = "NOT_READY"


def healthz(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


def readyz(_request: HttpRequest) -> JsonResponse:
    """Each check with `ok` or what was found; nothing of addresses or passwords."""
    checks = {"database": database, "broker": broker, "migrations": migrations, "halls": halls}
    found = {name: _checked(name, check) for name, check in checks.items()}
    is_ready = all(result == "ok" for result in found.values())
    return JsonResponse({"status": "ok" if is_ready else "not ready", **found}, status=200 if is_ready else 503)


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def broker() -> None:
    with Connection(os.environ.get("MINGJING_BROKER_URL", ""), connect_timeout=BROKER_SECONDS) as broker_connection:
        broker_connection.ensure_connection(max_retries=1, timeout=BROKER_SECONDS)


def migrations() -> None:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        raise NotReady(f"{len(pending)} migrations of the public schema are pending")


@cache
def halls() -> None:
    """Asked until it is well: halls do not fall behind while a release runs. One that failed stops no other."""
    behind = [one for one in migrating.status() if one.pending and not one.error]
    if behind:
        raise NotReady(f"{len(behind)} halls are behind this release")


def _checked(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except NotReady as refusal:
        return refusal.message
    except (DatabaseError, OperationalError, OSError) as error:
        log.warning("readyz: %s: %s", name, error)
        return "out of reach"
    return "ok"
