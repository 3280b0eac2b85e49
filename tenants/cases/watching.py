"""How a new case is going to be watched: said by its department, its hall and the tiers above, pinned on the case."""

from datetime import date, datetime
from functools import cached_property

from foundation.clock import local_day, now
from foundation.digests import canonical, sm3
from hierarchy import signals
from hierarchy.models import Hall, HallState
from rulebook.signals import DEFAULT, Ladder
from tenants.cases.models import PinnedLadder
from tenants.organization.models import Department, Monitoring


class Watching:
    """The settings of the hall that is entered, asked once a batch and only for new cases."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self._pinned: dict[tuple[str, date], str] = {}

    @cached_property
    def _published(self) -> signals.Published:
        return signals.published(self.hall)

    @cached_property
    def _partial(self) -> frozenset[str]:
        by_itself = Department.objects.filter(monitoring=Monitoring.PARTIAL)
        by_site = Department.objects.filter(site__monitoring=Monitoring.PARTIAL)
        return frozenset((by_itself | by_site).values_list("code", flat=True))

    def is_partial(self, department: str) -> bool:
        """一厅双网: only begin and end are recorded here."""
        return department in self._partial

    def is_trial(self, begun_at: datetime) -> bool:
        """试运行 when the case began: by its stated date."""
        until_on = self.hall.trial_until_on
        if until_on is not None:
            return local_day(begun_at) < until_on
        return self.hall.state == HallState.TRIAL

    def ladder(self, item: str, begun_at: datetime) -> str:
        """The key of the ladder in force for the item on the stated day on which the case began."""
        if not self._published:
            return ""
        wanted = item, local_day(begun_at)
        if wanted not in self._pinned:
            self._pinned[wanted] = pin(self._published.in_force(item, on=wanted[1]))
        return self._pinned[wanted]


def pin(ladder: Ladder) -> str:
    """Keeps what a ladder says in the hall that is entered, once; its key, empty for the default one."""
    if ladder is DEFAULT:
        return ""
    said = ladder.to_json()
    key = sm3(canonical(said)).hex()[:32]
    PinnedLadder.objects.bulk_create([PinnedLadder(key=key, ladder=said, pinned_at=now())], ignore_conflicts=True)
    return key
