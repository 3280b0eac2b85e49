"""办件 as a chain of events. Everything on `Case` but its number and pins is derived. Hall schema."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Case(models.Model):
    """办件. Its derived columns are folded from the events; `rebuild --check` makes them anew."""

    number = models.CharField(max_length=64)
    version = models.ForeignKey("items.ItemVersion", on_delete=models.PROTECT, related_name="+", db_index=False)
    item = models.CharField(max_length=64)  # code of the variant
    department = models.CharField(max_length=32)
    section = models.CharField(max_length=64, blank=True)
    applicant_name = models.CharField(max_length=128, blank=True)
    channel = models.CharField(max_length=8, default="WINDOW")
    calendar = models.CharField(max_length=96)  # version of the calendar
    ladder = models.CharField(max_length=32, blank=True, default="", db_default="")  # `PinnedLadder`, or the default
    # How it is watched, from its department and hall when it was registered (`rulebook.tally.Watch`).
    is_partial = models.BooleanField(default=False, db_default=False)
    is_trial = models.BooleanField(default=False, db_default=False)
    # `rulebook.earlier`, as known when it was registered; null: nobody looked.
    earlier = models.JSONField(null=True)
    # The head of the case's chain.
    sequence = models.IntegerField(default=0)
    digest = models.BinaryField(default=b"")
    # Derived.
    state = models.CharField(max_length=12)
    stage = models.CharField(max_length=64, blank=True)
    submitted_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    verified_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    yellow_at = models.DateTimeField(null=True)
    # When its ladder turns it red by itself, where that is another moment than when it is due (the end of time: never).
    red_at = models.DateTimeField(null=True)
    statutory_due_at = models.DateTimeField(null=True)
    # Both as the law counts (`rulebook.findings.by_law`), where that is another count.
    due_by_law_at = models.DateTimeField(null=True)
    statutory_due_by_law_at = models.DateTimeField(null=True)
    is_paused = models.BooleanField(default=False)
    is_provisional = models.BooleanField(default=False)
    # The source of its newest event that no window made.
    feed = models.CharField(max_length=64, blank=True, default="", db_default="")
    # While the applicant has been told what is missing and has not brought it.
    correction_asked_at = models.DateTimeField(null=True)
    classes = ArrayField(models.CharField(max_length=16), default=list, db_default=[])  # 六件
    # `rulebook.phases`, a step an entry, in order: `2026-03-10 INTAKE`.
    course = ArrayField(models.CharField(max_length=24), default=list, db_default=[])
    # `rulebook.findings.FindingCode`, of what was known when the case was last written or worked.
    findings = ArrayField(models.CharField(max_length=32), default=list, db_default=[])
    is_incomplete = models.BooleanField(default=False, db_default=False)  # `rulebook.quality`
    set_aside = ArrayField(models.CharField(max_length=32), default=list, db_default=[])  # findings, by decision
    is_registered = models.BooleanField(default=True, db_default=True)
    # 一次告知 (art. 32): by when the applicant is to be told, while nothing has been told; and from when the case is
    # accepted in law, as of its receipt, because nothing was (it may lie ahead).
    notice_due_at = models.DateTimeField(null=True)
    deemed_at = models.DateTimeField(null=True)
    anomalies = ArrayField(models.CharField(max_length=32), default=list, db_default=[])  # `rulebook.anomalies`
    handler = models.CharField(max_length=36, blank=True, default="", db_default="")  # key of the person, or none
    # Reds that a reasoned decision withdrew (`directives.RedDecision`), by their keys on the board.
    withdrawn = ArrayField(models.CharField(max_length=120), default=list, db_default=[])
    # Rungs whose moment lies before this one have been worked: their alerts and overdue counts are written.
    worked_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number"], name="case_number")]
        indexes = [
            models.Index(fields=["due_at", "id"], name="case_due"),
            models.Index(fields=["submitted_at", "id"], name="case_submitted"),
            models.Index(
                fields=["applicant_name", "item", "submitted_at"],
                name="case_applicant",
                condition=~models.Q(applicant_name=""),
            ),
            # The queues of the desk: each holds what waits, however many cases have ended.
            models.Index(fields=["due_at", "id"], name="case_open", condition=models.Q(ended_at=None)),
            models.Index(
                fields=["correction_asked_at", "id"],
                name="case_awaited",
                condition=models.Q(correction_asked_at__isnull=False),
            ),
            models.Index(
                fields=["ended_at", "id"],
                name="case_unverified",
                condition=models.Q(state="CONCLUDED", verified_at=None),
            ),
            models.Index(
                fields=["verified_at", "id"],
                name="case_undelivered",
                condition=models.Q(outcome="GRANTED", delivered_at=None, verified_at__isnull=False),
            ),
            models.Index(
                fields=["notice_due_at", "id"],
                name="case_untold",
                condition=models.Q(notice_due_at__isnull=False),
            ),
            models.Index(fields=["id"], name="case_found", condition=~models.Q(findings=[])),
            # Breaks of the closed loop (C3), in either direction.
            models.Index(
                fields=["ended_at", "id"],
                name="case_unregistered",
                condition=models.Q(is_registered=False, state="CONCLUDED"),
            ),
            models.Index(
                fields=["delivered_at", "id"],
                name="case_delivered_first",
                condition=models.Q(delivered_at__isnull=False)
                & (models.Q(verified_at=None) | models.Q(verified_at__gt=models.F("delivered_at"))),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PinnedLadder(models.Model):
    """What lights when for the cases that were begun under it, as it held then in this hall. Append-only.

    `key` is the digest of `ladder` (JSON of `rulebook.signals.Ladder`, each rung with its origin).
    """

    APPEND_ONLY = True

    key = models.CharField(max_length=32)
    ladder = models.JSONField()
    pinned_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="pinned_ladder")]

    def __str__(self) -> str:
        return self.key


class ApplicantId(models.Model):
    """证件号码 of the applicant: masked as it is shown, sealed as it was given (`applicants`). Opened with a reason."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="applicant_id")
    kind = models.CharField(max_length=8)
    masked = models.CharField(max_length=32)
    sealed = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.kind} {self.masked}"


class CaseEvent(models.Model):
    """One thing that happened, stated and recorded. Append-only; chained by the SM3 digest of the one before."""

    APPEND_ONLY = True

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events", db_index=False)
    sequence = models.IntegerField()
    kind = models.CharField(max_length=24)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    detail = models.JSONField(default=dict)
    corrects = models.IntegerField(null=True)
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=64, blank=True)
    actor_post = models.BigIntegerField(null=True)
    source = models.CharField(max_length=64)
    event_id = models.CharField(max_length=64)
    anomalies = ArrayField(models.CharField(max_length=32), default=list)
    digest = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "sequence"], name="event_sequence"),
            models.UniqueConstraint(fields=["source", "event_id"], name="event_identity"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}#{self.sequence} {self.kind}"


class FeedSilence(models.Model):
    """断报: a feed fell silent (BEGAN) or was heard again (ENDED). Append-only: what is held follows from these.

    `at` is when it was noticed; `since` the last contact before; `held_until` how long it has to catch up.
    """

    APPEND_ONLY = True

    source = models.CharField(max_length=64)
    kind = models.CharField(max_length=8)
    at = models.DateTimeField()
    since = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "at", "kind"], name="feed_silence")]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.at}"
