"""One module a command: `HELP`, `add_arguments(parser)`, `run(args) -> int`.

A module may add `NEEDS_DATABASE = True` (run inside `embedded.servers()` with Django set up) and
`ROLE = "owner"` (migrates and provisions; default is "app"). It imports Django inside its functions only:
`mingjing --help` reads every module.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hierarchy.models import Hall


class WrongUse(Exception):
    """What was asked cannot be done as asked: exit status 2."""


class CheckFailed(Exception):
    """The command ran and the answer is no, or a server could not be had: exit status 1."""


@contextmanager
def database(role: str) -> Iterator[None]:
    """Django, set up on servers that run, logged in as `owner` or `app`; the servers are left as they were found."""
    from mingjing import embedded, production

    production.check(os.environ)
    os.environ["MINGJING_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingjing.settings")
    try:
        with embedded.servers():
            import django

            django.setup()
            yield
    except embedded.ServerUnavailable as error:
        raise CheckFailed(str(error)) from error


def keep(
    hall: "Hall", kind: str, *, subject: str, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
) -> None:
    """What a command did to a hall, kept as an administrative act: there, or in the nearest one above with a schema.

    Says so on stderr where there is none yet.
    """
    from tenants.audit.admin_acts import Doer, record_at
    from tenants.audit.models import AdminKind

    said = {"subject": subject, "before": before, "after": after}
    place = record_at(hall, AdminKind(kind), by=Doer.at_the_machine(), **said)
    if place is None:
        print(f"{kind} {subject}: not kept, no hall from {hall.code} up has a schema", file=sys.stderr)
