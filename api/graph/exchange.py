"""`sources` and `quarantine` of the hall that is entered, and what its administrator does with them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import graphene
from django.db import transaction
from django.db.models import Count, Q
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph.account import confirmed_person
from api.graph.case_acts import GATES, UserError
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.scalars import DateTime
from api.rest.bodies import read_json
from api.rest.rows import read_rows
from foundation.errors import Refusal
from hierarchy.gates import check_administers
from reporting import feeds as reporting_feeds
from reporting.models import Feed
from tenants.audit import admin_acts
from tenants.audit.admin_acts import Doer
from tenants.audit.models import AdminKind
from tenants.cases.models import Case
from tenants.exchange import desk, feeds, id_rows, receiving, sources
from tenants.exchange.desk import StillWrong
from tenants.exchange.models import QuarantineDecision, QuarantinedRow, Source
from tenants.exchange.receiving import Result


class QuarantineDecisionNode(graphene.ObjectType):
    """MENDED, with what was let in, or REFUSED; by whom and why."""

    class Meta:
        name = "QuarantineDecision"

    kind = graphene.String(required=True)
    content = graphene.String(required=True)
    reason = graphene.String(required=True)
    person_name = graphene.String(required=True)
    at = DateTime(required=True)


class QuarantinedRowNode(graphene.ObjectType):
    """隔离: a row that could not be taken, with code and content. `canBeMended`: it was sent as an event."""

    class Meta:
        name = "QuarantinedRow"

    id = graphene.ID(required=True)
    file_name = graphene.String(required=True)
    line = graphene.Int(required=True)
    code = graphene.String(required=True)
    message = graphene.String(required=True)
    content = graphene.String(required=True)
    at = DateTime(required=True)
    can_be_mended = graphene.Boolean(required=True)
    decision = graphene.Field(QuarantineDecisionNode)

    @staticmethod
    def resolve_can_be_mended(root: QuarantinedRow, _info: GraphQLResolveInfo) -> bool:
        return root.file_name == desk.SENT

    @staticmethod
    def resolve_decision(root: QuarantinedRow, _info: GraphQLResolveInfo) -> QuarantineDecision | None:
        return next(iter(root.decisions.all()), None)


QuarantinedRowConnection = connection(QuarantinedRowNode)


class SourceToken(graphene.ObjectType):
    """A usable token of a source; its secret was shown once."""

    id = graphene.ID(required=True)
    created_at = DateTime(required=True)
    expires_at = DateTime()


class SourceNode(graphene.ObjectType):
    """来源: a system that reports to the hall."""

    class Meta:
        name = "Source"

    code = graphene.ID(required=True)
    name = graphene.String(required=True)
    department = graphene.String()
    is_signed = graphene.Boolean(required=True)
    is_active = graphene.Boolean(required=True)
    created_at = DateTime(required=True)
    tokens = graphene.List(graphene.NonNull(SourceToken), required=True)
    heard_at = DateTime(description="Its last contact. Null where nothing is expected of it.")
    silent_at = DateTime(description="From when it counts as silent if nothing more is heard.")
    is_silent = graphene.Boolean(required=True)
    waiting = graphene.Int(
        required=True, description="Open cases of this feed past their limit: while it is silent they wait for data."
    )

    @staticmethod
    def resolve_heard_at(root: "SourceView", _info: GraphQLResolveInfo) -> datetime | None:
        return root.feed.heard_at if root.feed else None

    @staticmethod
    def resolve_silent_at(root: "SourceView", _info: GraphQLResolveInfo) -> datetime | None:
        return root.feed.silent_at if root.feed else None

    @staticmethod
    def resolve_is_silent(root: "SourceView", info: GraphQLResolveInfo) -> bool:
        return root.feed is not None and root.feed.silent_at < info.context.now

    @staticmethod
    def resolve_waiting(root: "SourceView", _info: GraphQLResolveInfo) -> int:
        return root.desk.waiting.get(root.code, 0)

    @staticmethod
    def resolve_tokens(root: "SourceView", _info: GraphQLResolveInfo) -> list[Any]:
        return root.desk.tokens.get(root.code, [])


class SourceDesk:
    """What is told of all sources of the entered hall, each kind read once when somebody asks."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @cached_property
    def feeds(self) -> dict[str, Feed]:
        return reporting_feeds.of_hall(self._context.entered.code)

    @cached_property
    def tokens(self) -> dict[str, list[Any]]:
        return sources.tokens_by_source(self._context.entered)

    @cached_property
    def waiting(self) -> dict[str, int]:
        late = Case.objects.filter(ended_at=None, due_at__lt=self._context.now).exclude(feed="")
        return dict(late.values_list("feed").annotate(Count("pk")).order_by())


class SourceView:
    """A source among those that are answered together."""

    def __init__(self, source: Source, desk: SourceDesk) -> None:
        self.code, self.name, self.department = source.code, source.name, source.department or None
        self.is_signed, self.is_active, self.created_at = bool(source.signing_key), source.is_active, source.created_at
        self.desk = desk

    @property
    def feed(self) -> Feed | None:
        return self.desk.feeds.get(self.code)


class SourcePayload(graphene.ObjectType):
    """`token` and `signingKey` are shown this once."""

    source = graphene.Field(SourceNode)
    token = graphene.String()
    signing_key = graphene.String()
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class QuarantinePayload(graphene.ObjectType):
    row = graphene.Field(QuarantinedRowNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class RegisterSourceInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    code = graphene.String(required=True)
    name = graphene.String(required=True)
    department = graphene.String()
    is_signed = graphene.Boolean()
    silent_after_days = graphene.Int(description="Silent after so many working days without contact; 1 if absent.")


class SourceInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    code = graphene.ID(required=True)


class LetInInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    id = graphene.ID(required=True)
    content = graphene.String(required=True)
    reason = graphene.String(required=True)


class RefuseRowInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    id = graphene.ID(required=True)
    reason = graphene.String(required=True)


class ExchangeQueries(graphene.ObjectType):
    sources = graphene.List(
        graphene.NonNull(SourceNode),
        required=True,
        description="The systems that report to one hall (enters it).",
        hall=graphene.ID(required=True),
    )
    quarantine = graphene.Field(
        QuarantinedRowConnection,
        required=True,
        description="Rows that could not be taken in one hall (enters it), newest first.",
        hall=graphene.ID(required=True),
        undecided_only=graphene.Boolean(default_value=True),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )

    @staticmethod
    def resolve_sources(_root: None, info: GraphQLResolveInfo, hall: str) -> list[SourceView]:
        desk.check_look(info.context.actor)
        shared = SourceDesk(info.context)
        return [SourceView(source, shared) for source in Source.objects.order_by("code")]

    @staticmethod
    def resolve_quarantine(
        _root: None, info: GraphQLResolveInfo, hall: str, undecided_only: bool, first: int, after: str | None = None
    ) -> Page:
        desk.check_look(info.context.actor)
        rows = desk.rows(undecided_only=undecided_only)
        key = after_key(after, "quarantine", datetime, int)
        if key:
            rows = rows.filter(Q(at__lt=key[0]) | Q(at=key[0], pk__lt=key[1]))
        return page(
            list(rows[: page_size(first) + 1]), first, kind="quarantine", key=lambda row: [row.at.isoformat(), row.pk]
        )


@dataclass(frozen=True, slots=True)
class Done:
    """What a mutation answers with, and what is kept of it as an administrative act."""

    answer: dict[str, Any]
    subject: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


def _act(
    payload: Any, kind: Any, work: Callable[[Context, Any], Done], description: str, kept: AdminKind
) -> graphene.Field:
    """A mutation of the hall's administrator: kept with what it did; what a person can mend is told in the payload.

    One that makes or ends a secret wants to know again who he is.
    """
    is_sensitive = payload is SourcePayload

    def resolve(_root: None, info: GraphQLResolveInfo, input: Any) -> Any:
        context: Context = info.context
        check_administers(context.actor, context.entered)
        try:
            if is_sensitive:
                confirmed_person(context)
            with transaction.atomic():
                done = work(context, input)
                admin_acts.record(
                    context.entered,
                    kept,
                    by=Doer.of(context.actor, context.caller.posted_at),
                    subject=done.subject,
                    before=done.before,
                    after=done.after,
                )
            return payload(errors=[], **done.answer)
        except GATES:
            raise
        except StillWrong as wrong:
            return payload(errors=[_told(wrong.result)])
        except Refusal as refusal:
            return payload(errors=[UserError.of(refusal)])

    return graphene.Field(payload, required=True, description=description, resolver=resolve, input=kind(required=True))


def _told(result: Result) -> UserError:
    where = f"{result.field}: " if result.field else ""
    return UserError(code=result.code, message=f"{where}{result.message}", field="content")


def _register(context: Context, given: Any) -> Done:
    days = given.get("silent_after_days")
    source = sources.register(
        context.entered,
        code=given["code"].strip(),
        name=given["name"].strip(),
        department=given.get("department") or "",
        is_signed=bool(given.get("is_signed")),
        silent_after_days=feeds.SILENT_AFTER_DAYS if days is None else days,
    )
    issued = sources.issue_token(context.entered, source, by=context.caller.person, days=None)  # type: ignore[arg-type]
    answer = _shown(context, source) | {"token": issued.secret, "signing_key": source.signing_key or None}
    after = {"name": source.name, "department": source.department, "isSigned": bool(source.signing_key)}
    return Done(answer, source.code, after=after | _tokens(context, source))


def _rotate(context: Context, given: Any) -> Done:
    source = sources.access_source(given["code"])
    before = _tokens(context, source)
    secret = sources.rotate_token(context.entered, source).secret
    return Done(_shown(context, source) | {"token": secret}, source.code, before, _tokens(context, source))


def _close(context: Context, given: Any) -> Done:
    source = sources.access_source(given["code"])
    before = {"isActive": source.is_active} | _tokens(context, source)
    sources.close(context.entered, source)
    source.refresh_from_db()
    after = {"isActive": source.is_active} | _tokens(context, source)
    return Done(_shown(context, source), source.code, before, after)


def _shown(context: Context, source: Source) -> dict[str, Any]:
    return {"source": SourceView(source, SourceDesk(context))}


def _tokens(context: Context, source: Source) -> dict[str, Any]:
    """By their numbers; what they are is a secret."""
    return {"tokens": [token.pk for token in sources.tokens_of(context.entered, source)]}


def _let_in(context: Context, given: Any) -> Done:
    def take(content: str) -> Result:
        reports, wrongs = read_rows([id_rows.opened(read_json(content.encode()))])
        return (receiving.receive(context.entered, reports, []) or [_result(wrongs[0])])[0]

    row = read_json(given["content"].encode())
    hidden = id_rows.hidden(row)
    kept = given["content"] if hidden is row else json.dumps(hidden, ensure_ascii=False)
    said = {"content": given["content"], "kept": kept, "reason": given["reason"], "actor": context.actor}
    return _decided(desk.let_in(context.entered, _key(given["id"]), take=take, **said), given)


def _result(wrong: Any) -> Result:
    return Result(0, "rejected", wrong.code, wrong.message, wrong.field)


def _refuse(context: Context, given: Any) -> Done:
    return _decided(desk.refuse(context.entered, _key(given["id"]), reason=given["reason"], actor=context.actor), given)


def _decided(row: QuarantinedRow, given: Any) -> Done:
    """What stood in the row may hold names: it stays with the decision."""
    return Done({"row": row}, str(row.pk), {"code": row.code}, {"reason": given["reason"].strip()})


def _key(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0


class ExchangeMutations(graphene.ObjectType):
    register_source = _act(
        SourcePayload,
        RegisterSourceInput,
        _register,
        "A new source with its first token.",
        AdminKind.SOURCE_REGISTERED,
    )
    rotate_source_token = _act(
        SourcePayload,
        SourceInput,
        _rotate,
        "Another token; the old one is good for 7 days.",
        AdminKind.SOURCE_TOKEN_ROTATED,
    )
    close_source = _act(
        SourcePayload, SourceInput, _close, "Nothing is taken from it any more.", AdminKind.SOURCE_CLOSED
    )
    let_in_quarantined = _act(
        QuarantinePayload, LetInInput, _let_in, "Takes a mended row in, with the reason.", AdminKind.ROW_LET_IN
    )
    refuse_quarantined = _act(
        QuarantinePayload, RefuseRowInput, _refuse, "The row is not taken; it stays.", AdminKind.ROW_REFUSED
    )
