"""The connection settings of this process: which server, and as which of the two roles."""

from collections.abc import Mapping
from typing import Any

from psycopg.conninfo import conninfo_to_dict

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
        # A backend grows with every schema it touches, so connections are few and recycled.
        settings["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool, "max_lifetime": 900, "timeout": 15}
    return settings
