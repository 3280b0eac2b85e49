"""一次告知: by when an applicant is told what is missing, and what silence means (行政许可法 32(1)(4)).

Missing papers are told on the spot or within 5 working days of the receipt, once, everything. What is not told in time
is accepted from the day on which the papers were received. The Licensing Law binds licences (GB/T 39046 type 01) only;
any other item has this limit if its version declares it, with its basis. Its clock is in `rulebook.standing`.
"""

from typing import Final

from rulebook.case import Anchor, LimitRule
from rulebook.clock import Limit, Unit
from rulebook.limits import is_longer

LICENCE: Final = "01"
OF_LICENCES: Final = LimitRule(
    Anchor.RECEIVED, Limit(5, Unit.WORKING_DAY), basis="行政许可法32(1)(4)", is_confirmed=True
)


def rule_for(type_code: str, declared: LimitRule | None) -> LimitRule | None:
    """The rule that a version is published with: its own, or that of the law for a licence."""
    return declared or (OF_LICENCES if type_code == LICENCE else None)


def objection(type_code: str, declared: LimitRule | None) -> str | None:
    """Why a declared notice limit cannot be published, as a code."""
    if declared is None:
        return None
    if declared.anchor is not Anchor.RECEIVED:
        return "NOTICE_NOT_FROM_RECEIPT"
    if type_code == LICENCE and is_longer(declared.limit, OF_LICENCES.limit):
        return "NOTICE_BEYOND_LAW"
    return None if declared.basis else "NOTICE_WITHOUT_BASIS"
