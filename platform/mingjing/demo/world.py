"""The demo's data files, read into what the generator works with."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rulebook.case import Anchor, CaseType, ItemRules, LimitRule, SpecialStep, StageRule
from rulebook.clock import Limit, Unit
from tenants.items.guide import Guide, GuideFee, Material
from tenants.items.publish import Draft

HERE = Path(__file__).resolve().parent
UNITS = {"wd": Unit.WORKING_DAY, "nd": Unit.NATURAL_DAY, "mo": Unit.MONTH, "h": Unit.WORKING_HOUR}
ANCHORS = {"R": Anchor.RECEIVED, "A": Anchor.ACCEPTED, "V": Anchor.PAPERS_VALID, "W": Anchor.WINDOW_CLOSED}
PASSWORD = "mingjing-demo-2026"  # noqa: S105 - printed by the demo; its accounts exist nowhere else


@dataclass(frozen=True)
class DemoItem:
    """One of the forty items, with how often it comes up."""

    no: int
    name: str
    department: str
    type_code: str
    rules: ItemRules
    monthly: float
    season: str
    guide: Guide

    @property
    def code(self) -> str:
        return f"DEMO-{self.no:02d}"

    def draft(self, from_on: date) -> Draft:
        return Draft(
            self.code,
            self.name,
            self.code,
            self.name,
            self.type_code,
            self.department,
            self.rules,
            from_on,
            guide=self.guide,
        )


@cache
def halls_file() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((HERE / "halls.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def items() -> tuple[DemoItem, ...]:
    rows = yaml.safe_load((HERE / "items.yaml").read_text(encoding="utf-8"))["items"]
    return tuple(_item(row) for row in rows)


def item(no: int) -> DemoItem:
    return items()[no - 1]


def _item(row: dict[str, Any]) -> DemoItem:
    return DemoItem(
        row["n"], row["name"], row["dept"], row["type"], _rules(row), row["monthly"], row.get("season", ""), _guide(row)
    )


@cache
def _guides() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((HERE / "guides.yaml").read_text(encoding="utf-8"))
    return loaded


def _guide(row: dict[str, Any]) -> Guide:
    """Papers of the item with their counts and issuers; the fees of DEMO.md. Windows and phones are invented."""
    said = _guides()
    return Guide(
        materials=tuple(Material(name, *said["papers"][name]) for name in row["papers"]),
        conditions=("申请事项属于本行政机关职权范围", "申请材料齐全、符合法定形式") if row["type"] == "01" else (),
        fees=tuple(GuideFee(*fee) for fee in said["fees"].get(row["n"], ())),
        windows=f"{row['dept']}号窗口",
        phone=f"100-0000-{1000 + row['n']}",
    )


def _rules(row: dict[str, Any]) -> ItemRules:
    statute = row.get("statute")
    anchor = ANCHORS[statute["anchor"] if statute else row.get("anchor", "A")]
    value, unit = row["promise"]
    stages = tuple(StageRule(name, Limit(days, Unit.WORKING_DAY)) for name, days in row.get("stages", {}).items())
    special = row.get("special")
    return ItemRules(
        case_type=CaseType.TIME_LIMITED if stages else CaseType.ON_THE_SPOT,
        promised=LimitRule(anchor, Limit(value, UNITS[unit]), basis="承诺(虚构)"),
        statutory=_statute(statute, anchor) if statute else None,
        stages=stages,
        special_steps=(SpecialStep(*special),) if special else (),
        co_reviewers=tuple(row.get("joint", ())),
        is_decided_above=row.get("above", False),
    )


def _statute(row: dict[str, Any], anchor: Anchor) -> LimitRule:
    unit = UNITS[row["unit"]]
    return LimitRule(
        anchor,
        Limit(row["value"], unit),
        basis=row["basis"],
        is_confirmed=row.get("ok", False),
        extension=Limit(row["plus"], unit) if row.get("plus") else None,
    )
