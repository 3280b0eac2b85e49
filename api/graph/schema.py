"""The schema. It is committed as `api/schema.graphql` (`mingjing schema --check`); pages are typed from that file."""

import graphene

from api.graph.account import AccountMutations, AccountQueries
from api.graph.account_log import AccountLogMutations, AccountLogQueries
from api.graph.accountability import AccountabilityMutations, AccountabilityQueries
from api.graph.admin_acts import AdminActQueries
from api.graph.alerts import AlertQueries
from api.graph.calendars import CalendarMutations, CalendarQueries
from api.graph.case_acts import CaseMutations
from api.graph.case_changes import CaseChangeQueries
from api.graph.case_lists import CaseListMutations
from api.graph.case_queries import CaseQueries
from api.graph.changes import ChangeQueries
from api.graph.channels import ChannelMutations, ChannelQueries
from api.graph.circulars import CircularMutations, CircularQueries
from api.graph.class_names import ClassNameMutations, ClassNameQueries
from api.graph.contacts import ContactMutations, ContactQueries
from api.graph.deliveries import DeliveryMutations, DeliveryQueries
from api.graph.desk import DeskQueries
from api.graph.exchange import ExchangeMutations, ExchangeQueries
from api.graph.guides import GuideMutations, GuideQueries
from api.graph.hall_acts import HallActMutations, HallActQueries
from api.graph.hall_queries import HallQueries
from api.graph.id_numbers import IdNumberMutations
from api.graph.identity import IdentityMutations
from api.graph.items import ItemQueries
from api.graph.ladders import LadderMutations, LadderQueries
from api.graph.local_rules import LocalRuleMutations, LocalRuleQueries
from api.graph.looks import LookQueries
from api.graph.matters import MatterQueries
from api.graph.me import MeMutations, MeQueries
from api.graph.notices import NoticeQueries
from api.graph.orders import OrderMutations, OrderQueries
from api.graph.people import PeopleMutations, PeopleQueries
from api.graph.reaches import ReachMutations, ReachQueries
from api.graph.reasons import ReasonMutations, ReasonQueries
from api.graph.record_quality import RecordQualityQueries
from api.graph.reds import RedMutations, RedQueries
from api.graph.rule_acts import RuleMutations
from api.graph.rule_drafts import RuleDraftQueries
from api.graph.rules import RuleQueries
from api.graph.signals import SignalMutations, SignalQueries


class Query(
    MeQueries,
    HallQueries,
    HallActQueries,
    ChangeQueries,
    AlertQueries,
    CaseQueries,
    CaseChangeQueries,
    DeskQueries,
    ContactQueries,
    GuideQueries,
    ItemQueries,
    NoticeQueries,
    ExchangeQueries,
    RecordQualityQueries,
    AccountQueries,
    AccountLogQueries,
    PeopleQueries,
    AdminActQueries,
    OrderQueries,
    CalendarQueries,
    SignalQueries,
    LocalRuleQueries,
    AccountabilityQueries,
    CircularQueries,
    LadderQueries,
    MatterQueries,
    RedQueries,
    LookQueries,
    RuleQueries,
    RuleDraftQueries,
    ClassNameQueries,
    DeliveryQueries,
    ChannelQueries,
    ReachQueries,
    ReasonQueries,
):
    """Fields with a `hall` argument enter that hall; an operation enters one."""


class Mutation(
    MeMutations,
    CaseListMutations,
    CaseMutations,
    ContactMutations,
    GuideMutations,
    ExchangeMutations,
    AccountMutations,
    AccountLogMutations,
    IdentityMutations,
    IdNumberMutations,
    PeopleMutations,
    HallActMutations,
    OrderMutations,
    CalendarMutations,
    SignalMutations,
    LocalRuleMutations,
    AccountabilityMutations,
    CircularMutations,
    LadderMutations,
    RedMutations,
    RuleMutations,
    ClassNameMutations,
    DeliveryMutations,
    ChannelMutations,
    ReachMutations,
    ReasonMutations,
):
    """Fields with a `hall`, directly or in `input`, enter that hall; an operation enters one."""


schema = graphene.Schema(query=Query, mutation=Mutation)
