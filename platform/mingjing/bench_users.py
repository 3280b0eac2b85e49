"""People at work, for `mingjing bench load`: a locust file, run by locust in a process of its own without Django.

Nine of ten requests read: the pages of a supervisor and of a clerk and the mobile app, each by a committed operation.
The rest register a case, or hand in events as a department's own system. Where and as whom they work says the file
that `MINGJING_BENCH_WORLD` names.
"""

import json
import os
import random
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from locust import HttpUser, between, task

DOCUMENTS = Path(__file__).resolve().parents[2] / "api" / "documents.json"
IDS = {one["name"]: key for key, one in json.loads(DOCUMENTS.read_text(encoding="utf-8")).items()}
WORLD: dict[str, Any] = json.loads(Path(os.environ["MINGJING_BENCH_WORLD"]).read_text(encoding="utf-8"))
LOW, HIGH = (float(word) for word in os.environ.get("MINGJING_BENCH_THINKING", "1 5").split())
NOTHING = dict.fromkeys(("after", "before", "search", "department", "item", "level", "state", "lamp"))


class Person(HttpUser):
    """Thinks a while, then opens one thing."""

    wait_time = between(LOW, HIGH)

    def on_start(self) -> None:
        self.chance = random.Random()

    @task(10)
    def look_at_a_region(self) -> None:
        code = self.chance.choice(WORLD["regions"])
        self.as_supervisor("Region", code=code, isCompared=True, **_periods())

    @task(4)
    def look_at_the_ranking(self) -> None:
        self.as_supervisor("Ranking", code=WORLD["province"], measure="OVERDUE_RATE", **_periods())

    @task(4)
    def look_at_the_trend(self) -> None:
        self.as_supervisor("Trend", code=self.chance.choice(WORLD["regions"]), step="MONTH", **_period())

    @task(6)
    def look_at_what_is_red(self) -> None:
        self.as_supervisor("Alerts", code=WORLD["province"], **NOTHING | {"level": "RED"})

    @task(12)
    def open_the_desk(self) -> None:
        self.as_clerk("Desk", self.a_hall(), queue="DUE_NEXT", first=50, **NOTHING)

    @task(12)
    def list_cases(self) -> None:
        self.as_clerk("Cases", self.a_hall(), first=50, order="DUE", **NOTHING)

    @task(16)
    def open_a_case(self) -> None:
        hall = self.a_hall()
        self.as_clerk("CaseFile", hall, number=self.chance.choice(hall["numbers"]))

    @task(6)
    def open_the_app(self) -> None:
        hall = self.a_hall()
        self.as_clerk("AppMe", hall)
        self.as_clerk("AppCases", hall, first=50)

    @task(10)
    def open_a_case_in_the_app(self) -> None:
        hall = self.a_hall()
        self.as_clerk("AppCaseFile", hall, number=self.chance.choice(hall["numbers"]))

    @task(6)
    def register_a_case(self) -> None:
        hall = self.a_hall()
        given = {"hall": hall["code"], "item": WORLD["item"], "applicantName": "Bench"}
        self.as_clerk("AppRegisterCase", hall, input=given)

    @task(4)
    def hand_in_events(self) -> None:
        hall, word = self.a_hall(), uuid.uuid4().hex
        begin = datetime.now(UTC) - timedelta(days=1)
        rows = [
            {
                "source": "bench-load",
                "event_id": f"{word}-{number}",
                "case_number": f"L{word[:12]}-{number // 2}",
                "item_code": WORLD["item"],
                "kind": "accepted" if number % 2 else "received",
                "occurred_at": (begin + timedelta(seconds=number)).isoformat(),
            }
            for number in range(20)
        ]
        path = "/api/v1/exchange/events"
        with self.client.post(path, json={"events": rows}, headers=_bearer(hall), catch_response=True) as answer:
            taken = answer.json().get("accepted") if answer.status_code == 200 else None
            if taken != len(rows):
                answer.failure(f"{answer.status_code}: {answer.text[:200]}")

    def a_hall(self) -> dict[str, Any]:
        return dict(self.chance.choice(WORLD["halls"]))

    def as_supervisor(self, name: str, **variables: Any) -> None:
        self._ask(name, variables, _bearer(WORLD["supervisor"]))

    def as_clerk(self, name: str, hall: dict[str, Any], **variables: Any) -> None:
        self._ask(name, {"hall": hall["code"]} | variables, _bearer(hall))

    def _ask(self, name: str, variables: dict[str, Any], headers: dict[str, str]) -> None:
        body = {"documentId": IDS[name], "variables": variables}
        with self.client.post("/graphql/", json=body, headers=headers, name=name, catch_response=True) as answer:
            if answer.status_code != 200 or '"errors": [{' in answer.text or '"errors":[{' in answer.text:
                answer.failure(f"{answer.status_code}: {answer.text[:200]}")


def _bearer(who: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {who['token']}"}


def _period() -> dict[str, str]:
    today = datetime.now(UTC).date()
    return {"from": (today - timedelta(days=89)).isoformat(), "to": today.isoformat()}


def _periods() -> dict[str, str]:
    today = datetime.now(UTC).date()
    earlier = {"cmpFrom": (today - timedelta(days=179)).isoformat(), "cmpTo": (today - timedelta(days=90)).isoformat()}
    return _period() | earlier
