"""Figures of all halls, in the public schema: integers by hall, day, item and department; no text of a case.

`Delta` is inserted by the transaction that writes an event; a worker folds deltas into `Rollup` and `NodeDay` of the
hall and of every tier above it. What is true now is the sum of both and of the agenda rows whose moment has passed.
"""

from django.db import models
from django.db.models import BigIntegerField, Func, TextField
from django.db.models.functions import Cast

from rulebook.measures import MEASURES

# The id of the writing transaction, which never comes again (64 bits).
THIS_TRANSACTION = Cast(
    Cast(Func(function="pg_current_xact_id", output_field=TextField()), TextField()), BigIntegerField()
)


class Figures(models.Model):
    """The columns: one integer a measure."""

    for _measure in MEASURES:
        locals()[_measure] = models.IntegerField(default=0, db_default=0)
    del _measure

    class Meta:
        abstract = True


class Delta(Figures):
    """增量 of one hall, not folded yet. Inserted only; a fold deletes what it claimed."""

    hall = models.CharField(max_length=12)
    day = models.DateField()
    item = models.CharField(max_length=64)
    department = models.CharField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["hall"], name="delta_hall")]

    def __str__(self) -> str:
        return f"{self.hall} {self.day}"


class Rollup(Figures):
    """汇总 of a node (a hall and everything below it, or `is_own` the hall alone), by day, item and department.

    `is_month`: the same by month, on its first day; without it a stock would cost the whole history.
    """

    node = models.CharField(max_length=12)
    is_own = models.BooleanField(default=False)
    is_month = models.BooleanField(default=False)
    day = models.DateField()
    item = models.CharField(max_length=64)
    department = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node", "is_own", "is_month", "day", "item", "department"], name="rollup_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.node} {self.day} {self.item}"


class NodeDay(Figures):
    """Totals of a node, over all items and departments, by day and (`is_month`, on its first day) by month."""

    node = models.CharField(max_length=12)
    is_own = models.BooleanField(default=False)
    is_month = models.BooleanField(default=False)
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "is_own", "is_month", "day"], name="node_day_key")]

    def __str__(self) -> str:
        return f"{self.node} {self.day}"


class Board(models.Model):
    """台账: one row per open alert, order or complaint of any hall. Opening one enters the hall, through the gate."""

    hall = models.CharField(max_length=12)
    path = models.CharField(max_length=128)
    kind = models.CharField(max_length=16)  # ALERT
    key = models.CharField(max_length=120)  # identity within hall and kind
    number = models.CharField(max_length=64)  # of the case
    item = models.CharField(max_length=64)
    department = models.CharField(max_length=32)
    feed = models.CharField(max_length=64, blank=True, default="", db_default="")
    level = models.CharField(max_length=8)
    clock = models.CharField(max_length=80)
    rung = models.CharField(max_length=16)
    at = models.DateTimeField()
    is_case_open = models.BooleanField(default=True)
    changed_in = models.BigIntegerField(db_default=THIS_TRANSACTION)  # the transaction that wrote it last

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hall", "kind", "key"], name="board_thing")]
        indexes = [
            models.Index(fields=["changed_in", "id"], name="board_changed"),
            models.Index(fields=["-at", "-id"], name="board_newest"),
            models.Index(fields=["path", "-at"], name="board_path", opclasses=["text_pattern_ops", "timestamptz_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.hall} {self.kind} {self.number}"


class BoardRemoval(models.Model):
    """A row that left the board, or a part of the tree: for who holds a list of it. Kept for some days."""

    row = models.BigIntegerField()  # its id
    # What the row was; empty where code wrote it that knew of no kinds, and then told in every list.
    kind = models.CharField(max_length=16, blank=True, default="", db_default="")
    hall = models.CharField(max_length=12)
    path = models.CharField(max_length=128)
    department = models.CharField(max_length=32)
    removed_at = models.DateTimeField()
    changed_in = models.BigIntegerField(db_default=THIS_TRANSACTION)

    class Meta:
        indexes = [
            models.Index(fields=["changed_in", "id"], name="removal_changed"),
            models.Index(fields=["removed_at"], name="removal_at"),
        ]

    def __str__(self) -> str:
        return f"{self.hall} {self.row}"


class RuleCount(models.Model):
    """What a rule found in a hall, and how much of it was set aside, as changes to be added up. Inserted only."""

    hall = models.CharField(max_length=12)
    code = models.CharField(max_length=32)
    found = models.IntegerField(default=0)
    set_aside = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["hall", "code"], name="rule_count")]

    def __str__(self) -> str:
        return f"{self.hall} {self.code}"


class ItemName(models.Model):
    """What the items of the figures are called: catalog data, the same for every hall that publishes the code."""

    code = models.CharField(max_length=64)
    name = models.CharField(max_length=128)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code"], name="item_name")]

    def __str__(self) -> str:
        return self.name


class DepartmentName(models.Model):
    """What the departments of the figures are called in each hall; the same code may be another organ elsewhere."""

    hall = models.CharField(max_length=12)
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hall", "code"], name="department_name")]

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """来源的联络: when a hall (`source` empty: any door of it) or one of its feeds was heard last.

    `silent_at` is from when it counts as silent if nothing more is heard: a moment, so that nobody has to look.
    """

    hall = models.CharField(max_length=12)
    source = models.CharField(max_length=48, blank=True)
    name = models.CharField(max_length=64, blank=True)
    department = models.CharField(max_length=32, blank=True)
    heard_at = models.DateTimeField()
    silent_at = models.DateTimeField()
    silent_after_days = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hall", "source"], name="feed_once")]
        indexes = [models.Index(fields=["silent_at", "id"], name="feed_silent")]

    def __str__(self) -> str:
        return f"{self.hall} {self.source}"
