"""What people do with circulars (通报): one verb a function, each one act in one transaction."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from foundation.clock import now
from foundation.errors import NotFound
from hierarchy.calendars import current_version
from hierarchy.models import Role
from hierarchy.posts import Actor
from rulebook import circular
from rulebook.circular import MOST_REPLY_DAYS, MOST_SHOWN_DAYS, CircularAct, CircularFacts, CircularState
from tenants.cases import reading
from tenants.directives import gates, papers, writing
from tenants.directives.acts import addressed
from tenants.directives.gates import DEPARTMENT, SIGN, SUPERVISE, Place, text
from tenants.directives.lives import CIRCULARS
from tenants.directives.models import Circular

A = CircularAct
ROLES: dict[CircularAct, frozenset[str]] = {
    A.DRAFTED: SUPERVISE,
    A.SHOWN: SUPERVISE,
    A.REPLIED: DEPARTMENT,
    A.PUBLISHED: SIGN,
    A.WITHDRAWN: SUPERVISE | SIGN,
}
DOCUMENT = "CIRCULAR"


def visible_to(actor: Actor) -> QuerySet[Circular]:
    """As `gates.visible_to` says; while it is published, every department of the hall sees it."""
    circulars = Circular.objects.all()
    if actor.role == Role.COMPLAINT_DESK:
        return circulars.none()
    theirs = gates.visible_to(actor, circulars).values("pk")
    return circulars.filter(Q(pk__in=theirs) | Q(state=CircularState.PUBLISHED.value))


def access_circular(actor: Actor, key: str) -> Circular:
    """Raises NotFound."""
    found: Circular = gates.access(visible_to(actor), key)
    return found


def access_as_party(actor: Actor, key: str) -> Circular:
    """Its files are for the department and who supervises, not for every reader of the publication. Raises NotFound."""
    found = access_circular(actor, key)
    if not gates.concerns(actor, found):
        raise NotFound("No such circular.")
    return found


def access_numbered(actor: Actor, number: str) -> Circular:
    """Raises NotFound."""
    found = visible_to(actor).filter(number=number).first()
    if found is None:
        raise NotFound("No such circular.")
    return found


def permitted(place: Place, matter: Circular, facts: CircularFacts) -> list[CircularAct]:
    """What this person may do now with the circular, of which these facts are known."""
    terms = reading.terms_of(matter)
    found = circular.permitted(facts, terms, person=str(place.actor.person_id), now=now())
    return [act for act in found if gates.may(place, ROLES, act, matter.department)]


@transaction.atomic
def draft(
    place: Place,
    *,
    cases: Sequence[str],
    subject: str,
    reply_days: int,
    shown_days: int,
    department: str | None = None,
) -> Circular:
    """拟稿: what is said, how long the department may answer, how long it is shown. Raises BadDraft, Forbidden."""
    numbers = list(dict.fromkeys(cases))
    addressee = addressed(numbers, department, is_case_needed=False)
    gates.check(place, ROLES, A.DRAFTED, addressee)
    said = {
        "subject": text(subject, "subject"),
        "reply_days": gates.days(reply_days, MOST_REPLY_DAYS, "reply_days"),
        "shown_days": gates.days(shown_days, MOST_SHOWN_DAYS, "shown_days"),
    }
    matter = Circular.objects.create(
        issuing_hall=place.actor.hall_code,
        department=addressee,
        cases=numbers,
        calendar=current_version(place.hall),
        at=now(),
        state=CircularState.DRAFT,
        subject="",
    )
    _append(place, matter, A.DRAFTED, said)
    return matter


def show(place: Place, key: str) -> Circular:
    """告知: the department is shown it, and its time to answer begins."""
    return _act(place, key, A.SHOWN, {})


def answer(place: Place, key: str, *, reasons: str) -> Circular:
    """陈述申辩, within its time. Raises BadOrder REPLY_LATE."""
    return _act(place, key, A.REPLIED, {"reasons": text(reasons, "reasons")})


@transaction.atomic
def publish(place: Place, key: str) -> Circular:
    """批准通报, by another person than the drafter: the numbered document, for as many days as it says."""
    matter, moment = _locked(place, key, A.PUBLISHED), now()
    done = writing.events_of(CIRCULARS, matter)
    replies = [event.detail["reasons"] for event in done if event.act == A.REPLIED]
    document = papers.issue(
        place,
        matter,
        kind=DOCUMENT,
        word="通报",
        title="通报",
        paragraphs=[matter.subject, *(f"被通报单位陈述申辩：{reply}" for reply in replies)],
        facts=[*papers.of_cases(matter.cases), ("通报期限", f"自签发之日起{done[0].detail['shown_days']}个工作日")],
        at=moment,
    )
    _append(place, matter, A.PUBLISHED, {"number": document.number, "code": document.code})
    return matter


@transaction.atomic
def withdraw(place: Place, key: str, *, reason: str) -> Circular:
    """撤销, by a reasoned act; it stays to be seen by those whom it concerned."""
    said, matter = text(reason, "reason"), _locked(place, key, A.WITHDRAWN)
    _append(place, matter, A.WITHDRAWN, {"reason": said})
    papers.withdraw(place, [matter.number], reason=said)
    return matter


@transaction.atomic
def _act(place: Place, key: str, act: CircularAct, detail: dict[str, Any]) -> Circular:
    matter = _locked(place, key, act)
    _append(place, matter, act, detail)
    return matter


def _append(place: Place, matter: Circular, act: CircularAct, detail: dict[str, Any]) -> None:
    writing.append(CIRCULARS, place.hall, matter, act, at=now(), detail=detail, actor=place.actor)


def _locked(place: Place, key: str, act: CircularAct) -> Circular:
    """Two who decide at once: one waits here, and is then told what the other did."""
    matter = access_circular(place.actor, key)
    gates.check(place, ROLES, act, matter.department)
    return Circular.objects.select_for_update().get(pk=matter.pk)
