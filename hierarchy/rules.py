"""异常规则 that ship with the product, and those that tiers have published."""

from functools import cache
from pathlib import Path

import yaml

from rulebook.anomaly_rules import Rule

SHIPPED = Path(__file__).resolve().parent / "data" / "anomaly_rules.yaml"


@cache
def shipped() -> tuple[Rule, ...]:
    """The library: in force nowhere until a tier publishes them."""
    rows = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))["rules"]
    return tuple(Rule.from_json(row) for row in rows)
