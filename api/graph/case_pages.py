"""Cases that are answered together: what is asked of one is read for all of them in one statement a table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Self

from api.entry import Context
from reporting import feeds
from rulebook.case import Event, EventKind, ItemRules
from rulebook.crossings import Replay
from rulebook.earlier import Earlier
from rulebook.facts import CaseFacts, effective, fold
from rulebook.findings import Finding, Reading, by_law, findings
from rulebook.findings import reading as reading_of
from rulebook.law_trace import LawTrace, explain_by_law
from rulebook.standing import Clock, Terms, clocks
from rulebook.tally import with_hits
from tenants.alerts import deciding
from tenants.alerts.models import Alert, FindingDecision
from tenants.cases import acts, made_of, papers, reading, recording, silences
from tenants.cases.gates import may_change, visible_to
from tenants.cases.made_of import Chosen
from tenants.cases.models import ApplicantId, Case, CaseEvent
from tenants.documents.models import Document


@dataclass
class CasePage:
    """The cases of one answer, with their events and alerts once somebody asks."""

    cases: Sequence[Case]
    context: Context
    silent: Mapping[str, datetime] = field(default_factory=dict)
    chosen: Chosen | None = None  # the figure that the list is of
    _events: dict[int, list[CaseEvent]] | None = field(default=None)
    _alerts: dict[int, list[Alert]] | None = field(default=None)
    _applicant_ids: dict[int, ApplicantId] | None = field(default=None)
    _documents: dict[str, list[Document]] | None = field(default=None)
    _amounts: dict[int, int] | None = field(default=None)

    @classmethod
    def of(cls, cases: Sequence[Case], context: Context) -> Self:
        """With the feeds of the hall that are silent, in one statement; none where no case is of a feed."""
        is_fed = any(case.feed for case in cases)
        return cls(cases, context, feeds.silent_in(context.entered.code, now=context.now) if is_fed else {})

    @property
    def views(self) -> "list[CaseView]":
        return [CaseView(case, self) for case in self.cases]

    def events(self, case: Case) -> list[CaseEvent]:
        if self._events is None:
            self._events = reading.events_of(self.cases)
        return self._events[case.pk]

    def amount(self, case: Case) -> int | None:
        """What the case adds to the figure that the list is of, if it is of one."""
        if self.chosen is None:
            return None
        if self._amounts is None:
            histories = {one.pk: self.events(one) for one in self.cases}
            told = silences.of_hall()
            self._amounts = made_of.amounts(self.chosen, self.cases, histories, told, now=self.context.now)
        return self._amounts[case.pk]

    def applicant_id(self, case: Case) -> ApplicantId | None:
        if self._applicant_ids is None:
            # Without what is sealed: pages show the mask.
            rows = ApplicantId.objects.filter(case__in=self.cases).defer("sealed")
            self._applicant_ids = {row.case_id: row for row in rows}
        return self._applicant_ids.get(case.pk)

    def documents(self, case: Case) -> list[Document]:
        if self._documents is None:
            self._documents = defaultdict(list)
            numbers = [one.number for one in self.cases]
            rows = Document.objects.select_related("withdrawal").filter(case_number__in=numbers).order_by("pk")
            for document in rows:
                self._documents[document.case_number].append(document)
        return self._documents[case.number]

    def alerts(self, case: Case) -> list[Alert]:
        if self._alerts is None:
            self._alerts = defaultdict(list)
            rows = Alert.objects.filter(case__in=self.cases).prefetch_related("notes").order_by("at", "pk")
            for alert in rows:
                self._alerts[alert.case_id].append(alert)
        return self._alerts[case.pk]


@dataclass
class CaseView:
    """One case among those that are answered together, folded at most once."""

    case: Case
    page: CasePage

    @property
    def rows(self) -> list[CaseEvent]:
        return self.page.events(self.case)

    @cached_property
    def events(self) -> list[Event]:
        return [reading.as_event(row) for row in self.rows]

    @cached_property
    def facts(self) -> CaseFacts | None:
        known = effective(self.events)
        return fold(known) if known else None

    @cached_property
    def rules(self) -> ItemRules:
        return reading.rules_of(self.case)

    @property
    def terms(self) -> Terms:
        return reading.terms_of(self.case)

    @cached_property
    def clocks(self) -> list[Clock]:
        return clocks(self.facts, self.rules, self.terms) if self.facts else []

    @cached_property
    def law(self) -> Reading | None:
        return by_law(self.facts, self.rules, self.terms) if self.facts else None

    @property
    def law_trace(self) -> LawTrace | None:
        if self.facts is None or self.law is None:
            return None
        return explain_by_law(self.facts, self.rules, reading_of(self.clocks), self.law, self.terms)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Those that hold by now, those of rules among them."""
        if self.facts is None:
            return ()
        known, told = effective(self.events), silences.of_hall()
        watch = reading.watch_of(self.case, told)
        hits = Replay(
            self.events, self.rules, self.terms, told, rulings=watch.rulings, is_partial=watch.is_partial,
            earlier=watch.earlier,
        ).hits()  # fmt: skip
        found = with_hits(findings(known, self.facts, self.clocks, self.law, self.rules), hits)
        return tuple(one for one in found if one.at <= self.page.context.now)

    @property
    def earlier(self) -> list[Earlier]:
        """Those that it pins and the caller may open."""
        pinned = reading.earlier_of(self.case) or ()
        if not pinned:
            return []
        seen = visible_to(self.page.context.actor).filter(number__in=[one.number for one in pinned])
        numbers = set(seen.values_list("number", flat=True))
        return [one for one in pinned if one.number in numbers]

    @property
    def set_aside(self) -> dict[str, FindingDecision]:
        """The decision that stands beside the finding of a rule, by its code."""
        if not self.case.set_aside:
            return {}
        return {row.code: row for row in deciding.of_cases([self.case])[self.case.pk] if row.is_set_aside}

    @property
    def issuable(self) -> dict[int, str]:
        """Events that may have a document and have none, with its title; empty for who may not issue it."""
        context = self.page.context
        if not may_change(context.actor, context.entered, self.case.department):
            return {}
        there = {document.event for document in self.page.documents(self.case)}
        standing = {event.sequence for event in effective(self.events)}
        found = {row.sequence: papers.paper_of(EventKind(row.kind), row.detail) for row in self.rows}
        return {key: one.title for key, one in found.items() if one and key in standing and key not in there}

    @property
    def permitted(self) -> list[EventKind]:
        context = self.page.context
        return acts.permitted(recording.Desk(context.entered, context.actor), self.case, self.events, at=context.now)
