"""The words of the domain as GraphQL enums; their values are the ones that the domain itself uses."""

from typing import Any

import graphene

from accounts import models as account_models
from hierarchy import models as hierarchy_models
from reporting import compare, feeds
from rulebook import (
    accountability,
    anomalies,
    anomaly_rules,
    circular,
    clock_table,
    duty,
    explaining,
    figures,
    id_numbers,
    ladder,
    ranking,
    refusals,
    signals,
    supervision,
    telling,
)
from rulebook import calendar as rulebook_calendar
from rulebook import case as rulebook_case
from rulebook import classes as rulebook_classes
from rulebook import findings as rulebook_findings
from rulebook import lamp as rulebook_lamp
from rulebook import layers as rulebook_layers
from rulebook import rounds as rulebook_rounds
from tenants.alerts import models as alert_models
from tenants.audit import models as audit_models
from tenants.cases import acts, listing, proceedings, queues
from tenants.contacts import acts as contact_acts
from tenants.notices import templates as notice_templates
from tenants.organization import people


def _enum(words: Any) -> Any:
    return graphene.Enum.from_enum(words, description=(words.__doc__ or "").strip().partition("\n")[0] or None)


Tier = _enum(hierarchy_models.Tier)
HallState = _enum(hierarchy_models.HallState)
ChangeKind = _enum(hierarchy_models.ChangeKind)
Role = _enum(hierarchy_models.Role)
AlertLevel = _enum(alert_models.AlertLevel)
Lamp = _enum(rulebook_lamp.Lamp)
CaseState = _enum(rulebook_case.CaseState)
Outcome = _enum(rulebook_case.Outcome)
EventKind = _enum(rulebook_case.EventKind)
ClockName = _enum(rulebook_case.ClockName)
Anomaly = _enum(anomalies.Anomaly)
RuleSeverity = graphene.Enum.from_enum(
    anomaly_rules.Severity, name="RuleSeverity", description=anomaly_rules.Severity.__doc__
)
RulePhase = graphene.Enum.from_enum(anomaly_rules.Phase, name="RulePhase", description=anomaly_rules.Phase.__doc__)
FindingCode = _enum(rulebook_findings.FindingCode)
ClockLapse = graphene.Enum.from_enum(clock_table.Lapse, name="ClockLapse", description=clock_table.Lapse.__doc__)
ClockWhose = graphene.Enum.from_enum(clock_table.Whose, name="ClockWhose", description=clock_table.Whose.__doc__)
Approver = _enum(rulebook_case.Approver)
Proceeding = _enum(proceedings.Proceeding)
CaseClass = _enum(rulebook_classes.CaseClass)
IdKind = _enum(id_numbers.IdKind)
Channel = _enum(acts.Channel)
PauseKind = _enum(rulebook_case.PauseKind)
TrendStep = graphene.Enum.from_enum(compare.Step, name="TrendStep", description=compare.Step.__doc__)
CaseOrder = _enum(listing.CaseOrder)
Overdue = _enum(listing.Overdue)
Queue = graphene.Enum.from_enum(queues.Queue, name="DeskQueue", description="What waits at a desk.")
DemandStanding = graphene.Enum.from_enum(
    rulebook_rounds.Standing, name="DemandStanding", description=rulebook_rounds.Standing.__doc__
)
Reading = _enum(explaining.Reading)
InnocentReading = graphene.Enum.from_enum(
    refusals.Innocent, name="InnocentReading", description=refusals.Innocent.__doc__
)
Figure = _enum(figures.Figure)
RankMeasure = _enum(ranking.RankMeasure)
Standing = _enum(ranking.Standing)
VolumeClass = _enum(ranking.VolumeClass)
AdminKind = _enum(audit_models.AdminKind)
DayKind = _enum(rulebook_calendar.DayKind)
CalendarLayer = graphene.Enum.from_enum(
    rulebook_layers.LayerKind, name="CalendarLayer", description=rulebook_layers.LayerKind.__doc__
)
RuleScope = _enum(hierarchy_models.RuleScope)
Told = _enum(signals.Told)
OffsetUnit = _enum(signals.OffsetUnit)
RungEdge = graphene.Enum.from_enum(signals.Edge, name="RungEdge", description=signals.Edge.__doc__)
RungColour = graphene.Enum.from_enum(signals.Colour, name="RungColour", description=signals.Colour.__doc__)
ProposedCard = graphene.Enum.from_enum(
    signals.Card, name="ProposedCard", description="What a rung proposes; a card is an issued act."
)
Contact = graphene.Enum.from_enum(feeds.Contact, name="HallContact", description=feeds.Contact.__doc__)
OrderKind = _enum(supervision.OrderKind)
OrderState = _enum(supervision.OrderState)
OrderAct = _enum(supervision.OrderAct)
AccountabilityMode = graphene.Enum.from_enum(
    accountability.Mode, name="AccountabilityMode", description=accountability.Mode.__doc__
)
AccountabilityState = _enum(accountability.AccountabilityState)
AccountabilityAct = _enum(accountability.AccountabilityAct)
FaultGrade = graphene.Enum.from_enum(accountability.Grade, name="FaultGrade", description=accountability.Grade.__doc__)
FaultParty = graphene.Enum.from_enum(accountability.Party, name="FaultParty", description=accountability.Party.__doc__)
FaultSituation = graphene.Enum.from_enum(
    accountability.Situation, name="FaultSituation", description=accountability.Situation.__doc__
)
Liability = _enum(accountability.Liability)
CircularState = _enum(circular.CircularState)
CircularAct = _enum(circular.CircularAct)
LadderStep = graphene.Enum.from_enum(ladder.Step, name="LadderStep", description=ladder.Step.__doc__)
FaultWeight = graphene.Enum.from_enum(ladder.Weight, name="FaultWeight", description=ladder.Weight.__doc__)
ContactWay = _enum(contact_acts.ContactWay)
ContactState = _enum(duty.ContactState)
ContactStep = _enum(duty.ContactStep)
SignInResult = _enum(account_models.SignInResult)
AccountNoticeKind = _enum(account_models.AccountNoticeKind)
PostWhen = _enum(people.PostWhen)
NoticeChannel = graphene.Enum.from_enum(
    telling.Channel, name="NoticeChannel", description="渠道 besides the list in the application"
)
DeliveryState = _enum(telling.DeliveryState)
NoticeKind = graphene.Enum.from_enum(notice_templates.Kind, name="NoticeKind", description="What a message is about.")
