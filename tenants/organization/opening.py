"""Opening departments in a hall: their rows, and their names where figures are read."""

from collections.abc import Sequence

from django.db import transaction

from hierarchy.models import Hall
from reporting.names import name_departments
from tenants.organization.models import Department


@transaction.atomic
def open_departments(hall: Hall, departments: Sequence[Department]) -> dict[str, Department]:
    """Writes the departments that are missing in the hall that is entered; answers all of these by code."""
    Department.objects.bulk_create(departments, ignore_conflicts=True)
    name_departments(hall.code, {department.code: department.name for department in departments})
    return Department.objects.in_bulk([department.code for department in departments], field_name="code")
