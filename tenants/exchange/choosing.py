"""The profile of a file for which none was named: the shipped one whose names the file has, else the generic one."""

from itertools import islice
from pathlib import Path

from tenants.exchange.formats.choosing import records
from tenants.exchange.formats.names import Columns
from tenants.exchange.formats.raw import Raw
from tenants.exchange.problems import BrokeOff
from tenants.exchange.profile import Profile, load, shipped

GENERIC = "generic"
LOOKED_AT = 50


def chosen(path: Path) -> Profile:
    """Raises `NotALog` for a file that no profile fits."""
    profiles = [load(name) for name in shipped()]
    names = _names(path, _any_of(profiles))
    fitting = [one for one in profiles if one.recognised_by and names.issuperset(one.recognised_by)]
    best = max(fitting, key=lambda one: len(one.recognised_by), default=None)
    return best or load(GENERIC)


def _any_of(profiles: list[Profile]) -> Columns:
    columns = [profile.columns for profile in profiles]
    return Columns(
        tuple(name for one in columns for name in one.case),
        tuple(name for one in columns for name in one.times),
        ("utf-8", "gb18030"),
    )


def _names(path: Path, columns: Columns) -> set[str]:
    """Names of the first records; a file that breaks off among them is told of when it is read."""
    found: set[str] = set()
    try:
        for record in islice(records(path, columns), LOOKED_AT):
            if isinstance(record, Raw):
                found |= {name.removeprefix("case:") for name in record.case}
    except BrokeOff:
        return found
    return found
