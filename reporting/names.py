"""How the keys of the figures are called, for pages that enter no hall."""

from collections.abc import Iterable, Mapping

from django.db.models import Min

from reporting.models import DepartmentName, ItemName


def item_names(codes: Iterable[str]) -> dict[str, str]:
    return dict(ItemName.objects.filter(code__in=list(codes)).values_list("code", "name"))


def department_names(hall: str, codes: Iterable[str]) -> dict[str, str]:
    """As the hall calls them; a code that it does not know (figures from below) by any hall that does."""
    wanted = list(codes)
    anywhere = DepartmentName.objects.filter(code__in=wanted).values_list("code").annotate(Min("name"))
    own = DepartmentName.objects.filter(hall=hall, code__in=wanted).values_list("code", "name")
    return dict(anywhere) | dict(own)


def departments_of(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Names by hall and code, for rows of many halls."""
    wanted = set(pairs)
    rows = DepartmentName.objects.filter(hall__in={hall for hall, _ in wanted}, code__in={code for _, code in wanted})
    return {(row.hall, row.code): row.name for row in rows}


def name_departments(hall: str, names: Mapping[str, str]) -> None:
    """Keeps what a hall calls its departments, in one statement."""
    DepartmentName.objects.bulk_create(
        [DepartmentName(hall=hall, code=code, name=name) for code, name in sorted(names.items())],
        update_conflicts=True,
        unique_fields=["hall", "code"],
        update_fields=["name"],
    )
