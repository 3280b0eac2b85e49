"""Correction rounds through the interface: checked off when received, compared, and a new demand marked."""

from hierarchy.gates import enter
from hierarchy.models import Hall
from hierarchy.posts import Actor
from tenants.cases.models import CaseEvent
from tests.api.asking import Asking, as_person
from tests.api.desk import done, read, refused, register

ROUNDS = """query ($number: String!) { case(hall: "130322", number: $number) {
  correctionRounds { receivedAt demands { material standing isBrought } } } }"""


def rounds(ask: Asking, number: str) -> list[list[tuple[str, str, bool | None]]]:
    found = ask(ROUNDS, number=number).data["case"]["correctionRounds"]
    return [[(one["material"], one["standing"], one["isBrought"]) for one in each["demands"]] for each in found]


def papers(*materials: str) -> list[dict[str, str]]:
    return [{"material": one, "defect": "缺"} for one in materials]


def test_what_is_brought_is_checked_off_and_the_next_notice_is_compared(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    number = register(ask)
    done(ask, "askCorrection", number, items=papers("章程", "图纸"))
    done(ask, "receiveCorrection", number, brought=["章程"])
    done(ask, "askCorrection", number, items=papers("图纸", "环评"))
    assert rounds(ask, number) == [
        [("章程", "FIRST", True), ("图纸", "FIRST", False)],
        [("图纸", "REPEATED", None), ("环评", "NEW", None)],
    ]
    kinds = [(event["kind"], event["anomalies"]) for event in read(ask, number)["events"]]
    assert kinds == [
        ("RECEIVED", []),
        ("CORRECTION_ASKED", []),
        ("CORRECTION_RECEIVED", []),
        ("CORRECTION_ASKED", ["NEW_IN_LATER_NOTICE"]),
    ]


def test_what_the_notice_did_not_ask_for_is_not_checked_off(changli: Hall, lin: Actor) -> None:
    ask = as_person(lin)
    number = register(ask)
    done(ask, "askCorrection", number, items=papers("章程"))
    assert refused(ask, "receiveCorrection", number, brought=["环评"]) == [("NOT_ASKED", "brought")]
    assert refused(ask, "receiveCorrection", number, brought=[]) == [("REQUIRED", "brought")]
    with enter(changli):
        assert CaseEvent.objects.filter(case__number=number).count() == 2
    assert rounds(ask, number) == [[("章程", "FIRST", None)]]
