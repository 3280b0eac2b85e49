"""Departments, sites, windows and sections of a demo hall, from the data file."""

from datetime import date

from hierarchy.models import Hall
from mingjing.demo.world import halls_file
from tenants.organization.models import Department, Line, Monitoring, Section, Site, Window


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
    for row in file["departments"]:
        _department(row, main)


def _department(row: dict[str, object], main: Site) -> None:
    file = halls_file()
    department, _ = Department.objects.get_or_create(
        code=row["code"],
        defaults={
            "name": row["name"],
            "line": row.get("line", Line.LOCAL),
            "monitoring": row.get("monitoring", Monitoring.FULL),
            "site": main,
        },
    )
    names = row.get("sections", [])
    assert isinstance(names, list)
    Section.objects.bulk_create(
        [
            Section(department=department, code=f"{row['code']}-{index}", name=name)
            for index, name in enumerate(names, 1)
        ],
        ignore_conflicts=True,
    )
    sites = row.get("sites", [])
    assert isinstance(sites, list)
    for index, name in enumerate(sites, 1):
        partial = name in file["partial_sites"]
        Site.objects.get_or_create(
            code=f"{row['code']}-{index}",
            defaults={"name": name, "monitoring": Monitoring.PARTIAL if partial else Monitoring.FULL},
        )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
