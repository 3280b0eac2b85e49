"""Work to be done, as rows of the public schema: hall code, handler, key, moment, figures; no text of a case."""

from django.db import models
from django.db.models import Q


class Work(models.Model):
    """What agenda and outbox share. A row is claimed, worked and deleted in one transaction.

    `hall` is a region code or empty for work on public tables. A row that failed three times is set aside and shown.
    """

    handler = models.CharField(max_length=48)
    hall = models.CharField(max_length=12, blank=True)
    key = models.CharField(max_length=64)
    at = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)
    # After a failure; `at` stays, because reads count what fell due by then.
    retry_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Agenda(Work):
    """日程: when the next moment of a thing falls, in which hall. One row a thing; it is moved, not added to.

    `figures` are the counts that fall due by themselves (see `rulebook.tally.Pending`): a read adds those whose
    moment has passed, so that counts are exact with the worker down.
    """

    priority = models.SmallIntegerField(default=5)
    item = models.CharField(max_length=64, blank=True)
    department = models.CharField(max_length=32, blank=True)
    figures = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handler", "hall", "key"], name="agenda_thing")]
        # Not only of rows to be worked: what was set aside has fallen due all the same, and reads count it.
        indexes = [models.Index(fields=["at", "hall"], name="agenda_due")]

    def __str__(self) -> str:
        return f"{self.handler} {self.hall} {self.key}"


class Outbox(Work):
    """发件箱: who has to be told or has to act. Rows are inserted only, and deleted when worked."""

    payload = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["at", "hall"], condition=Q(set_aside_at=None), name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.handler} {self.hall} {self.key}"


class NumberSeries(models.Model):
    """编号序列: gapless numbers of an issuing hall, by kind and year."""

    hall = models.CharField(max_length=12)
    kind = models.CharField(max_length=24)
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hall", "kind", "year"], name="number_series")]

    def __str__(self) -> str:
        return f"{self.hall} {self.kind} {self.year}"


class Line(models.Model):
    """线路: a channel as its gateway answers, for all halls at once (`rulebook.telling.Line`)."""

    channel = models.CharField(max_length=8, primary_key=True)
    failures = models.IntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    waits_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.channel} {self.failures}"
