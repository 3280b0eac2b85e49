"""Every administrative mutation and command leaves one row in its hall: who, through which post, what was changed.

A new one without an entry here fails: name its kind and how to do it, or say in `NOT_ADMINISTRATIVE` why it is none.
Mutations that answer with a case are acts on that case: its own chain keeps them.
"""

import argparse
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from graphql import get_named_type

from accounts.models import Person, Token
from api.graph.schema import schema
from hierarchy.gates import enter
from hierarchy.models import Hall, Post
from hierarchy.posts import Actor
from mingjing.__main__ import load, names, parse
from tenants.audit.models import AdminAct
from tenants.exchange.models import QuarantinedRow
from tests.api import desk
from tests.api.asking import Asking, as_nobody, as_person
from tests.api.test_sessions import sign_in
from tests.exchange.test_door import Sending, row

NOT_ADMINISTRATIVE = {
    **dict.fromkeys(
        [
            "signIn",
            "confirmSignIn",
            "signOut",
            "choosePost",
            "setLanguage",
            "endSignIn",
            "endOtherSignIns",
            "confirmIdentity",
            "changePassword",
            "enrolSecondFactor",
            "turnOnSecondFactor",
            "turnOffSecondFactor",
            "renewRecoveryCodes",
        ],
        "the person's own account",
    ),
    "markAccountNoticesRead": "the person's own messages",
    "markNoticesRead": "the person's own messages",
    **dict.fromkeys(["saveCaseList", "deleteCaseList"], "the person's own lists"),
    "handOverDesk": "acts on cases: the chain of each keeps them",
    **dict.fromkeys(
        [
            "audit verify",
            "bench",
            "calendar show",
            "calendar preview",
            "deadline",
            "doctor",
            "halls list",
            "halls status",
            "schema",
            "token list",
            "keys new",
            "signins list",
        ],
        "reads or measures only",
    ),
    **dict.fromkeys(
        [
            "draftOrder",
            "redraftOrder",
            "checkOrder",
            "sendBackOrder",
            "issueOrder",
            "receiveOrder",
            "explainOrder",
            "acceptExplanation",
            "returnExplanation",
            "rejectExplanation",
            "withdrawOrder",
            "askReplyTime",
            "giveReplyTime",
            "denyReplyTime",
        ],
        "acts on an order: its own append-only acts keep who did what, from which hall",
    ),
    **dict.fromkeys(
        [
            "openAccountability",
            "approveAccountability",
            "receiveAccountability",
            "reportAccountability",
            "returnAccountability",
            "findFault",
            "decideAccountability",
            "recordSanction",
            "appealAccountability",
            "upholdAccountability",
            "revokeAccountability",
            "withdrawAccountability",
            "draftCircular",
            "showCircular",
            "answerCircular",
            "publishCircular",
            "withdrawCircular",
        ],
        "acts in an accountability case or on a circular: its own append-only acts keep who did what, from which hall",
    ),
    **dict.fromkeys(
        [
            "recordContact",
            "giveContactNotice",
            "handOverContact",
            "takeOverContact",
            "answerContact",
            "registerContactCase",
        ],
        "acts of a clerk: the sealed steps of the contact keep them",
    ),
    "previewSignals": "reads only",
    **dict.fromkeys(
        ["publishSignals", "registerLocalRule", "repealLocalRule"],
        "acts of who signs for the supervision, kept all the same: tests/api/test_signals.py",
    ),
    "withdrawReds": "a decision on reds: `directives.RedDecision` keeps it, append-only, with its document",
    "publishLadder": "of a supervisor or leader of the hall, kept all the same: tests/directives/test_ladders.py",
    **dict.fromkeys(
        ["sendDocument", "sendContactNotice", "sendMessage"],
        "acts of a clerk: the sealed steps of the delivery keep them",
    ),
    **dict.fromkeys(["sendAgain", "setAsideDeliveries"], "the sealed steps of the delivery keep who, when and why"),
    **dict.fromkeys(["keepReach", "confirmReach", "wantReach", "forgetReach"], "the person's own account"),
    "seeIdNumber": "an act of a clerk, kept all the same: tests/api/test_id_numbers.py",
    "publishRule": "kept as RULE_PUBLISHED by a supervisor of the hall: tests/api/test_rules.py",
    "endRule": "kept as RULE_ENDED by a supervisor of the hall: tests/api/test_rules.py",
    "startBackTest": "reads alone: the job says who asked for it",
    "decideFinding": "a decision that stands beside the finding, append-only, with person, hall and reason",
    "issueItemNotice": "an act of a clerk: the numbered document keeps who handed it out",
    **dict.fromkeys(
        ["setHallState", "renameHall", "moveHall", "mergeHall", "splitHall"],
        "of the tree: `hierarchy.HallChange` keeps them, append-only, with day, reason and person",
    ),
    **dict.fromkeys(
        [f"halls {verb}" for verb in ("state", "rename", "move", "merge", "split")],
        "of the tree: `hierarchy.HallChange` keeps them, append-only, with day and reason",
    ),
    **dict.fromkeys(["demo", "serve"], "runs the programs; a demo invents its halls"),
    **dict.fromkeys(["run web", "run worker", "run scheduler"], "runs one of the programs"),
    **dict.fromkeys(["halls load", "migrate"], "of the installation, not of a hall: the release says what it does"),
    "signins forget": "of the installation: what is older than its retention",
    "keys reseal": "of the installation: what is sealed stays what it was, under another key",
    "rebuild": "writes what is derived anew, from rows that stay",
}
CLOSED = "kind,from,through,what\noff,2026-12-22,,停电检修\n"
MUTATIONS = {
    "registerSource": "SOURCE_REGISTERED",
    "rotateSourceToken": "SOURCE_TOKEN_ROTATED",
    "closeSource": "SOURCE_CLOSED",
    "letInQuarantined": "ROW_LET_IN",
    "refuseQuarantined": "ROW_REFUSED",
    "forceSignOut": "SIGNED_OUT",
    "publishCalendar": "CALENDAR_PUBLISHED",
    "liftLock": "LOCK_LIFTED",
    "grantPost": "POST_GIVEN",
    "endPost": "POST_ENDED",
    "nameClass": "CLASS_NAMED",
    "setChannel": "CHANNEL_CHANGED",
    "setNoticeTemplate": "TEMPLATE_CHANGED",
    "dropNoticeTemplate": "TEMPLATE_CHANGED",
    "addRefusalReason": "REASON_ADDED",
    "retireRefusalReason": "REASON_RETIRED",
}
REASON = {"code": "X-1", "name": "不属于本机关职权范围", "ground": "行政许可法第三十二条第一款第二项"}
WORDING = {"kind": "YELLOW", "channel": "SMS", "language": "zh"}
COMMANDS = {
    "token create": "TOKEN_CREATED",
    "token revoke": "TOKEN_REVOKED",
    "user create": "POST_GIVEN",
    "user end": "POST_ENDED",
    "user unlock": "SECOND_FACTOR_REMOVED",
    "user bind": "SUBJECT_BOUND",
    "user unbind": "SUBJECT_UNBOUND",
    "ingest": "LOG_LOADED",
    "halls export": "HALL_EXPORTED",
    "calendar publish": "CALENDAR_PUBLISHED",
    # Tried with halls of their own in tests/hierarchy and tests/mingjing/test_carrying.py.
    "halls provision": "HALL_PROVISIONED",
    "halls restore": "HALL_RESTORED",
}


def mutations() -> set[str]:
    graph = schema.graphql_schema.mutation_type
    assert graph is not None
    return {name for name, field in graph.fields.items() if get_named_type(field.type).name != "CasePayload"}


def commands() -> set[str]:
    """Each command, or its verbs where it has some."""
    found = set()
    for name in names():
        parser = argparse.ArgumentParser()
        load(name).add_arguments(parser)
        verbs = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
        found |= {f"{name} {verb}" for one in verbs for verb in one.choices} if verbs else {name}
    return found


def test_every_mutation_and_every_command_is_an_administrative_act_or_says_why_not() -> None:
    known = {*MUTATIONS, *COMMANDS, *NOT_ADMINISTRATIVE}
    benches = {name for name in commands() if name.startswith("bench ")}
    assert (mutations() | commands()) - benches == known - ({"bench"} if benches else set())


@pytest.fixture
def admin(changli: Hall, tong: Actor, lin: Actor) -> Asking:
    Post.objects.filter(pk=tong.post_id).update(hall=changli)
    return as_person(tong)


def kept(hall: Hall, kind: str) -> AdminAct:
    with enter(hall):
        return AdminAct.objects.filter(kind=kind).latest("pk")


def act(ask: Asking, name: str, /, **given: Any) -> dict[str, Any]:
    graph = schema.graphql_schema.mutation_type
    assert graph is not None
    text = f"mutation ($input: {graph.fields[name].args['input'].type}) {{ act: {name}(input: $input)"
    text += " { errors { code message }" + (" token }" if "Source" in name and name != "closeSource" else " }") + " }"
    done = ask(text, input={"hall": desk.CHANGLI} | given).data["act"]
    assert done["errors"] == []
    return dict(done)


def quarantined(hall: Hall, token: str) -> QuarantinedRow:
    Sending(token)(row("e1", item_code="wrong"))
    with enter(hall):
        return QuarantinedRow.objects.get()


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_leaves_one_row_with_who_did_it_through_which_post(
    changli: Hall, admin: Asking, tong: Actor, name: str
) -> None:
    if name == "forceSignOut":
        act(admin, name, username="lin")
    elif name == "publishCalendar":
        act(admin, name, layer="HALL", year=2026, text=CLOSED, reason="停电检修")
    elif name == "liftLock":
        for _ in range(5):
            sign_in(as_nobody(), "lin", "wrong")
        act(admin, name, username="lin")
    elif name == "grantPost":
        act(admin, name, username="lin", role="INSPECTOR")
    elif name == "nameClass":
        act(admin, name, caseClass="JOINT", name="并联件", article=desk.law())
    elif name == "endPost":
        act(admin, name, id=str(Post.objects.get(person__username="lin").pk))
    elif name == "setChannel":
        act(admin, name, channel="SMS", isOfficeOnly=False, price=5)
    elif name == "setNoticeTemplate":
        act(admin, name, **WORDING, text="{case}")
    elif name == "dropNoticeTemplate":
        act(admin, "setNoticeTemplate", **WORDING, text="{case}")
        act(admin, name, **WORDING)
    elif name == "addRefusalReason":
        act(admin, name, **REASON, article=desk.law())
    elif name == "retireRefusalReason":
        act(admin, "addRefusalReason", **REASON, article=desk.law())
        act(admin, name, code="X-1")
    else:
        token = act(admin, "registerSource", code="spj", name="食品系统", isSigned=False)["token"]
        if name == "letInQuarantined":
            waiting = quarantined(changli, token)
            mended = json.dumps(json.loads(waiting.content) | {"item_code": desk.LICENCE})
            act(admin, name, id=str(waiting.pk), content=mended, reason="编码录错")
        elif name == "refuseQuarantined":
            act(admin, name, id=str(quarantined(changli, token).pk), reason="不在目录")
        elif name != "registerSource":
            act(admin, name, code="spj")
    row = kept(changli, MUTATIONS[name])
    assert (row.person, row.person_name, row.post) == (tong.person_id, "佟志远", tong.post_id)
    assert (row.role, row.from_hall) == ("HALL_ADMIN", desk.CHANGLI)
    subjects = ("lin", "spj", "1", "130322h.1", "JOINT", "SMS", "YELLOW SMS zh", "X-1")
    assert row.subject in subjects or row.subject.isdigit()


def test_before_and_after_are_kept_and_no_secret(changli: Hall, admin: Asking) -> None:
    first = act(admin, "registerSource", code="spj", name="食品系统", isSigned=True)["token"]
    second = act(admin, "rotateSourceToken", code="spj")["token"]
    act(admin, "closeSource", code="spj")
    one, two = Token.objects.order_by("pk").values_list("pk", flat=True)
    registered, rotated = kept(changli, "SOURCE_REGISTERED"), kept(changli, "SOURCE_TOKEN_ROTATED")
    assert registered.after == {"name": "食品系统", "department": "", "isSigned": True, "tokens": [one]}
    assert (rotated.before, rotated.after) == ({"tokens": [one]}, {"tokens": [two, one]})
    closed = kept(changli, "SOURCE_CLOSED")
    assert closed.before == {"isActive": True, "tokens": [two, one]}
    assert closed.after == {"isActive": False, "tokens": []}
    with enter(changli):
        told = json.dumps(list(AdminAct.objects.values("subject", "before", "after")))
    assert not any(secret in told for secret in (first, second, *Token.objects.values_list("digest", flat=True)))


def test_what_is_refused_is_not_kept(changli: Hall, admin: Asking) -> None:
    text = """mutation { act: registerSource(input: {hall: "130322", code: "x", name: "x", department: "none"}) {
      errors { code } } }"""
    assert admin(text).data["act"]["errors"] == [{"code": "NO_SUCH_DEPARTMENT"}]
    with enter(changli):
        assert AdminAct.objects.count() == 0


def run(*argv: str) -> int:
    module, args = parse(argv)
    return int(module.run(args))


@pytest.fixture
def at_the_machine(
    changli: Hall, lin: Actor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> dict[str, Callable[[], int]]:
    """How each command is run that leaves a row in 昌黎."""
    monkeypatch.setattr("sys.stdin", io.StringIO("a-long-password-9\n"))
    made = ("token", "create", "lin", "--hall", "130322", "--label", "大屏")

    def revoke() -> int:
        run(*made)
        return run("token", "revoke", str(Token.objects.get().pk))

    def unlock() -> int:
        TOTP.activate(Person.objects.get(username="lin"), generate_totp_secret())
        return run("user", "unlock", "lin")

    notice = tmp_path / "closed.csv"
    notice.write_text(CLOSED, encoding="utf-8")
    closing = ("--hall", "130322", "--layer", "hall", "--year", "2026", "--reason", "停电检修")
    return {
        "calendar publish": lambda: run("calendar", "publish", str(notice), *closing),
        "token create": lambda: run(*made),
        "token revoke": revoke,
        "user create": lambda: run(
            "user", "create", "liu", "--name", "刘一", "--post", "130322:clerk:D01", "--password-stdin"
        ),
        "user end": lambda: run("user", "end", "lin", "--hall", "130322"),
        "user unlock": unlock,
        "user bind": lambda: run("user", "bind", "lin", "--subject", "s-1"),
        "user unbind": lambda: run("user", "bind", "lin", "--subject", "s-1") or run("user", "unbind", "lin"),
        "halls export": lambda: run("halls", "export", "130322", "--to", str(tmp_path / "hall.zip")),
    }


@pytest.mark.parametrize(
    "name",
    [
        *("token create", "token revoke", "user create", "user end", "user unlock", "user bind", "user unbind"),
        "halls export",
        "calendar publish",
    ],
)
def test_a_command_leaves_one_row_by_the_login_name_of_the_machine(
    changli: Hall, at_the_machine: dict[str, Callable[[], int]], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "operator")
    assert at_the_machine[name]() == 0
    row = kept(changli, COMMANDS[name])
    assert (row.person, row.person_name, row.post, row.role) == (None, "operator", None, "")
    subjects = {"user create": "liu", "halls export": desk.CHANGLI, "calendar publish": "130322h.1"}
    assert row.subject == subjects.get(name, "lin")


def test_a_hall_without_schema_is_kept_by_the_nearest_one_above(db: None, lin: Actor, han: Actor) -> None:
    run("token", "create", "han", "--hall", desk.WITHOUT_SCHEMA)
    above = Hall.objects.get(code=desk.WITHOUT_SCHEMA).parent
    assert kept(above, "TOKEN_CREATED").subject == "han"
