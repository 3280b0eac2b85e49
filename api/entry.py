"""Who calls, and which hall he enters: decided once a request, before any resolver runs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from graphql import FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode
from graphql.execution.collect_fields import collect_fields
from graphql.execution.values import get_argument_values

from accounts import tokens
from accounts.models import Person
from accounts.sessions import note_seen
from accounts.signing import SECOND
from foundation.clock import now
from foundation.errors import Forbidden, NotFound, NotSignedIn, Refusal
from hierarchy.cache import hall_by_code
from hierarchy.gates import access_hall, actor_reaching
from hierarchy.models import Hall, Post
from hierarchy.posts import Actor, actor_for
from hierarchy.tree import BadRegionCode, normalise
from tenants.audit import sealing
from tenants.audit.models import Look
from tenants.organization.models import Department

BEARER = "Bearer "
POST = "post"  # the chosen post, in the session
# Static files and the page shell ask nobody who he is.
ASKED = ("/graphql/", "/api/")
OPEN_TO_ALL = frozenset({"signIn", "confirmSignIn", "signInProvider", "me", "__schema", "__type", "__typename"})
WITHOUT_POST = (
    OPEN_TO_ALL
    | {"signOut", "choosePost", "setLanguage", "signIns", "endSignIn", "endOtherSignIns"}
    | {"signInLog", "accountNotices", "markAccountNoticesRead"}
    | {"saveCaseList", "deleteCaseList"}
    | {"reaches", "keepReach", "confirmReach", "wantReach", "forgetReach"}
    | {"confirmIdentity", "changePassword"}
    | {"enrolSecondFactor", "turnOnSecondFactor", "turnOffSecondFactor", "renewRecoveryCodes"}
)


class SecondHall(Refusal):
    """An operation is entered for one hall only."""

    code = "ONE_HALL_PER_OPERATION"


class BadText(Refusal):
    """A text with characters that PostgreSQL cannot store: NUL, or half of a surrogate pair."""

    code = "BAD_TEXT"


class NoPost(Forbidden):
    """The person is known, but holds no post today."""

    code = "NO_POST"


class SecondFactorNeeded(Forbidden):
    """The post asks for a second factor, and this session was begun without one."""

    code = "SECOND_FACTOR_NEEDED"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls. `actor` is narrowed to the hall of a token; `posted_at` stays the hall of the post itself.

    Who `lacks_second_factor` acts through no post until he has one. A `source` is no person: it has its hall, and may
    send events.
    """

    person: Person | None = None
    actor: Actor | None = None
    posted_at: str = ""
    is_machine: bool = False
    lacks_second_factor: bool = False
    source: str = ""
    source_hall: str = ""


NOBODY = Caller()


class ActorMiddleware:
    """Sets `request.caller` and `request.actor` from a bearer token or the session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ASKED):
            identify(request)
        return self._get_response(request)


def identify(request: Any) -> None:
    given = request.headers.get("Authorization", "")
    if given.startswith(BEARER):
        # A browser sends this header on nobody's behalf, so it needs no CSRF token; the session is not looked at.
        request._dont_enforce_csrf_checks = True
        request.caller = _by_token(given.removeprefix(BEARER).strip())
    else:
        request.caller = _by_session(request)
    request.actor = request.caller.actor


def _by_session(request: Any) -> Caller:
    if not request.user.is_authenticated:
        return NOBODY
    note_seen(request.session)
    chosen = request.session.get(POST)
    # A post that ended since it was chosen gives way to another one; without any nothing is seen.
    actor = (actor_for(request.user, chosen) if chosen is not None else None) or actor_for(request.user)
    if actor and actor.role in settings.SECOND_FACTOR_ROLES and not request.session.get(SECOND):
        return Caller(request.user, lacks_second_factor=True)
    return Caller(request.user, actor, actor.hall_code if actor else "")


def _by_token(secret: str) -> Caller:
    token = tokens.find(secret)
    if token is None:
        return NOBODY
    if token.source:
        return Caller(is_machine=True, source=token.source, source_hall=token.hall_code)
    try:
        hall = hall_by_code(token.hall_code)
    except NotFound:
        return NOBODY
    actor = actor_reaching(token.person, hall)
    if actor is None:
        return Caller(token.person, None, is_machine=True)
    narrowed = replace(actor, hall_code=hall.code, hall_path=hall.path)
    return Caller(token.person, narrowed, actor.hall_code, is_machine=True)


@dataclass
class Context:
    """What resolvers know of the request: the caller, the hall that was entered, one moment for the whole answer."""

    request: Any
    caller: Caller
    hall: Hall | None = None
    now: datetime = field(default_factory=now)
    posts: tuple[Any, list[Post]] | None = None  # of a person, once read
    idempotency_key: str | None = None

    @property
    def actor(self) -> Actor:
        if self.caller.actor is None:
            raise NotSignedIn("Sign in first.")
        return self.caller.actor

    @property
    def entered(self) -> Hall:
        if self.hall is None:
            raise AssertionError("a root field on a hall's tables must take its hall as an argument")
        return self.hall

    @cached_property
    def departments(self) -> dict[str, str]:
        """Names of the departments of the hall that was entered, by code."""
        return dict(Department.objects.values_list("code", "name"))


@dataclass(frozen=True, slots=True)
class RootField:
    """A root field of the operation with the arguments it is called with."""

    name: str
    arguments: dict[str, Any]

    @property
    def hall(self) -> str | None:
        given = self.arguments.get("input")
        return (given or self.arguments).get("hall")

    @property
    def key(self) -> str | None:
        """The idempotency key that stands in the input."""
        return (self.arguments.get("input") or {}).get("idempotency_key")

    @property
    def subject(self) -> str:
        given = self.arguments.get("input") or self.arguments
        return f"{self.name} {given['number']}" if given.get("number") else self.name


def root_fields(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: dict[str, FragmentDefinitionNode],
    variables: dict[str, Any],
) -> Iterator[RootField]:
    """The root fields that will run, fragments spread and directives obeyed."""
    root = schema.get_root_type(operation.operation)
    assert root is not None
    for nodes in collect_fields(schema, fragments, variables, root, operation.selection_set).values():
        name = nodes[0].name.value
        definition = root.fields.get(name)
        yield RootField(name, get_argument_values(definition, nodes[0], variables) if definition else {})


def admit(caller: Caller, fields: list[RootField]) -> Hall | None:
    """The one hall that the operation enters, or None.

    Raises NotSignedIn, SecondFactorNeeded, NoPost, BadText, SecondHall, and NotFound for a hall that is absent or
    hidden.
    """
    for asked in fields:
        check_texts(asked.arguments)
    names = {asked.name for asked in fields}
    if caller.person is None and not names <= OPEN_TO_ALL:
        raise NotSignedIn("Sign in first.")
    if caller.lacks_second_factor and not names <= WITHOUT_POST:
        raise SecondFactorNeeded("Your post asks for a second factor.")
    if caller.actor is None and not names <= WITHOUT_POST:
        raise NoPost("You hold no post today.")
    halls = {_twelve(asked.hall) for asked in fields if asked.hall is not None}
    if not halls:
        return None
    if len(halls) > 1:
        raise SecondHall("An operation enters one hall only.")
    assert caller.actor is not None
    return access_hall(caller.actor, halls.pop())


def note_look(caller: Caller, hall: Hall, fields: list[RootField]) -> None:
    """A higher tier's look into the hall that was entered is kept in that hall."""
    actor = caller.actor
    if actor is None or caller.posted_at == hall.code:
        return
    moment = now()
    looks = Look.objects.bulk_create(
        Look(
            person=actor.person_id,
            post=actor.post_id,
            from_hall=caller.posted_at,
            subject=asked.subject[:96],
            at=moment,
        )
        for asked in fields
        if asked.hall is not None
    )
    if looks:
        sealing.ask(hall.code)


def check_texts(value: Any) -> None:
    """Raises BadText if a text anywhere in arguments cannot be stored; looking for it would fail as well."""
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
            raise BadText("A text has characters that cannot be kept.")
    elif isinstance(value, dict):
        for part in value.values():
            check_texts(part)
    elif isinstance(value, list):
        for part in value:
            check_texts(part)


def _twelve(code: str) -> str:
    try:
        return normalise(code)
    except BadRegionCode:
        return code
