"""How a new case is going to be watched: said by its department and its hall, pinned on the case."""

from datetime import datetime
from functools import cached_property

from foundation.clock import local_day
from hierarchy.models import Hall, HallState
from tenants.organization.models import Department, Monitoring


class Watching:
    """The settings of the hall that is entered, asked once a batch and only for new cases."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall

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
