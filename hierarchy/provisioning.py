"""Giving halls their schemas: recorded SQL replayed in one transaction a hall, the same as migrations would make."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from psycopg import sql

from foundation.clock import now
from foundation.errors import NotFound
from hierarchy import cache
from hierarchy.models import Hall
from hierarchy.recording import recorded
from hierarchy.replaying import WORKERS, Failure, Job, Progress, new_schema, quiet, replay, script
from hierarchy.tree import normalise

IS_DONE = "SELECT 1 FROM public.hierarchy_hall WHERE code = {code} AND provisioned_at IS NOT NULL"
MARK = "UPDATE public.hierarchy_hall SET provisioned_at = {at}, schema_error = '' WHERE code = {code}"


@dataclass(frozen=True)
class Provisioned:
    """`made` counts what this run made; halls that had their schema before are not counted."""

    made: int
    failures: tuple[Failure, ...]

    def __str__(self) -> str:
        lines = [f"{self.made} halls provisioned, {len(self.failures)} failed"]
        return "\n".join(lines + [f"{failure.code}: {failure.error}" for failure in self.failures])


def provision(codes: Iterable[str], *, workers: int = WORKERS, progress: Progress = quiet) -> Provisioned:
    """Makes the schemas of these halls that have none. Needs the owner's role.

    Broken off, it is simply run again. A hall that fails is listed and the others go on. Raises NotFound, before
    anything is made, for a code that is no hall's.
    """
    wanted = list(dict.fromkeys(normalise(code) for code in codes))
    halls = {hall.code: hall for hall in Hall.objects.filter(code__in=wanted)}
    for code in wanted:
        if code not in halls:
            raise NotFound("No such hall.", hall=code)
    waiting = [halls[code] for code in wanted if halls[code].provisioned_at is None]
    if not waiting:
        return Provisioned(0, ())
    statements = recorded()
    result = replay([_job(hall, statements) for hall in waiting], workers=workers, progress=progress)
    cache.forget()
    return Provisioned(result.done, result.failures)


def below(code: str, *, depth: int | None = None) -> QuerySet[Hall]:
    """A hall and what lies below it, at most `depth` tiers down."""
    top = Hall.objects.get(code=normalise(code))
    halls: QuerySet[Hall] = Hall.objects.filter(path__startswith=top.path).order_by("path")
    return halls if depth is None else halls.filter(path__regex=rf"^{top.path}([0-9]+/){{0,{depth}}}$")


def _job(hall: Hall, statements: tuple[str, ...]) -> Job:
    code, at = sql.Literal(hall.code), sql.Literal(now())
    text = script(
        hall.schema_name,
        statements,
        is_done=sql.SQL(IS_DONE).format(code=code).as_string(None),
        first=new_schema(hall.schema_name),
        last=[sql.SQL(MARK).format(code=code, at=at).as_string(None)],
    )
    return Job(hall.code, text)
