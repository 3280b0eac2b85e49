"""办事指南 of an item version: what a person has to bring, meet and pay, and where; printed as it stood in force."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Material:
    """材料: how many originals and copies, and who issues it."""

    name: str
    originals: int
    copies: int
    issuer: str


@dataclass(frozen=True, slots=True)
class GuideFee:
    """收费 as it is printed. `is_confirmed`: standard and basis were read in a public text.

    `amount` in cents is what may be charged under `condition`, where the standard is one amount.
    """

    name: str
    standard: str
    basis: str = ""
    is_confirmed: bool = False
    amount: int | None = None
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """No fee listed means that none is charged; windows and phone are those of the hall."""

    materials: tuple[Material, ...]
    conditions: tuple[str, ...] = ()
    fees: tuple[GuideFee, ...] = ()
    windows: str = ""
    phone: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            materials=tuple(Material(**one) for one in data["materials"]),
            conditions=tuple(data["conditions"]),
            fees=tuple(GuideFee(**one) for one in data["fees"]),
            windows=data["windows"],
            phone=data["phone"],
        )

    def to_json(self) -> dict[str, Any]:
        said = asdict(self)
        return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}
