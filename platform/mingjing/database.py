"""The connection settings of this process: which server, and as which of the two roles."""

from collections.abc import Mapping
from typing import Any

from psycopg.conninfo import conninfo_to_dict

# A backend keeps what it has learnt of every hall's tables until it ends; docs/howto/pooling.md has the figures.
USES = 200
SECONDS = 900
VARIABLES = {"owner": "MINGJING_DATABASE_URL", "app": "MINGJING_APP_DATABASE_URL"}


def database_settings(environ: Mapping[str, str]) -> dict[str, Any]:
    """Django's `DATABASES["default"]`.

    `MINGJING_ROLE` says who logs in: `owner` migrates and provisions, `app` (the default) is web, worker and
    scheduler and cannot change or delete a row of an append-only table.
    """
    url = environ.get(VARIABLES[environ.get("MINGJING_ROLE", "app")], "")
    given = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    settings: dict[str, Any] = {
        "ENGINE": "django_tenants.postgresql_backend",
        "NAME": given.pop("dbname", "mingjing"),
        "USER": given.pop("user", ""),
        "PASSWORD": given.pop("password", ""),
        "HOST": given.pop("host", ""),
        "PORT": given.pop("port", ""),
        "CONN_MAX_AGE": 0,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": dict(given),
    }
    pool = int(environ.get("MINGJING_POOL", "0"))
    if pool:
        settings["CONN_HEALTH_CHECKS"] = True  # a server that was started anew is noticed before the request
        settings["OPTIONS"]["pool"] = {
            "min_size": 1,
            "max_size": pool,
            "max_lifetime": SECONDS,
            "timeout": 15,
            "reset": retire,
        }
    return settings


def retire(connection: Any) -> None:
    """For the pool, when a request gives its connection back: after `USES` of them it expires.

    A request enters one hall, so this bounds what a backend can grow to. To close it here would be logged as a fault.
    """
    connection.uses = getattr(connection, "uses", 0) + 1
    if connection.uses >= USES:
        connection._expire_at = 0.0
