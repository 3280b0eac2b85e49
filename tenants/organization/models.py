"""What a hall consists of. Hall schema."""

from django.db import models


class Monitoring(models.TextChoices):
    """FULL; PARTIAL 一厅双网: begin and end are recorded here, the middle runs in the department's own system."""

    FULL = "FULL"
    PARTIAL = "PARTIAL"


class Line(models.TextChoices):
    """垂管: whose organ a department is; escalation of a vertical one goes to its own upper organ."""

    LOCAL = "LOCAL"
    BRANCH_OF_CITY = "BRANCH_OF_CITY"
    PROVINCIAL = "PROVINCIAL"
    CENTRAL = "CENTRAL"


class Site(models.Model):
    """分中心 / 部门大厅: a place inside a hall ("1+6"). A closed site keeps its rows and names its successor."""

    code = models.CharField(max_length=32)
    name = models.CharField(max_length=64)
    monitoring = models.CharField(max_length=8, choices=Monitoring.choices, default=Monitoring.FULL)
    closed_on = models.DateField(null=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code"], name="site_code")]

    def __str__(self) -> str:
        return self.name


class Window(models.Model):
    """窗口: a counter at a site."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="windows", db_index=False)
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "code"], name="window_code")]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """部门 / 单位"""

    code = models.CharField(max_length=32)
    name = models.CharField(max_length=64)
    line = models.CharField(max_length=16, choices=Line.choices, default=Line.LOCAL)
    monitoring = models.CharField(max_length=8, choices=Monitoring.choices, default=Monitoring.FULL)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="departments", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code"], name="department_code")]

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """科室 / 股, below a department."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="sections", db_index=False)
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["department", "code"], name="section_code")]

    def __str__(self) -> str:
        return self.name
