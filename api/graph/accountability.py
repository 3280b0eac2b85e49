"""问责: accountability cases of one hall, one with its acts, and the verbs of `tenants.directives.accountability`."""

from datetime import datetime
from typing import Any

import graphene
from django.db.models import Q
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.case_acts import UserError
from api.graph.cases import CaseDocument, document_node
from api.graph.connection import Page, after_key, connection, page, page_size
from api.graph.halls import Department
from api.graph.matters import EvidenceNode, department_of, event_members, evidence_of, hall_names, mutation
from api.graph.scalars import Date, DateTime
from rulebook import accountability as rules
from tenants.cases import reading
from tenants.directives import accountability as acts
from tenants.directives import writing
from tenants.directives.accountability import EvidenceOf
from tenants.directives.gates import Place
from tenants.directives.models import AccountabilityCase, AccountabilityEvent


class AccountabilityRow(graphene.ObjectType):
    """责任追究 in a list. What is not approved yet has no number."""

    id = graphene.ID(required=True)
    number = graphene.String()
    mode = words.AccountabilityMode(required=True)
    state = words.AccountabilityState(required=True)
    department = graphene.Field(Department, required=True)
    subject = graphene.String(required=True)
    cases = graphene.List(graphene.NonNull(graphene.String), required=True)
    at = DateTime(required=True)
    due_at = DateTime(description="Of the report or finding; after the decision, of an appeal.")


class Attribution(graphene.ObjectType):
    """Who bears what (RS18)."""

    party = words.FaultParty(required=True)
    liability = words.Liability(required=True)
    person = graphene.String(required=True)


class FindingEvidence(graphene.ObjectType):
    """An event of a case that the finding rests on."""

    number = graphene.ID(required=True)
    sequence = graphene.Int(required=True)


class FaultFinding(graphene.ObjectType):
    """认定, as it was found last."""

    grade = words.FaultGrade(required=True)
    situation = words.FaultSituation()
    attributions = graphene.List(graphene.NonNull(Attribution), required=True)
    evidence = graphene.List(graphene.NonNull(FindingEvidence), required=True)


class Sanction(graphene.ObjectType):
    """The result of the organ that decided it; recorded, never decided here."""

    organ = graphene.String(required=True)
    number = graphene.String(required=True)
    on = Date(required=True)
    person = graphene.String(required=True)
    measure = graphene.String(required=True)


class AccountabilityEventNode(graphene.ObjectType):
    """One act. `personName` is null for the worker, who reminds, escalates and makes final."""

    class Meta:
        name = "AccountabilityEvent"

    sequence = graphene.Int(required=True)
    act = words.AccountabilityAct(required=True)
    at = DateTime(required=True)
    person_name = graphene.String()
    from_hall = graphene.String(description="Name of the hall of the post.")
    said = graphene.String(description="Reasons or ground, as they were stated.")


class AccountabilityNode(AccountabilityRow):
    """责任追究 with everything that was done in it."""

    class Meta:
        name = "AccountabilityCase"

    issuing_hall = graphene.String(required=True)
    order = graphene.ID(description="The order that it follows.")
    is_late = graphene.Boolean(required=True)
    receipt = graphene.String(description="Organ and number of the receipt of a referral.")
    finding = graphene.Field(FaultFinding)
    sanctions = graphene.List(graphene.NonNull(Sanction), required=True)
    documents = graphene.List(graphene.NonNull(CaseDocument), required=True)
    events = graphene.List(graphene.NonNull(AccountabilityEventNode), required=True)
    evidence = graphene.List(graphene.NonNull(EvidenceNode), required=True)
    permitted_acts = graphene.List(graphene.NonNull(words.AccountabilityAct), required=True)


AccountabilityConnection = connection(AccountabilityRow)


class AccountabilityQueries(graphene.ObjectType):
    accountability_cases = graphene.Field(
        AccountabilityConnection,
        required=True,
        description="Accountability cases of one hall, newest first (enters it). Openings for supervisors only.",
        hall=graphene.ID(required=True),
        state=words.AccountabilityState(),
        mode=words.AccountabilityMode(),
        department=graphene.ID(),
        case_number=graphene.String(),
        first=graphene.Int(default_value=50),
        after=graphene.String(),
    )
    accountability_case = graphene.Field(
        AccountabilityNode,
        description="One accountability case with its acts (enters the hall).",
        hall=graphene.ID(required=True),
        id=graphene.ID(required=True),
    )

    @staticmethod
    def resolve_accountability_cases(
        _root: None, info: GraphQLResolveInfo, hall: str, first: int, after: str | None = None, **asked: Any
    ) -> Page:
        context: Context = info.context
        rows = acts.visible_to(context.actor)
        for name in ("state", "mode"):
            if asked.get(name):
                rows = rows.filter(**{name: asked[name].value})
        if asked.get("department"):
            rows = rows.filter(department=asked["department"])
        if asked.get("case_number"):
            rows = rows.filter(cases__contains=[asked["case_number"]])
        key = after_key(after, "accountability", datetime, int)
        if key:
            rows = rows.filter(Q(at__lt=key[0]) | Q(at=key[0], pk__lt=key[1]))
        found = list(rows.order_by("-at", "-pk")[: page_size(first) + 1])
        nodes = [AccountabilityRow(**_row(context, case)) for case in found]
        return page(nodes, first, kind="accountability", key=lambda node: [node.at.isoformat(), node.id])

    @staticmethod
    def resolve_accountability_case(_root: None, info: GraphQLResolveInfo, hall: str, id: str) -> AccountabilityNode:
        context: Context = info.context
        return _node(context, acts.access_case(context.actor, id))


def _row(context: Context, case: AccountabilityCase) -> dict[str, Any]:
    return {
        "id": case.pk,
        "number": case.number or None,
        "mode": case.mode,
        "state": case.state,
        "department": department_of(context, case.department),
        "subject": case.subject,
        "cases": case.cases,
        "at": case.at,
        "due_at": case.due_at,
    }


def _node(context: Context, case: AccountabilityCase) -> AccountabilityNode:
    rows = list(AccountabilityEvent.objects.filter(case=case).order_by("sequence"))
    events = [writing.as_event(row) for row in rows]
    facts = rules.fold(events)
    halls = hall_names({case.issuing_hall, *(row.from_hall for row in rows)})
    said = {row.act: row.detail for row in rows}
    receipt = said.get(rules.AccountabilityAct.RECEIVED, {})
    sanctions = [row.detail for row in rows if row.act == rules.AccountabilityAct.SANCTIONED]
    return AccountabilityNode(
        **_row(context, case),
        issuing_hall=halls.get(case.issuing_hall, case.issuing_hall),
        order=case.order_id,
        is_late=rules.is_late(facts, reading.terms_of(case), now=context.now),
        receipt=f"{receipt['organ']} {receipt['organ_number']}" if "organ" in receipt else None,
        finding=_finding(said.get(rules.AccountabilityAct.FOUND)),
        sanctions=[_sanction(detail) for detail in sanctions],
        documents=[document_node(context.entered.code, one) for one in acts.documents(case)],
        events=[AccountabilityEventNode(**event_members(row, halls)) for row in rows],
        evidence=evidence_of(context, "ACCOUNTABILITY", case.pk),
        permitted_acts=acts.permitted(Place(context.entered, context.actor), case, facts),
    )


def _finding(said: dict[str, Any] | None) -> FaultFinding | None:
    if said is None:
        return None
    return FaultFinding(
        grade=said["grade"],
        situation=said.get("situation"),
        attributions=[Attribution(**one) for one in said["attributions"]],
        evidence=[FindingEvidence(**one) for one in said["evidence"]],
    )


def _sanction(said: dict[str, Any]) -> Sanction:
    return Sanction(
        organ=said["organ"],
        number=said["organ_number"],
        on=datetime.fromisoformat(said["on"]).date(),
        person=said["who"],
        measure=said["measure"],
    )


class AccountabilityPayload(graphene.ObjectType):
    case = graphene.Field(AccountabilityNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class OpenAccountabilityInput(graphene.InputObjectType):
    """On cases of one department, on a department, or on what an order that was decided left behind."""

    hall = graphene.ID(required=True)
    mode = words.AccountabilityMode(required=True)
    cases = graphene.List(graphene.NonNull(graphene.String), default_value=[])
    department = graphene.ID()
    order = graphene.ID()
    subject = graphene.String(required=True)
    days = graphene.Int(required=True, description="Working days to report or find.")
    idempotency_key = graphene.String()


class AccountabilityActInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    id = graphene.ID(required=True)
    idempotency_key = graphene.String()


class ReceiveAccountabilityInput(AccountabilityActInput):
    """`organ` and its number: of the discipline organ that received a referral."""

    organ = graphene.String()
    organ_number = graphene.String()


class AccountabilityReasonsInput(AccountabilityActInput):
    reasons = graphene.String(required=True)


class AccountabilityReasonInput(AccountabilityActInput):
    reason = graphene.String(required=True)


class AccountabilityLimitInput(AccountabilityReasonInput):
    """`days`: working days of a better report, or of an appeal."""

    days = graphene.Int(required=True)


class FaultPersonInput(graphene.InputObjectType):
    party = words.FaultParty(required=True)
    person = graphene.String(required=True)


class FindingEvidenceInput(graphene.InputObjectType):
    number = graphene.ID(required=True)
    sequence = graphene.Int(required=True)


class FindFaultInput(AccountabilityReasonsInput):
    """Every party that the situation makes liable is named, and no other."""

    grade = words.FaultGrade(required=True)
    situation = words.FaultSituation()
    persons = graphene.List(graphene.NonNull(FaultPersonInput), default_value=[])
    evidence = graphene.List(graphene.NonNull(FindingEvidenceInput), default_value=[])


class RecordSanctionInput(AccountabilityActInput):
    organ = graphene.String(required=True)
    organ_number = graphene.String(required=True)
    on = Date(required=True)
    person = graphene.String(required=True)
    measure = graphene.String(required=True)


def _find(place: Place, key: str, *, persons: Any, evidence: Any, **given: Any) -> AccountabilityCase:
    return acts.find(
        place,
        key,
        persons=[(one["party"], one["person"]) for one in persons],
        evidence=[EvidenceOf(one["number"], one["sequence"]) for one in evidence],
        **given,
    )


_mutation = mutation(AccountabilityPayload, "case", _node)
_Act, _Reason, _Reasons, _Limit = (
    AccountabilityActInput, AccountabilityReasonInput, AccountabilityReasonsInput, AccountabilityLimitInput,
)  # fmt: skip


class AccountabilityMutations(graphene.ObjectType):
    open_accountability = _mutation(OpenAccountabilityInput, acts.open_case, "立案建议, in one of three modes")
    approve_accountability = _mutation(_Act, acts.approve, "批准立案, by another person; the clock begins")
    receive_accountability = _mutation(
        ReceiveAccountabilityInput, acts.receive, "签收 by the department, or the receipt of the discipline organ"
    )
    report_accountability = _mutation(_Reasons, acts.report, "What the department found and did")
    return_accountability = _mutation(_Limit, acts.give_back, "退回, for a better report by a new limit")
    find_fault = _mutation(FindFaultInput, _find, "认定: the fault and to whom it is attributed")
    decide_accountability = _mutation(_Limit, acts.decide, "决定, by another person than who found; appeals run")
    record_sanction = _mutation(RecordSanctionInput, acts.sanction, "The result of the organ that decides sanctions")
    appeal_accountability = _mutation(_Reasons, acts.appeal, "申诉, once and within its window")
    uphold_accountability = _mutation(_Reason, acts.uphold, "The decision stands")
    revoke_accountability = _mutation(_Reason, acts.revoke, "The decision falls, and stays to be seen")
    withdraw_accountability = _mutation(_Reason, acts.withdraw, "撤销 of the whole case, with its reason")
