"""六件: the classes in which halls count their cases, beside the case type of the standard."""

from enum import StrEnum

from rulebook.case import CaseType, ItemRules, Outcome
from rulebook.facts import CaseFacts


class CaseClass(StrEnum):
    """A case may be in several: time-limited, joint and supplemented."""

    ON_THE_SPOT = "ON_THE_SPOT"  # 即办件
    TIME_LIMITED = "TIME_LIMITED"  # 承诺件
    JOINT = "JOINT"  # 联办件
    PASSED_UP = "PASSED_UP"  # 上报件
    RETURNED = "RETURNED"  # 退回件
    SUPPLEMENTED = "SUPPLEMENTED"  # 补办件


# What a class is called where no place says otherwise.
USUAL_NAMES = {
    CaseClass.ON_THE_SPOT: "即办件",
    CaseClass.TIME_LIMITED: "承诺件",
    CaseClass.JOINT: "联办件",
    CaseClass.PASSED_UP: "上报件",
    CaseClass.RETURNED: "退回件",
    CaseClass.SUPPLEMENTED: "补办件",
}


def classes(facts: CaseFacts, rules: ItemRules) -> tuple[CaseClass, ...]:
    """The classes of a case as its facts are known, in the order of the list (FEATURES row D10).

    ON_THE_SPOT, TIME_LIMITED: the case type of the item version, GB/T 39046 codes 1 and 2.
    JOINT: the item has other departments answer (一次受理、多口协作、同步审批: 联办件管理系统 of the fifth source).
    PASSED_UP: the item is decided above (上报件 of the second and fifth source), or the case was concluded so.
    RETURNED: concluded as returned (退件, `Outcome`). SUPPLEMENTED: the applicant was asked for papers. No source
    defines these two; halls differ on whether 补办件 is one accepted with a gap, so this is the project's own reading.
    """
    found = {
        CaseClass.ON_THE_SPOT: rules.case_type is CaseType.ON_THE_SPOT,
        CaseClass.TIME_LIMITED: rules.case_type is CaseType.TIME_LIMITED,
        CaseClass.JOINT: bool(rules.co_reviewers),
        CaseClass.PASSED_UP: rules.is_decided_above or facts.outcome == Outcome.PASSED_UP,
        CaseClass.RETURNED: facts.outcome == Outcome.RETURNED,
        CaseClass.SUPPLEMENTED: bool(facts.corrections_asked),
    }
    return tuple(name for name in CaseClass if found[name])
