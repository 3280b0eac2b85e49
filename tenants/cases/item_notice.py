"""一次性告知单: everything about an item, from the guide in force, numbered and handed to a named person (C5)."""

from typing import Any

from django.db import transaction

from foundation.clock import local_day, now
from foundation.errors import NotFound
from hierarchy.models import Hall
from rulebook.case import ItemRules, LimitRule
from rulebook.clock import Unit
from tenants.cases import recording
from tenants.cases.gates import check_change
from tenants.cases.recording import BadAct, Desk
from tenants.documents import issuing
from tenants.documents.issuing import Draft
from tenants.documents.models import Document
from tenants.items import catalog
from tenants.items.guide import Guide
from tenants.items.models import ItemVersion
from tenants.organization.models import Department

KIND, WORD, TEMPLATE = "ITEM_NOTICE", "告知", "item-1"
UNITS = {
    Unit.WORKING_DAY: "个工作日",
    Unit.NATURAL_DAY: "日(自然日)",
    Unit.MONTH: "个月",
    Unit.WORKING_HOUR: "个工作小时",
}
ANCHORS = {
    "RECEIVED": "自收件起",
    "ACCEPTED": "自受理起",
    "PAPERS_VALID": "自材料齐全起",
    "WINDOW_CLOSED": "自申请期截止起",
}


def version_in_force(code: str) -> ItemVersion:
    """The version of an item in force today in the hall that is entered. Raises NotFound."""
    found = catalog.in_force(on=local_day(now())).filter(variant__code=code).first()
    if found is None:
        raise NotFound("No such item is in force.")
    return found


@transaction.atomic
def hand_out(desk: Desk, *, item: str, person_name: str) -> Document:
    """Prints the guide in force today for this person. Raises BadAct NO_ITEM, NO_GUIDE, REQUIRED."""
    name = recording.text(person_name, "person_name", recording.LONGEST_NAME)
    version = catalog.in_force(on=local_day(now())).filter(variant__code=item).first()
    if version is None:
        raise BadAct("No such item is in force.", code="NO_ITEM", field="item")
    check_change(desk.actor, desk.hall, version.department)
    if version.guide is None:
        raise BadAct("This version of the item was published without a guide.", code="NO_GUIDE", field="item")
    draft = Draft(KIND, WORD, _data(desk.hall, version, name), template=TEMPLATE)
    return issuing.issue(desk.hall, draft, actor=desk.actor)


def _data(hall: Hall, version: ItemVersion, name: str) -> dict[str, Any]:
    rules, guide = ItemRules.from_json(version.rules), Guide.from_json(version.guide or {})
    organ = Department.objects.filter(code=version.department).values_list("name", flat=True).first()
    today = local_day(now())
    facts = [
        ("事项名称", version.variant.name),
        ("事项编码", version.variant.code),
        ("指南版本", f"第{version.number}版,自{version.from_on:%Y-%m-%d}起施行"),
        ("设定和期限依据", rules.statutory.basis if rules.statutory else "法律未规定期限"),
        ("法定期限", _limit(rules.statutory)),
        ("承诺期限", _limit(rules.promised)),
        ("办理环节", " → ".join(stage.name for stage in rules.stages) or "当场办理"),
        ("受理窗口", guide.windows or "以大厅公布为准"),
        ("咨询电话", guide.phone or "以大厅公布为准"),
    ]
    return {
        "title": "一次性告知单",
        "organ": organ or version.department,
        "hall": hall.display_name,
        "addressee": name,
        "version": version.number,
        "facts": [{"name": one, "value": value} for one, value in facts],
        "conditions": list(guide.conditions),
        "materials": [
            {"name": one.name, "originals": one.originals, "copies": one.copies, "issuer": one.issuer}
            for one in guide.materials
        ],
        "fees": [
            {"name": one.name, "standard": one.standard, "basis": one.basis + ("" if one.is_confirmed else "(待核实)")}
            for one in guide.fees
        ],
        "issued_on": f"{today.year}年{today.month}月{today.day}日",
    }


def _limit(rule: LimitRule | None) -> str:
    return f"{ANCHORS[rule.anchor.value]}{rule.limit.value}{UNITS[rule.limit.unit]}" if rule else "无"
