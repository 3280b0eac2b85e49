"""`case` and `cases` of the hall that is entered: events, clocks with their explanation, alerts, what may be done."""

from collections.abc import Sequence
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.applicant_ids import ApplicantIdNode
from api.graph.case_clocks import CaseFinding, CaseReading, ClockNode, ClockView, EarlierCase, RuleName
from api.graph.case_pages import CasePage, CaseView
from api.graph.case_papers import CaseDocument, CorrectionRound, document_node
from api.graph.connection import connection
from api.graph.families import HallView
from api.graph.halls import Department, HallNode, view
from api.graph.items import ItemNode, ItemView, named_department
from api.graph.scalars import DateTime, JSONString
from hierarchy.rules import names
from rulebook.case import EventKind
from rulebook.earlier import Earlier
from rulebook.facts import effective
from rulebook.findings import reading
from rulebook.lamp import Lamp
from rulebook.rounds import Round, rounds
from rulebook.signals import Ladder
from rulebook.standing import has_begun
from tenants.alerts.models import Alert
from tenants.cases import listing
from tenants.cases.deriving import rule_of
from tenants.cases.models import CaseEvent


class CaseEventNode(graphene.ObjectType):
    """One thing that happened, stated and recorded; `digest` chains it to the one before."""

    class Meta:
        name = "CaseEvent"

    sequence = graphene.Int(required=True)
    kind = words.EventKind(required=True)
    occurred_at = DateTime(required=True)
    recorded_at = DateTime(required=True)
    actor_name = graphene.String()
    source = graphene.String(required=True)
    detail = JSONString(required=True)
    anomalies = graphene.List(graphene.NonNull(graphene.String), required=True)
    corrects_sequence = graphene.Int()
    is_corrected = graphene.Boolean(required=True)
    digest = graphene.String(required=True)
    issuable = graphene.String(description="Title of the document that the caller may issue for it: it has none yet.")


class CaseAlert(graphene.ObjectType):
    """An alert that was raised; it stays, and says when an event recorded later took it back."""

    level = words.AlertLevel(required=True)
    clock = words.ClockName(required=True)
    rung = graphene.String(required=True)
    name = graphene.String(description="As the local rule calls the rung.")
    proposes = words.ProposedCard(description="Which act it proposes; a card is an issued act.")
    stage = graphene.String()
    rule = graphene.Field(RuleName, description="That found it, where it is no clock.")
    at = DateTime(required=True)
    raised_at = DateTime(required=True)
    cleared_at = DateTime()
    cleared_reason = graphene.String()
    withdrawn_by = graphene.String(description="Number of the decision that withdrew it.")


class CaseNode(graphene.ObjectType):
    """办件. The lamp is computed from the stored moments when it is read."""

    class Meta:
        name = "Case"

    number = graphene.String(required=True)
    hall = graphene.Field(HallNode, required=True)
    item = graphene.Field(ItemNode, required=True)
    department = graphene.Field(Department, required=True)
    applicant_name = graphene.String(required=True)
    applicant_id = graphene.Field(ApplicantIdNode, resolver=lambda root, _: root.page.applicant_id(root.case))
    channel = words.Channel(required=True)
    state = words.CaseState(required=True)
    lamp = words.Lamp(required=True)
    stage = graphene.String()
    submitted_at = DateTime(description="Null when every event of the case was voided.")
    accepted_at = DateTime()
    concluded_at = DateTime(description="When the case ended: concluded, declined or withdrawn.")
    outcome = words.Outcome()
    verified_at = DateTime()
    delivered_at = DateTime()
    due_at = DateTime()
    yellow_at = DateTime()
    statutory_due_at = DateTime()
    handler_name = graphene.String(description="承办人: who registered the case, or to whom it was handed over last.")
    classes = graphene.List(graphene.NonNull(words.CaseClass), required=True, description="六件")
    notice_due_at = DateTime(description="By when the applicant is to be told, while nothing has been told (art. 32).")
    deemed_at = DateTime(
        description="视为受理: since then accepted in law, as of its receipt; nothing was told in time."
    )
    anomalies = graphene.List(graphene.NonNull(words.Anomaly), required=True, description="异常 of its records.")
    correction_asked_at = DateTime(description="While the applicant has not brought what was missing.")
    is_provisional = graphene.Boolean(required=True)
    is_partial = graphene.Boolean(required=True, description="Only its begin and end are recorded here (一厅双网).")
    is_trial = graphene.Boolean(required=True, description="Its hall was on trial: it is counted apart.")
    feed = graphene.String(description="The source of its newest event that no window made.")
    no_data_since = DateTime(description="The last contact of its feed, where that is silent and the case runs.")
    events = graphene.List(graphene.NonNull(CaseEventNode), required=True)
    clocks = graphene.List(graphene.NonNull(ClockNode), required=True)
    findings = graphene.List(graphene.NonNull(CaseFinding), required=True)
    earlier = graphene.List(graphene.NonNull(EarlierCase), required=True, description="Those that the caller may open.")
    as_reported = graphene.Field(CaseReading, required=True, description="按部门口径")
    by_law = graphene.Field(CaseReading, required=True, description="依法计算")
    alerts = graphene.List(graphene.NonNull(CaseAlert), required=True)
    documents = graphene.List(graphene.NonNull(CaseDocument), required=True)
    correction_rounds = graphene.List(graphene.NonNull(CorrectionRound), required=True)
    permitted_actions = graphene.List(
        graphene.NonNull(words.EventKind),
        required=True,
        description="What the caller may record now, by role and by the order of events.",
    )

    @staticmethod
    def resolve_findings(root: CaseView, _info: GraphQLResolveInfo) -> list[CaseFinding]:
        found, decisions = root.findings, root.set_aside
        called = names([one.code for one in found if one.version])
        return [
            CaseFinding(
                code=one.code,
                at=one.at,
                sequence=one.sequence,
                rule=called.get(one.code),
                set_aside=decisions.get(one.code),
            )
            for one in found
        ]

    adds = graphene.Int(
        description="What it adds to the figure that its list was asked for: the cases of a figure add up to it."
    )

    @staticmethod
    def resolve_earlier(root: CaseView, _info: GraphQLResolveInfo) -> Sequence[Earlier]:
        return root.earlier

    @staticmethod
    def resolve_adds(root: CaseView, _info: GraphQLResolveInfo) -> int | None:
        return root.page.amount(root.case)

    @staticmethod
    def resolve_hall(_root: CaseView, info: GraphQLResolveInfo) -> HallView:
        return view(info.context, info.context.entered)

    @staticmethod
    def resolve_item(root: CaseView, _info: GraphQLResolveInfo) -> ItemView:
        return ItemView(root.case.version, root.rules)

    @staticmethod
    def resolve_department(root: CaseView, info: GraphQLResolveInfo) -> Department:
        return named_department(info.context, root.case.department)

    @staticmethod
    def resolve_lamp(root: CaseView, info: GraphQLResolveInfo) -> Lamp:
        return listing.lamp_of(root.case, now=info.context.now, silent=root.page.silent)

    @staticmethod
    def resolve_no_data_since(root: CaseView, _info: GraphQLResolveInfo) -> Any:
        return root.page.silent.get(root.case.feed) if root.case.ended_at is None else None

    @staticmethod
    def resolve_correction_rounds(root: CaseView, _info: GraphQLResolveInfo) -> list[Round]:
        return rounds(effective(root.events), root.rules.materials)

    @staticmethod
    def resolve_deemed_at(root: CaseView, info: GraphQLResolveInfo) -> Any:
        deemed_at = root.case.deemed_at
        return deemed_at if deemed_at is not None and deemed_at <= info.context.now else None

    @staticmethod
    def resolve_handler_name(root: CaseView, _info: GraphQLResolveInfo) -> str | None:
        named = [row.detail["handler_name"] for row in root.rows if row.detail.get("handler") == root.case.handler]
        return named[-1] if root.case.handler and named else None

    @staticmethod
    def resolve_concluded_at(root: CaseView, _info: GraphQLResolveInfo) -> Any:
        return root.case.ended_at

    @staticmethod
    def resolve_events(root: CaseView, _info: GraphQLResolveInfo) -> list[CaseEventNode]:
        corrected, issuable = _corrected(root), root.issuable
        return [
            _event_node(row, is_corrected=row.sequence in corrected, issuable=issuable.get(row.sequence))
            for row in root.rows
        ]

    @staticmethod
    def resolve_clocks(root: CaseView, info: GraphQLResolveInfo) -> list[ClockView]:
        return [ClockView(clock, root) for clock in root.clocks if has_begun(clock, info.context.now)]

    @staticmethod
    def resolve_as_reported(root: CaseView, info: GraphQLResolveInfo) -> CaseReading:
        return CaseReading.of(reading(root.clocks), now=info.context.now, ended_at=root.case.ended_at)

    @staticmethod
    def resolve_by_law(root: CaseView, info: GraphQLResolveInfo) -> CaseReading:
        return CaseReading.of(
            root.law or reading(root.clocks),
            now=info.context.now,
            ended_at=root.case.ended_at,
            traced=root.law_trace,
        )

    @staticmethod
    def resolve_alerts(root: CaseView, _info: GraphQLResolveInfo) -> list[CaseAlert]:
        ladder = root.terms.ladder
        return [_alert_node(alert, ladder) for alert in root.page.alerts(root.case)]

    @staticmethod
    def resolve_documents(root: CaseView, info: GraphQLResolveInfo) -> list[CaseDocument]:
        return [document_node(info.context.entered.code, one) for one in root.page.documents(root.case)]

    @staticmethod
    def resolve_permitted_actions(root: CaseView, _info: GraphQLResolveInfo) -> list[EventKind]:
        return root.permitted


PLAIN = ["number", "applicant_name", "channel", "state", "submitted_at", "accepted_at", "verified_at", "delivered_at",
         "is_provisional", "is_partial", "is_trial",
         "notice_due_at", "anomalies", "correction_asked_at", "classes"]  # fmt: skip


def _column(name: str, *, or_none: bool = False) -> Any:
    def resolve(root: CaseView, _info: GraphQLResolveInfo) -> Any:
        value = getattr(root.case, name)
        return (value or None) if or_none else value

    return resolve


def _of_decision(name: str) -> Any:
    def resolve(root: CaseView, info: GraphQLResolveInfo) -> Any:
        return getattr(root.case, name) if listing.is_decided_on(root.case, now=info.context.now) else None

    return resolve


for _name in ("due_at", "yellow_at", "statutory_due_at"):
    setattr(CaseNode, f"resolve_{_name}", staticmethod(_of_decision(_name)))
for _name in PLAIN:
    setattr(CaseNode, f"resolve_{_name}", staticmethod(_column(_name)))
for _name in ("stage", "outcome", "feed"):
    setattr(CaseNode, f"resolve_{_name}", staticmethod(_column(_name, or_none=True)))

CaseConnection = connection(CaseNode)


def case_view(context: Context, case: Any) -> CaseView:
    return CasePage.of([case], context).views[0]


def _corrected(root: CaseView) -> set[int]:
    """Events that a correction, itself not voided, voids or moves."""
    void: set[int] = set()
    found: set[int] = set()
    for event in sorted(root.events, key=lambda one: -one.sequence):
        if event.kind is not EventKind.CORRECTED or event.sequence in void or event.corrects is None:
            continue
        if event.corrects not in found and "at" not in event.detail:
            void.add(event.corrects)
        found.add(event.corrects)
    return found


def _event_node(row: CaseEvent, *, is_corrected: bool, issuable: str | None) -> CaseEventNode:
    return CaseEventNode(
        sequence=row.sequence,
        kind=row.kind,
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        actor_name=row.actor_name or None,
        source=row.source,
        detail=row.detail,
        anomalies=row.anomalies,
        corrects_sequence=row.corrects,
        is_corrected=is_corrected,
        digest=bytes(row.digest).hex(),
        issuable=issuable,
    )


def _alert_node(alert: Alert, ladder: Ladder) -> CaseAlert:
    clock, _, stage = alert.clock.partition(":")
    rule, rung = rule_of(alert.clock), ladder.rung(alert.clock, alert.rung)
    notes = [note for note in alert.notes.all() if note.kind != "WITHDRAWN"]
    decided = next((note.reason for note in alert.notes.all() if note.kind == "WITHDRAWN"), None)
    last = max(notes, key=lambda note: (note.at, note.pk), default=None)
    is_cleared = last is not None and last.kind == "CLEARED"
    return CaseAlert(
        level=alert.level,
        clock=clock,
        rung=alert.rung,
        name=(rung.name or None) if rung else None,
        proposes=rung.proposes if rung else None,
        stage=None if rule else stage or None,
        rule=names([rule]).get(rule) if rule else None,
        at=alert.at,
        raised_at=alert.raised_at,
        cleared_at=last.at if last and is_cleared else None,
        cleared_reason=last.reason if last and is_cleared else None,
        withdrawn_by=decided,
    )
