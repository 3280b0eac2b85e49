"""The tree of halls, who holds which post in it, and what flows down it. Public schema."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django_tenants.models import TenantMixin


class Tier(models.TextChoices):
    """层级"""

    PROVINCE = "PROVINCE"
    CITY = "CITY"
    COUNTY = "COUNTY"
    TOWNSHIP = "TOWNSHIP"


class HallState(models.TextChoices):
    """PREPARING 筹备, TRIAL 试运行 (counted apart), LIVE, SUSPENDED."""

    PREPARING = "PREPARING"
    TRIAL = "TRIAL"
    LIVE = "LIVE"
    SUSPENDED = "SUSPENDED"


class Hall(TenantMixin):
    """政务服务大厅, the tenant. Most halls of a province are not connected: they have no schema (`provisioned_at`)."""

    auto_create_schema = False

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=64)
    tier = models.CharField(max_length=8, choices=Tier.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=128)
    is_functional = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=HallState.choices, default=HallState.PREPARING)
    trial_until_on = models.DateField(null=True)
    provisioned_at = models.DateTimeField(null=True)
    # Why the last provisioning or migration of its schema failed; empty when it did not.
    schema_error = models.CharField(max_length=300, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="hall_code"),
            models.UniqueConstraint(fields=["path"], name="hall_path"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def display_name(self) -> str:
        """Halls that carry demo cases say so everywhere."""
        return f"演示·{self.name}" if self.is_demo else self.name


class HallParent(models.Model):
    """上级, as dated data: the parent is not the prefix of the code (Xiong'an, Dingzhou, Xinji)."""

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="parent_periods")
    parent = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hall", "from_on"], name="hall_parent_from"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="hall_parent_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hall_id} under {self.parent_id} from {self.from_on}"


class FormerPath(models.Model):
    """A path that a hall had until a move of itself or of a hall above it; figures of those days stay there."""

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="former_paths")
    path = models.CharField(max_length=128)
    next_path = models.CharField(max_length=128)
    until_on = models.DateField()  # the first day of the next one

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hall", "until_on"], name="former_path_until")]

    def __str__(self) -> str:
        return f"{self.path} until {self.until_on}"


class ChangeKind(models.TextChoices):
    """What can be changed of a hall in the tree."""

    RENAMED = "RENAMED"
    MOVED = "MOVED"
    MERGED = "MERGED"
    SPLIT = "SPLIT"
    STATE = "STATE"


class HallChange(models.Model):
    """变更: a change of the tree, with its day and reason. Append-only.

    `concerns`: every hall whose series of figures breaks with it. `before` and `after` are names, states or codes.
    """

    APPEND_ONLY = True

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=8, choices=ChangeKind.choices)
    on = models.DateField()
    before = models.CharField(max_length=64)
    after = models.CharField(max_length=64)
    concerns = ArrayField(models.CharField(max_length=12))
    reason = models.CharField(max_length=300)
    person_name = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.hall_id} {self.kind} {self.on}"


class Ladder(models.Model):
    """阶梯 of measures that a hall published for itself and all below it, with its ground. Append-only: the last holds.

    `rungs`: step, weight, count, days (`rulebook.ladder.Rung`). `article` is the key of the article that `basis` reads;
    empty where it was published before articles had to be cited, or by a demo.
    """

    APPEND_ONLY = True

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="ladders")
    rungs = models.JSONField()
    basis = models.CharField(max_length=300)
    article = models.CharField(max_length=20, blank=True, default="", db_default="")
    person_name = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.hall_id} {self.published_at}"


class HallPredecessor(models.Model):
    """前身: the code and name under which a hall was known before (Pingquan was 130823 until 2017)."""

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="predecessors")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=64)
    until_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hall", "code"], name="hall_predecessor")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Role(models.TextChoices):
    """角色 of a post."""

    SUPERVISOR = "SUPERVISOR"
    HALL_ADMIN = "HALL_ADMIN"
    CLERK = "CLERK"
    INSPECTOR = "INSPECTOR"
    LEADER = "LEADER"
    COMPLAINT_DESK = "COMPLAINT_DESK"


class Post(models.Model):
    """岗位: a person at a hall with a role and, if need be, departments (codes of that hall; empty means all)."""

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="posts")
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=16, choices=Role.choices)
    departments = ArrayField(models.CharField(max_length=32), default=list)
    section = models.CharField(max_length=64, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "hall", "role", "section", "from_on"], name="post_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} at {self.hall_id}"


class ClassName(models.Model):
    """件类名称: what a place calls a class of cases; it holds below it until a nearer place says otherwise.

    `article` is the key of the article of the register that justifies it, `cited` how it read then.
    """

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="class_names", db_index=False)
    case_class = models.CharField(max_length=16)  # a rulebook.classes.CaseClass
    name = models.CharField(max_length=16)
    since_on = models.DateField()
    article = models.CharField(max_length=20, blank=True, default="", db_default="")
    cited = models.CharField(max_length=250, blank=True, default="", db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hall", "case_class"], name="class_name_once")]

    def __str__(self) -> str:
        return f"{self.hall_id} {self.case_class} {self.name}"


class CalendarVersion(models.Model):
    """日历版本 of one layer, whole: which dates are off or worked. A case pins versions; a newer one reaches it only
    through an event. Append-only.

    `hall`: code of the region or hall whose layer it is; empty for the national one. `titles`: names of days,
    `notices`: numbers of the national notices by year, `seasons`: business hours (`rulebook.layers.Season`).
    """

    APPEND_ONLY = True

    version = models.CharField(max_length=32)
    layer = models.CharField(max_length=8, default="NATIONAL", db_default="NATIONAL")  # `rulebook.layers.LayerKind`
    hall = models.CharField(max_length=12, blank=True, default="", db_default="")
    titles = models.JSONField(default=dict, db_default={})
    notices = models.JSONField(default=dict, db_default={})
    seasons = models.JSONField(default=list, db_default=[])
    year = models.SmallIntegerField(null=True)  # the year that was published with it
    reason = models.CharField(max_length=300, blank=True, default="", db_default="")
    person_name = models.CharField(max_length=64, blank=True, default="", db_default="")
    published_through = models.DateField()
    hours = models.JSONField()
    off = ArrayField(models.DateField())
    work = ArrayField(models.DateField())
    source = models.CharField(max_length=200)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version"], name="calendar_version")]
        indexes = [models.Index(fields=["layer", "hall"], name="calendar_layer")]

    def __str__(self) -> str:
        return self.version


class RuleScope(models.TextChoices):
    """NATIONAL: a law; LOCAL: of a tier of this tree; ELSEWHERE: of another place, to compare with and not to cite."""

    NATIONAL = "NATIONAL"
    LOCAL = "LOCAL"
    ELSEWHERE = "ELSEWHERE"


class LocalRule(models.Model):
    """办法 in the register of rules. What a source does not show is null or empty and is named in `not_shown`.

    `code` is its key here (RS03), `number` that of its document (文号). It is never changed but for its repeal.
    """

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, null=True, related_name="rules")
    scope = models.CharField(max_length=9, choices=RuleScope.choices)
    code = models.CharField(max_length=32)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=64, blank=True)
    organ = models.CharField(max_length=128, blank=True)
    from_on = models.DateField(null=True)
    repealed_on = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)
    not_shown = models.CharField(max_length=300, blank=True)
    registered_at = models.DateTimeField()
    person_name = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="rule_code"),
            models.CheckConstraint(
                condition=Q(repealed_on=None) | Q(from_on=None) | Q(repealed_on__gte=F("from_on")), name="rule_period"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_in_force(self, on: date) -> bool:
        """A rule whose begin is not known is taken to have begun; the day of its repeal is the first without it."""
        has_begun = self.from_on is None or self.from_on <= on
        return has_begun and (self.repealed_on is None or on < self.repealed_on)


class RuleArticle(models.Model):
    """条文. `is_wording`: the text as it is printed, else its content as our source tells it. Append-only."""

    APPEND_ONLY = True

    rule = models.ForeignKey(LocalRule, on_delete=models.PROTECT, related_name="articles")
    place = models.IntegerField()
    number = models.CharField(max_length=32, blank=True)
    text = models.TextField()
    is_wording = models.BooleanField(default=True)

    class Meta:
        ordering = ["rule", "place"]
        constraints = [models.UniqueConstraint(fields=["rule", "place"], name="rule_article")]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.number}"


class SignalVersion(models.Model):
    """亮灯规则 that a tier published: for all of its items, or for one (code of the variant). Append-only.

    `ladder` is the JSON of `rulebook.signals.Ladder`; each of its rungs carries the article that justifies it. It holds
    for cases that begin from `from_on` on, in the hall and below it, until the next version of the same hall and item.
    """

    APPEND_ONLY = True

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="signals")
    item = models.CharField(max_length=64, blank=True)
    number = models.IntegerField()
    from_on = models.DateField()
    ladder = models.JSONField()
    reason = models.CharField(max_length=300)
    person_name = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hall", "item", "number"], name="signal_number")]

    def __str__(self) -> str:
        return f"{self.hall_id} {self.item} v{self.number}"


class RuleVersion(models.Model):
    """异常规则的版本: by a hall for itself and all below; judges what is received from `from_on`. Append-only.

    `rule` is the JSON of `rulebook.anomaly_rules.Rule`. `article` is the key of the article that justifies the version
    and `cited` how it read then; both are empty where a set-up put the rule in force. `is_end`: it ends on that day.
    """

    APPEND_ONLY = True

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="rule_versions")
    code = models.CharField(max_length=32)
    number = models.IntegerField()
    from_on = models.DateField()
    rule = models.JSONField()
    article = models.CharField(max_length=20, blank=True, default="", db_default="")
    cited = models.CharField(max_length=250, blank=True, default="", db_default="")
    reason = models.CharField(max_length=300, blank=True, default="", db_default="")
    is_end = models.BooleanField(default=False, db_default=False)
    person_name = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hall", "code", "number"], name="rule_version")]

    def __str__(self) -> str:
        return f"{self.code} v{self.number}"


class Anchor(models.Model):
    """锚: the head of a hall's chain at the end of a day, kept in the tier above. Append-only."""

    APPEND_ONLY = True

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="anchors")
    kept_by = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    sequence = models.BigIntegerField()
    digest = models.BinaryField()
    anchored_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hall", "day"], name="anchor_day")]

    def __str__(self) -> str:
        return f"{self.hall_id} {self.day} {self.sequence}"


class RecordedSQL(models.Model):
    """The statements that migrations issued once, replayed for every hall. Key: graph and library versions."""

    key = models.CharField(max_length=64)
    statements = models.JSONField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="recorded_sql")]

    def __str__(self) -> str:
        return self.key


class RefusalReason(models.Model):
    """不予理由: a reason for which an application may be refused, with its legal ground, as a tier published it.

    It holds in the hall and in all below it. Never changed: what is wrong is retired, and another one added. `ground`
    is printed on a refusal; `article` and `cited` are the rule by which the tier publishes it.
    """

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="refusal_reasons", db_index=False)
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=100)
    ground = models.CharField(max_length=500)
    article = models.CharField(max_length=20, blank=True, default="", db_default="")
    cited = models.CharField(max_length=250, blank=True, default="", db_default="")
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hall", "code"], name="refusal_reason")]

    def __str__(self) -> str:
        return self.code
