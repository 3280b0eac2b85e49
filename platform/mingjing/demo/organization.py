"""Departments, sites, windows and sections of a demo hall, from the data file."""

from datetime import date
from typing import Any

from hierarchy.models import Hall
from mingjing.demo.world import halls_file
from tenants.organization.models import Department, Line, Monitoring, Section, Site, Window
from tenants.organization.opening import open_departments


def organize(hall: Hall) -> None:
    """Writes what is missing in the hall that is entered."""
    file = halls_file()
    for row in file["city_sites"].get(hall.code[:6], [{"code": "MAIN", "name": "政务服务大厅"}]):
        Site.objects.get_or_create(
            code=row["code"], defaults={"name": row["name"], "closed_on": _date(row.get("closed_on"))}
        )
    for row in file["city_sites"].get(hall.code[:6], []):
        if row.get("successor"):
            Site.objects.filter(code=row["code"]).update(successor=Site.objects.get(code=row["successor"]))
    main = Site.objects.get(code="MAIN")
    Window.objects.bulk_create(
        [Window(site=main, code=f"W{number:02d}", name=f"{number}号窗口") for number in range(1, 7)],
        ignore_conflicts=True,
    )
    departments = open_departments(hall, [_department(row, main) for row in file["departments"]])
    for row in file["departments"]:
        _inside(row, departments[row["code"]])


def _department(row: dict[str, Any], main: Site) -> Department:
    return Department(
        code=row["code"],
        name=row["name"],
        line=row.get("line", Line.LOCAL),
        monitoring=row.get("monitoring", Monitoring.FULL),
        site=main,
    )


def _inside(row: dict[str, Any], department: Department) -> None:
    """Sections of a department, and its halls outside the main one."""
    partial = halls_file()["partial_sites"]
    Section.objects.bulk_create(
        [
            Section(department=department, code=f"{row['code']}-{index}", name=name)
            for index, name in enumerate(row.get("sections", []), 1)
        ],
        ignore_conflicts=True,
    )
    for index, name in enumerate(row.get("sites", []), 1):
        Site.objects.get_or_create(
            code=f"{row['code']}-{index}",
            defaults={"name": name, "monitoring": Monitoring.PARTIAL if name in partial else Monitoring.FULL},
        )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
