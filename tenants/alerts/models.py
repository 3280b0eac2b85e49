"""预警: a rung of a clock that fired, as a row that stays. Hall schema."""

from django.db import models


class AlertLevel(models.TextChoices):
    """`rulebook.signals.Level`"""

    PROMPT = "PROMPT"
    YELLOW = "YELLOW"
    RED = "RED"
    ADVICE = "ADVICE"


class Alert(models.Model):
    """One per case, clock, rung and moment; `at` is the clock's moment, `raised_at` the worker's. Append-only."""

    APPEND_ONLY = True

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="alerts", db_index=False)
    clock = models.CharField(max_length=80)  # PROMISED, STATUTORY or STAGE:<name>
    rung = models.CharField(max_length=16)
    level = models.CharField(max_length=8, choices=AlertLevel.choices)
    at = models.DateTimeField()
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "clock", "rung", "at"], name="alert_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.clock} {self.rung}"


class FindingDecision(models.Model):
    """发现的处理: what a rule found is set aside as wrong, or stands again, with a reason. Append-only.

    The finding stays; the decision stands beside it. The last one of a case and code counts.
    """

    APPEND_ONLY = True

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="finding_decisions")
    code = models.CharField(max_length=32)
    is_set_aside = models.BooleanField()
    reason = models.CharField(max_length=300)
    person = models.UUIDField()
    person_name = models.CharField(max_length=64)
    from_hall = models.CharField(max_length=12)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.case_id} {self.code}"


class BackTest(models.Model):
    """回溯检验: what a rule would have found in cases received in these days. A job; it writes nothing to a case."""

    rule = models.JSONField()  # `rulebook.anomaly_rules.Rule`
    from_on = models.DateField()
    to_on = models.DateField()
    asked_by = models.CharField(max_length=64)
    at = models.DateTimeField()
    cases = models.IntegerField()  # to be judged
    reached = models.BigIntegerField(default=0)  # key of the case that was judged last
    judged = models.IntegerField(default=0)
    untold = models.IntegerField(default=0)  # of these, without a fact that the rule needs
    failed = models.IntegerField(default=0)  # of these, on which the condition cannot be worked out
    hits = models.IntegerField(default=0)
    examples = models.JSONField(default=list)  # numbers of the first cases that it hits
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.rule['code']} {self.from_on} to {self.to_on}"


class AlertNote(models.Model):
    """CLEARED by an event recorded later (late report) or CONFIRMED again by a correction. Append-only."""

    APPEND_ONLY = True

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="notes", db_index=False)
    kind = models.CharField(max_length=16)
    reason = models.CharField(max_length=32)
    at = models.DateTimeField()  # recorded time of the event that brought it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "at", "kind"], name="alert_note")]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.kind}"
