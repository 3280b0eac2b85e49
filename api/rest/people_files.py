"""`posts.csv` and `sign-ins.csv` of a hall for its administrator, and a person's own `sign-ins.csv`: whole lists.

Addresses have the parameters of the pages' own. Who took a hall's file is kept in the hall.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from accounts import agents, sign_in_log
from accounts.models import Person, SignInRecord, SignInResult
from api.graph.account_log import named
from api.rest.captions import LANGUAGES, Captions, captions
from foundation import sheets
from foundation.clock import now
from foundation.errors import Forbidden, HallNotProvisioned, NotFound, Refusal
from foundation.sheets import Cell
from hierarchy.gates import access_hall, check_administers, enter
from hierarchy.models import Hall, Post, Role
from tenants.audit import sealing
from tenants.audit.models import Look
from tenants.organization import people
from tenants.organization.models import Department
from tenants.organization.people import PostWhen

SIGN_INS = ("at", "result", "name", "username", "address", "browser", "system")
POSTS = ("name", "username", "role", "departments", "section", "fromOn", "untilOn")
MOST = 50_000
Rows = list[list[Cell]]


@require_safe
def posts(request: HttpRequest, hall: str) -> HttpResponse:
    def rows(place: Hall, given: Any, said: Captions) -> Rows:
        when = _choice(given.get("when", ""), set(PostWhen.__members__), "when")
        asked = people.Asked(
            when=PostWhen(when) if when else None,
            role=_choice(given.get("role", ""), set(Role.values), "role"),
            department=_text(given, "department") or None,
            search=_text(given, "search"),
        )
        names = dict(Department.objects.values_list("code", "name"))
        return list(_posts(people.posts(place, asked), names, said))

    return _of_hall(request, hall, "posts", [f"people.{name}" for name in POSTS], rows)


@require_safe
def hall_sign_ins(request: HttpRequest, hall: str) -> HttpResponse:
    def rows(place: Hall, given: Any, said: Captions) -> Rows:
        found = named(people.holders(place), _text(given, "person"))
        return list(_tries(sign_in_log.of_persons(found, _asked(given)), said))

    return _of_hall(request, hall, "sign-ins", _sign_in_header(), rows)


@require_safe
def own_sign_ins(request: Any) -> HttpResponse:
    person, given = request.caller.person, request.GET
    if person is None:
        return _problem(NotFound("No such list."), 404)
    said = captions(_language(given))
    try:
        rows = list(_tries(sign_in_log.of_persons([person.pk], _asked(given)), said))
    except Refusal as refusal:
        return _problem(refusal, 400)
    return _file("sign-ins.csv", [said(name) for name in _sign_in_header()], rows)


def _of_hall(
    request: Any, hall: str, name: str, header: list[str], read: Callable[[Hall, Any, Captions], Rows]
) -> HttpResponse:
    actor, given = request.caller.actor, request.GET
    said = captions(_language(given))
    try:
        if actor is None:
            raise NotFound("No such list.")
        place = access_hall(actor, hall)
        check_administers(actor, place)
        with enter(place):
            rows = read(place, given, said)
            Look.objects.create(
                person=actor.person_id,
                post=actor.post_id,
                from_hall=request.caller.posted_at,
                subject=f"export of {len(rows)} {name}",
                at=now(),
            )
            sealing.ask(place.code)
    except (NotFound, HallNotProvisioned, Forbidden):
        return _problem(NotFound("No such list."), 404)
    except Refusal as refusal:
        return _problem(refusal, 400)
    return _file(f"{name}-{place.code}.csv", [said(key) for key in header], rows)


def _sign_in_header() -> list[str]:
    return [f"signInLog.{name}" for name in SIGN_INS]


def _tries(rows: QuerySet[SignInRecord], said: Captions) -> Iterator[list[Cell]]:
    found = list(rows[:MOST])
    persons = Person.objects.in_bulk({row.person for row in found if row.person})
    for row in found:
        assert row.person is not None, "lists are of persons"
        person = persons[row.person]
        yield [
            row.at,
            said(f"signInResult.{row.result}"),
            person.display_name,
            person.username,
            row.address,
            agents.browser(row.agent),
            agents.system(row.agent),
        ]


def _posts(rows: QuerySet[Post], names: dict[str, str], said: Captions) -> Iterator[list[Cell]]:
    for row in rows:
        yield [
            row.person.display_name,
            row.person.username,
            said(f"role.{row.role}"),
            ", ".join(names.get(code, code) for code in row.departments),
            row.section,
            row.from_on,
            row.until_on,
        ]


def _asked(given: Any) -> sign_in_log.Asked:
    return sign_in_log.Asked(
        result=_choice(given.get("result", ""), set(SignInResult.values), "result"),
        from_on=_day(given.get("from", ""), "from"),
        to_on=_day(given.get("to", ""), "to"),
    )


def _choice(text: str, known: set[str], field: str) -> str | None:
    if text and text not in known:
        raise Refusal("There is no such choice.", code="BAD_FILTER", field=field)
    return text or None


def _text(given: Any, field: str) -> str:
    text = str(given.get(field, ""))
    if "\0" in text or len(text) > 64:
        raise Refusal("This is not a filter.", code="BAD_FILTER", field=field)
    return text.strip()


def _day(text: str, field: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal("This is no day.", code="BAD_FILTER", field=field) from None


def _language(given: Any) -> str:
    return str(given.get("language")) if given.get("language") in LANGUAGES else "zh"


def _file(name: str, header: list[str], rows: Rows) -> HttpResponse:
    response = HttpResponse(b"".join(sheets.csv_bytes(header, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _problem(refusal: Refusal, status: int) -> JsonResponse:
    error = {"message": refusal.message, "extensions": {"code": refusal.code, "field": refusal.field}}
    return JsonResponse({"errors": [error]}, status=status)
