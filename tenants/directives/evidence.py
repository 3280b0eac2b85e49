"""佐证材料: files that a department attaches while it may answer; read by whoever may see the matter."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from foundation import sniffing
from foundation.clock import now
from foundation.digests import sm3
from foundation.errors import Forbidden, NotFound
from foundation.sniffing import BadFile
from hierarchy.posts import Actor
from tenants.audit import sealing
from tenants.cases import reading
from tenants.directives import accountability, acts, circulars, gates, writing
from tenants.directives.gates import Place
from tenants.directives.lives import LIVES
from tenants.directives.models import Evidence

MOST_BYTES = 4 * 1024 * 1024
MOST_FILES = 20
LONGEST_NAME = 120
# By kind of matter: how it is reached, who may do what, and the acts with which a department answers.
ANSWERED: dict[str, tuple[Any, Any, tuple[Any, ...]]] = {
    "ORDER": (acts.access_order, acts.ROLES, (acts.OrderAct.EXPLAINED,)),
    "ACCOUNTABILITY": (
        accountability.access_case,
        accountability.ROLES,
        (accountability.A.REPORTED, accountability.A.APPEALED),
    ),
    "CIRCULAR": (circulars.access_as_party, circulars.ROLES, (circulars.A.REPLIED,)),
}


@transaction.atomic
def attach(place: Place, kind: str, key: str, *, name: str, content: bytes) -> Evidence:
    """Raises NotFound, Forbidden, BadFile (EMPTY_FILE, FILE_TOO_LARGE, TOO_MANY_FILES and those of `sniffing`)."""
    matter = _access(place.actor, kind, key)
    # Of a matter one file after the other, so that their number stays within its bound.
    matter = type(matter).objects.select_for_update().get(pk=matter.pk)
    if not _may_answer(place, kind, matter):
        raise Forbidden("No answer of your department is awaited here.")
    said = gates.text(name.replace("\\", "/").rpartition("/")[2], "name", LONGEST_NAME)
    if not content:
        raise BadFile("The file is empty.", code="EMPTY_FILE", field="name")
    if len(content) > MOST_BYTES:
        raise BadFile(f"At most {MOST_BYTES} bytes.", code="FILE_TOO_LARGE", field="name")
    found = sniffing.checked(said, content)
    if listed(kind, matter.pk).count() >= MOST_FILES:
        raise BadFile(f"At most {MOST_FILES} files.", code="TOO_MANY_FILES", field="name")
    file = Evidence.objects.create(
        kind=kind,
        matter=matter.pk,
        name=said,
        type=found,
        size=len(content),
        digest=sm3(content),
        content=content,
        person=place.actor.person_id,
        person_name=place.actor.person_name,
        at=now(),
    )
    sealing.ask(place.hall.code)
    return file


def listed(kind: str, matter: int) -> QuerySet[Evidence]:
    """Of a matter, the oldest first, without their content."""
    return Evidence.objects.filter(kind=kind, matter=matter).defer("content").order_by("pk")


def access(actor: Actor, key: str) -> Evidence:
    """A file of a matter that the actor may see. Raises NotFound."""
    is_key = key.isascii() and key.isdigit() and len(key) < 18
    file = Evidence.objects.filter(pk=int(key)).first() if is_key else None
    if file is None:
        raise NotFound("No such file.")
    _access(actor, file.kind, str(file.matter))
    return file


def _access(actor: Actor, kind: str, key: str) -> Any:
    if kind not in ANSWERED:
        raise NotFound("No such matter.")
    return ANSWERED[kind][0](actor, key)


def _may_answer(place: Place, kind: str, matter: Any) -> bool:
    life, (_, roles, answers) = LIVES[kind], ANSWERED[kind]
    facts, terms = life.rules.fold(writing.events_of(life, matter)), reading.terms_of(matter)
    person, moment = str(place.actor.person_id), now()
    return any(
        gates.may(place, roles, act, matter.department)
        and life.rules.objection(act, facts, terms, person=person, now=moment) is None
        for act in answers
    )
