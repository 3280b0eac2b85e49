"""The integers that roll-ups add. Rates are divided last, from these (`Measures, defined once` in the facts)."""

from enum import StrEnum


class Measure(StrEnum):
    """Counts by stated date; `*_change` are changes of a stock, added up from the beginning to give its state."""

    EVENTS = "events"
    # 数据质量 (`rulebook.quality`), counted on the day of the record.
    EVENTS_LATE = "events_late"  # recorded more than 24 hours after they are said to have happened
    LAG_HOURS = "lag_hours"  # whole hours from what is stated to the record, added up
    EVENTS_ODD = "events_odd"  # out of order
    EVENTS_REPEATED = "events_repeated"  # the same of the same case at the same moment again
    RECEIVED = "received"
    ACCEPTED = "accepted"
    CONCLUDED = "concluded"
    CONCLUDED_INCOMPLETE = "concluded_incomplete"  # something that belongs to it was never recorded
    CONCLUDED_EARLY = "concluded_early"  # before the promised date
    CONCLUDED_LATE = "concluded_late"  # past the promised moment
    CONCLUDED_LATE_STATUTORY = "concluded_late_statutory"
    # 依法计算: pauses without ground do not stop the law's clock (`rulebook.findings.by_law`).
    CONCLUDED_LATE_BY_LAW = "concluded_late_by_law"
    CONCLUDED_LATE_STATUTORY_BY_LAW = "concluded_late_statutory_by_law"
    ON_THE_SPOT = "on_the_spot"
    RETURNED = "returned"
    JOINT = "joint"
    PASSED_UP = "passed_up"
    SUPPLEMENTED = "supplemented"
    CORRECTIONS = "corrections"
    # Working days spent in rounds of correction, on the day on which each stretch ended.
    CORRECTION_DAYS = "correction_days"  # from the notice until papers came: the applicant's
    RECHECK_DAYS = "recheck_days"  # from the papers until the next answer: the hall's
    DEEMED_ACCEPTED = "deemed_accepted"  # 视为受理: nothing was told in time
    BEYOND_GUIDE = "beyond_guide"  # notices that ask for a paper which the guide does not name
    DECLINED = "declined"  # 不予受理
    REFUSED = "refused"  # 不予许可, of the concluded
    LOOP_BREAKS = "loop_breaks"  # 体外循环, and conclusions that wait too long for their verification
    OPEN_CHANGE = "open_change"
    # The open ones by `rulebook.phases`; together they are `open_change`.
    OPEN_INTAKE_CHANGE = "open_intake_change"
    OPEN_CORRECTION_CHANGE = "open_correction_change"
    OPEN_HANDLING_CHANGE = "open_handling_change"
    OPEN_REVIEW_CHANGE = "open_review_change"
    OPEN_APPROVAL_CHANGE = "open_approval_change"
    OPEN_PAUSED_CHANGE = "open_paused_change"
    OVERDUE_CHANGE = "overdue_change"
    OVERDUE_STATUTORY_CHANGE = "overdue_statutory_change"
    # Open and past the moment as the law counts, not (yet) as reported: what the reported stock leaves out.
    OVERDUE_ONLY_BY_LAW_CHANGE = "overdue_only_by_law_change"
    OVERDUE_STATUTORY_ONLY_BY_LAW_CHANGE = "overdue_statutory_only_by_law_change"
    YELLOW = "yellow"
    RED = "red"
    TIMED = "timed"  # concluded time-limited cases, the divisor of the mean
    USED_DAYS = "used_days"  # working days that these used
    SPEED_USED_DAYS = "speed_used_days"  # the same, of those with a statutory limit
    STATUTORY_DAYS = "statutory_days"  # working days that the statute gave them
    # 一厅双网: how many of the received and the concluded are seen here at begin and end only.
    RECEIVED_PARTIAL = "received_partial"
    CONCLUDED_PARTIAL = "concluded_partial"
    # 试运行: counted apart, in no other measure.
    RECEIVED_TRIAL = "received_trial"
    CONCLUDED_TRIAL = "concluded_trial"
    CONCLUDED_LATE_TRIAL = "concluded_late_trial"


MEASURES: tuple[str, ...] = tuple(measure.value for measure in Measure)
