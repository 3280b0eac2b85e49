"""A hall as a package: readable without us, whole on another server, and refused when it is not what it says."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps

from accounts.models import Person
from foundation import ciphers, working
from foundation.clock import local_day, now
from foundation.errors import Refusal
from hierarchy.gates import enter
from hierarchy.models import Anchor, CalendarVersion, Hall, Post, Role
from mingjing import rebuilding, verifying
from mingjing.carrying import contents, restoring, writing
from mingjing.embedded import Urls
from reporting import rollups
from reporting.compare import Period, rollup
from rulebook.layers import LayerKind
from tenants.audit.admin_acts import Doer
from tenants.cases import applicants
from tenants.cases.append import CaseBatch, append_batch
from tenants.cases.calendars import Asked, publish
from tenants.cases.models import ApplicantId, Case, CaseEvent
from tests import databases
from tests.cases import histories
from tests.cases.histories import CODE
from tests.cast import PASSWORD

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
ID_NUMBER = "11010519491231002X"
LIU = '刘一,"引号"\n换行'


def settle() -> None:
    """Everything that is due by the day after tomorrow, when today's anchor has been made."""
    while working.work(now=now() + timedelta(days=2)) or rollups.fold().deltas:
        pass


def figures(code: str) -> dict[str, int]:
    return dict(rollup([code], period=YEAR, now=now())[code])


@pytest.fixture
def package(own_database: Urls, tmp_path: Path) -> Path:
    """昌黎县 with two cases, one concluded and one that became overdue, sealed; and a person whom nobody else knows."""
    hall = Hall.objects.get(code=CODE)
    with databases.connected(own_database.owner):
        liu = Person.objects.create_person(username="liu", display_name=LIU, password=PASSWORD)
        Post.objects.create(person=liu, hall=hall, role=Role.CLERK, from_on=date(2025, 1, 1))
    with enter(hall):
        version = histories.item()
        append_batch(
            hall,
            [
                CaseBatch(
                    "P-1",
                    histories.life("P-1"),
                    version,
                    applicant_name='甲 "乙", 丙\n丁',
                    applicant_id=applicants.given("RESIDENT", ID_NUMBER),
                ),
                CaseBatch("P-2", histories.life("P-2", concluded=False), version),
            ],
        )
        closed = (local_day(now()) + timedelta(days=1 + (local_day(now()).weekday() in (4, 5)) * 2)).isoformat()
        text = f"kind,from,through,what\noff,{closed},,停电检修\n"
        asked = Asked(hall, LayerKind.HALL, int(closed[:4]), text, source="", reason="供电线路抢修")
        publish(asked, by=Doer("佟志远"))
    settle()
    assert Anchor.objects.filter(hall=hall).count() == 1
    target = tmp_path / "hall.zip"
    with databases.connected(own_database.owner):
        writing.write(Hall.objects.get(code=CODE), target)
    return target


@pytest.fixture
def elsewhere(package: Path, servers: Urls, worker: str) -> Iterator[Urls]:
    """Another database, in which the hall is as empty as when it was provisioned."""
    with (
        databases.copy(servers, f"{databases.PREFIX}_{worker}_elsewhere") as urls,
        databases.connected(urls.owner),
    ):
        yield urls


def rewritten(package: Path, **changed: bytes) -> Path:
    """The package with other files in it."""
    target = package.with_name("rewritten.zip")
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name, old.read(name)))
    return target


def with_manifest(package: Path, **members: object) -> Path:
    with zipfile.ZipFile(package) as old:
        manifest = json.loads(old.read("manifest.json")) | members
    return rewritten(package, **{"manifest.json": json.dumps(manifest).encode()})


def rows_of(package: Path, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(package) as read:
        return list(csv.DictReader(io.StringIO(read.read(name).decode("utf-8"), newline="")))


def test_a_package_is_read_with_nothing_but_a_csv_reader(package: Path) -> None:
    cases = {row["number"]: row for row in rows_of(package, "hall/cases_case.csv")}
    assert sorted(cases) == ["P-1", "P-2"]
    assert cases["P-1"]["applicant_name"] == '甲 "乙", 丙\n丁'
    assert [row["kind"] for row in rows_of(package, "hall/cases_caseevent.csv")][:2] == ["RECEIVED", "ACCEPTED"]
    assert {row["display_name"] for row in rows_of(package, "public/persons.csv")} == {"林晓雯", LIU}
    with zipfile.ZipFile(package) as read:
        manifest = json.loads(read.read("manifest.json"))
        texts = b"".join(read.read(name) for name in read.namelist())
    assert {entry["file"] for entry in manifest["files"]} == set(zipfile.ZipFile(package).namelist()) - {
        "manifest.json",
        "README.txt",
    }
    assert b"pbkdf2" not in texts
    assert b"argon2" not in texts
    assert ID_NUMBER.encode() not in texts


def test_a_restored_hall_is_whole_and_goes_on(package: Path, elsewhere: Urls, own_database: Urls) -> None:
    with databases.connected(own_database.owner):
        expected, province = figures(CODE), figures("130000000000")
    found = restoring.restore(package)
    assert found.persons == 1
    hall = found.hall
    assert verifying.verify([hall], progress=lambda _: None).broken == []
    settle()
    derived = rebuilding.check([hall], at=now(), progress=lambda _: None)
    assert [str(one) for one in derived.differences] == []
    assert figures(CODE) == expected
    assert figures("130000000000") == province
    liu = Person.objects.get(username="liu")
    assert liu.display_name == LIU
    assert not liu.has_usable_password()
    with enter(hall):
        last = CaseEvent.objects.order_by("-pk").values_list("pk", flat=True)[0]
        version = Case.objects.select_related("version").first().version
        append_batch(hall, [CaseBatch("P-3", histories.life("P-3"), version)])
        assert min(CaseEvent.objects.filter(case__number="P-3").values_list("pk", flat=True)) == last + 1
        paper = ApplicantId.objects.select_related("case").get()
        assert (paper.case.number, paper.masked) == ("P-1", "110*************2X")
        assert ciphers.unseal(paper.sealed, purpose=applicants.PURPOSE, owner="P-1") == ID_NUMBER
        assert Case.objects.get(number="P-1").applicant_name == '甲 "乙", 丙\n丁'


def test_a_name_that_somebody_else_has_gets_the_hall_behind_it(package: Path, elsewhere: Urls) -> None:
    Person.objects.create_person(username="liu", display_name="刘二", password=PASSWORD)
    restoring.restore(package)
    names = dict(Person.objects.filter(username__startswith="liu").values_list("username", "display_name"))
    assert names == {"liu": "刘二", f"liu.{CODE}": LIU}


def refused(package: Path) -> str:
    """The code of the refusal; the hall is as empty as before."""
    before = Person.objects.count()
    with pytest.raises(Refusal) as refusal:
        restoring.restore(package)
    with enter(Hall.objects.get(code=CODE)):
        assert not Case.objects.exists()
    assert Person.objects.count() == before
    return str(refusal.value.code)


def test_what_is_no_whole_package_of_this_release_is_refused(package: Path, elsewhere: Urls) -> None:
    text = package.with_name("text.zip")
    text.write_text("no package")
    cut = package.with_name("cut.zip")
    cut.write_bytes(package.read_bytes()[:5_000])
    events = "hall/cases_caseevent.csv"
    with zipfile.ZipFile(package) as read:
        changed = read.read(events).replace(b"GRANTED", b"REFUSED")
        files = json.loads(read.read("manifest.json"))["files"]
    assert refused(text) == "BAD_PACKAGE"
    assert refused(cut) == "BAD_PACKAGE"
    assert refused(rewritten(package, **{events: changed})) == "DAMAGED"
    assert refused(rewritten(package, **{"manifest.json": b"[]"})) == "BAD_PACKAGE"
    assert refused(with_manifest(package, format=99)) == "UNKNOWN_FORMAT"
    assert refused(with_manifest(package, migrations=["cases.0001_initial"])) == "OTHER_RELEASE"
    assert refused(with_manifest(package, files=files[1:])) == "BAD_PACKAGE"
    assert refused(with_manifest(package, hall={"code": "990000000000"})) == "NO_SUCH_HALL"


def test_a_hall_with_rows_is_never_written_over(package: Path, elsewhere: Urls) -> None:
    restoring.restore(package)
    with pytest.raises(Refusal) as refusal:
        restoring.restore(package)
    assert refusal.value.code == "HALL_NOT_EMPTY"


def test_a_hall_brings_its_own_calendar_and_asks_for_those_above(package: Path, elsewhere: Urls) -> None:
    with zipfile.ZipFile(package) as read:
        cases = read.read("hall/cases_case.csv").replace(b"cn-2026", b"cn-2099")
        manifest = json.loads(read.read("manifest.json"))
    for entry in manifest["files"]:
        if entry["file"] == "hall/cases_case.csv":
            entry["sha256"] = hashlib.sha256(cases).hexdigest()
    told = {"manifest.json": json.dumps(manifest).encode(), "hall/cases_case.csv": cases}
    with pytest.raises(Refusal) as refusal:
        restoring.restore(rewritten(package, **told))
    assert (refusal.value.code, refusal.value.where["versions"]) == ("CALENDAR_MISSING", ["cn-2099"])
    assert not CalendarVersion.objects.filter(hall=CODE).exists()
    restoring.restore(package)
    assert [row.version for row in CalendarVersion.objects.filter(hall=CODE)] == ["130322h.1"]


def test_every_public_table_that_names_halls_says_how_it_travels() -> None:
    naming = {
        model._meta.label
        for model in apps.get_models()
        if contents.naming(model) and model._meta.app_label in ("accounts", "foundation", "hierarchy", "reporting")
    }
    assert naming | {"hierarchy.Hall"} == set(contents.PUBLIC)
