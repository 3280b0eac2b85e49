"""Mutations on cases: each translates its input to one verb of `tenants.cases.acts`.

A gate that does not open fails the field (`errors` of the answer); what a person can mend is told in the payload.
"""

from collections.abc import Callable
from typing import Any

import graphene
from graphene.utils.str_converters import to_camel_case
from graphql import GraphQLResolveInfo

from api.entry import Context
from api.graph import words
from api.graph.cases import CaseNode, case_view
from api.graph.scalars import Date, DateTime
from foundation.errors import Forbidden, NotFound, NotSignedIn, Refusal
from tenants.cases import acts, applicants, handing, proceedings
from tenants.cases.acts import Missing
from tenants.cases.models import Case
from tenants.cases.recording import Desk

GATES = (NotFound, Forbidden, NotSignedIn)


class UserError(graphene.ObjectType):
    """What a person can mend: a code, a sentence, the member of the input."""

    code = graphene.String(required=True)
    message = graphene.String(required=True)
    field = graphene.String()

    @classmethod
    def of(cls, refusal: Refusal) -> "UserError":
        field = to_camel_case(refusal.field) if refusal.field else None
        return cls(code=refusal.code, message=refusal.message, field=field)


def answer(payload: Any, member: str, act: Callable[[], Any]) -> Any:
    """What an act made, as this member of its payload, or what a person can mend. A gate fails the field instead."""
    try:
        return payload(errors=[], **{member: act()})
    except GATES:
        raise
    except Refusal as refusal:
        return payload(errors=[UserError.of(refusal)])


class CasePayload(graphene.ObjectType):
    case = graphene.Field(CaseNode)
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class ApplicantIdInput(graphene.InputObjectType):
    kind = words.IdKind(required=True)
    number = graphene.String(required=True)


class RegisterCaseInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    item = graphene.ID(required=True)
    applicant_name = graphene.String(required=True)
    channel = words.Channel(default_value=acts.Channel.WINDOW)
    applicant_id = graphene.InputField(ApplicantIdInput)
    submitted_at = DateTime()
    expires_on = Date(description="Of the licence whose renewal is asked for (延续).")
    idempotency_key = graphene.String()


class _Placed(graphene.InputObjectType):
    class Meta:
        abstract = True

    hall = graphene.ID(required=True)
    number = graphene.String(required=True)
    occurred_at = DateTime()


class CaseActInput(_Placed):
    note = graphene.String()


class AcceptInput(_Placed):
    """`tolerated`: papers that may come later (容缺受理); `byCommitment`: 告知承诺, checked afterwards."""

    tolerated = graphene.List(graphene.NonNull(graphene.String))
    by_commitment = graphene.Boolean()
    note = graphene.String()


class ProceedingInput(_Placed):
    kind = words.Proceeding(required=True)
    hearing_on = Date(description="Of the announcement of a hearing.")
    note = graphene.String()


class ReasonInput(_Placed):
    reason = graphene.String(required=True)


class RefusalInput(ReasonInput):
    """`reasonCode` is needed where `refusalReasons` has some."""

    reason_code = graphene.String()


class CorrectionItemInput(graphene.InputObjectType):
    material = graphene.String(required=True)
    defect = graphene.String(required=True)


class AskCorrectionInput(_Placed):
    items = graphene.List(graphene.NonNull(CorrectionItemInput), required=True)


class ReceiveCorrectionInput(_Placed):
    """`brought` checks off materials of the open notice; without it all of them were brought."""

    brought = graphene.List(graphene.NonNull(graphene.String))
    note = graphene.String()


class StageInput(_Placed):
    stage = graphene.String(required=True)


class BeginPauseInput(_Placed):
    kind = words.PauseKind(required=True)
    planned_days = graphene.Int(required=True)
    notice_number = graphene.String(required=True)
    reason = graphene.String(required=True)


class GrantExtensionInput(_Placed):
    days = graphene.Int(required=True)
    approver = graphene.String(required=True)
    approver_role = words.Approver(description="Checked against the item and art. 42 where it is told.")
    reason = graphene.String(required=True)


class ConcludeInput(_Placed):
    outcome = words.Outcome(required=True)
    reason = graphene.String()
    reason_code = graphene.String(description="Of a refusal, where `refusalReasons` has some.")


class HandOverInput(graphene.InputObjectType):
    """`to` is the post of a clerk (`colleagues`)."""

    hall = graphene.ID(required=True)
    number = graphene.String(required=True)
    to = graphene.ID(required=True)
    reason = graphene.String(required=True)


class HandOverDeskInput(graphene.InputObjectType):
    """Every open case that the clerk of post `of` handles goes to the one of post `to`."""

    hall = graphene.ID(required=True)
    of = graphene.ID(required=True)
    to = graphene.ID(required=True)
    reason = graphene.String(required=True)


class HandOverDeskPayload(graphene.ObjectType):
    count = graphene.Int()
    errors = graphene.List(graphene.NonNull(UserError), required=True)


class CorrectEventInput(_Placed):
    """Without `occurredAt` the event is voided, with it its stated time is replaced."""

    sequence = graphene.Int(required=True)
    reason = graphene.String(required=True)


class IssueDocumentInput(graphene.InputObjectType):
    hall = graphene.ID(required=True)
    number = graphene.String(required=True)
    sequence = graphene.Int(required=True)


Act = Callable[[Desk, dict[str, Any]], Case]


def _mutation(kind: Any, act: Act, description: str) -> graphene.Field:
    def resolve(_root: None, info: GraphQLResolveInfo, input: Any) -> CasePayload:
        context: Context = info.context
        desk, given = Desk(context.entered, context.actor), dict(input) | {"idempotency_key": context.idempotency_key}
        return answer(CasePayload, "case", lambda: case_view(context, act(desk, given)))

    return graphene.Field(
        CasePayload, required=True, description=description, resolver=resolve, input=kind(required=True)
    )


def _with(verb: Callable[..., Case], *members: str) -> Act:
    """The verb with the moment, the named members where they are given, and nothing else of the input."""

    def act(desk: Desk, given: dict[str, Any]) -> Case:
        chosen = {name: given[name] for name in members if given.get(name) is not None}
        return verb(desk, given["number"], at=given.get("occurred_at"), **chosen)

    return act


def _register(desk: Desk, given: dict[str, Any]) -> Case:
    return acts.register(
        desk,
        item=given["item"],
        applicant_name=given["applicant_name"],
        channel=given.get("channel") or acts.Channel.WINDOW,
        submitted_at=given.get("submitted_at"),
        applicant_id=_applicant_id(given.get("applicant_id")),
        expires_on=given.get("expires_on"),
        idempotency_key=given.get("idempotency_key"),
    )


def _applicant_id(given: dict[str, Any] | None) -> applicants.GivenId | None:
    return applicants.given(given["kind"].value, given["number"]) if given else None


def _ask_correction(desk: Desk, given: dict[str, Any]) -> Case:
    items = [Missing(one["material"], one["defect"]) for one in given["items"]]
    return acts.ask_correction(desk, given["number"], items=items, at=given.get("occurred_at"))


def _issue_document(desk: Desk, given: dict[str, Any]) -> Case:
    return acts.issue_document(desk, given["number"], sequence=given["sequence"])


def _hand_over(desk: Desk, given: dict[str, Any]) -> Case:
    return handing.hand_over(desk, given["number"], to=given["to"], reason=given["reason"])


class CaseMutations(graphene.ObjectType):
    hand_over_case = _mutation(HandOverInput, _hand_over, "交接")
    hand_over_desk = graphene.Field(
        HandOverDeskPayload, required=True, description="整台交接", input=HandOverDeskInput(required=True)
    )

    @staticmethod
    def resolve_hand_over_desk(_root: None, info: GraphQLResolveInfo, input: Any) -> HandOverDeskPayload:
        desk = Desk(info.context.entered, info.context.actor)
        of, to, reason = input["of"], input["to"], input["reason"]
        return answer(HandOverDeskPayload, "count", lambda: handing.hand_over_desk(desk, of=of, to=to, reason=reason))

    register_case = _mutation(RegisterCaseInput, _register, "收件; the same idempotency key is the same case again.")
    accept_case = _mutation(CaseActInput, _with(acts.accept, "note"), "受理")
    accept_case_with = _mutation(
        AcceptInput, _with(acts.accept, "tolerated", "by_commitment", "note"), "受理, 容缺 or by commitment"
    )
    decline_case = _mutation(ReasonInput, _with(acts.decline, "reason"), "不予受理, where no reasons are published")
    decline_case_with = _mutation(
        RefusalInput, _with(acts.decline, "reason", "reason_code"), "不予受理 for a published reason"
    )
    mark_not_required = _mutation(ReasonInput, _with(acts.mark_not_required, "reason"), "不受理")
    ask_correction = _mutation(AskCorrectionInput, _ask_correction, "补正告知")
    receive_correction = _mutation(
        ReceiveCorrectionInput, _with(acts.receive_correction, "brought", "note"), "补正收到"
    )
    begin_stage = _mutation(StageInput, _with(acts.begin_stage, "stage"), "环节开始")
    end_stage = _mutation(StageInput, _with(acts.end_stage, "stage"), "环节结束")
    begin_pause = _mutation(
        BeginPauseInput, _with(acts.begin_pause, "kind", "planned_days", "notice_number", "reason"), "特别程序开始"
    )
    end_pause = _mutation(CaseActInput, _with(acts.end_pause, "note"), "特别程序结束")
    grant_extension = _mutation(
        GrantExtensionInput, _with(acts.grant_extension, "days", "approver", "approver_role", "reason"), "延期"
    )
    record_proceeding = _mutation(
        ProceedingInput, _with(proceedings.record, "kind", "hearing_on", "note"), "预审, 听证, 容缺补齐, 事后核查"
    )
    conclude_case = _mutation(ConcludeInput, _with(acts.conclude, "outcome", "reason", "reason_code"), "办结")
    verify_case = _mutation(CaseActInput, _with(acts.verify, "note"), "登记验证")
    deliver_case = _mutation(CaseActInput, _with(acts.deliver, "note"), "送达")
    withdraw_case = _mutation(ReasonInput, _with(acts.withdraw, "reason"), "撤回")
    correct_event = _mutation(CorrectEventInput, _with(acts.correct, "sequence", "reason"), "更正一条记录")
    issue_document = _mutation(IssueDocumentInput, _issue_document, "出具文书 of an event that no window recorded")
