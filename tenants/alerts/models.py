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
