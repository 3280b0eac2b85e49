"""How fresh is what is shown: a sender of its own beside the load of `mingjing bench load`."""

import json
import time
import urllib.request
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

AGO = timedelta(days=60)
BLINK = 0.05
RECEIVED = """query ($code: ID!, $from: Date!, $to: Date!) {
  hall(code: $code) { rollup(from: $from, to: $to) { received } }
}"""
REDS = "query ($code: ID!) { alerts(code: $code, first: 50, level: RED) { edges { node { caseNumber } } } }"


@dataclass
class Prober:
    """Hands in cases of a hall that is nobody else's, late as soon as they are known, and looks when they are seen.

    `figures` and `lamps`: seconds from the answer of the exchange until the count had the case, and until the list
    of reds had it.
    """

    port: int
    hall: dict[str, Any]
    item: str
    figures: list[float] = field(default_factory=list)
    lamps: list[float] = field(default_factory=list)
    waiting: dict[str, float] = field(default_factory=dict)

    def look(self) -> None:
        if not self.waiting:
            number, before = f"P-{uuid.uuid4().hex[:12]}", self._received()
            self._hand_in(number)
            self.waiting[number] = begun = time.perf_counter()
            while self._received() == before:
                time.sleep(BLINK)
            self.figures.append(time.perf_counter() - begun)
        for number in self.waiting.keys() & self._reds():
            self.lamps.append(time.perf_counter() - self.waiting.pop(number))

    def _hand_in(self, number: str) -> None:
        begin = datetime.now(UTC) - AGO
        rows = [
            {
                "source": "bench-probe",
                "event_id": f"{number}-{kind}",
                "case_number": number,
                "item_code": self.item,
                "kind": kind,
                "occurred_at": (begin + timedelta(hours=hours)).isoformat(),
            }
            for hours, kind in enumerate(("received", "accepted"))
        ]
        answer = self._post("/api/v1/exchange/events", {"events": rows})
        if answer.get("accepted") != len(rows):
            raise RuntimeError(f"the probe was not taken: {answer}")

    def _received(self) -> int:
        day = (datetime.now(UTC) - AGO).date()
        around = {"from": str(day - timedelta(days=1)), "to": str(day + timedelta(days=1))}
        return int(self._ask(RECEIVED, code=self.hall["code"], **around)["hall"]["rollup"]["received"])

    def _reds(self) -> set[str]:
        edges = self._ask(REDS, code=self.hall["code"])["alerts"]["edges"]
        return {edge["node"]["caseNumber"] for edge in edges}

    def _ask(self, query: str, **variables: Any) -> dict[str, Any]:
        answer = self._post("/graphql/", {"query": query, "variables": variables})
        if answer.get("errors"):
            raise RuntimeError(f"the probe was not answered: {answer}")
        return dict(answer["data"])

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            json.dumps(body).encode(),
            {"Authorization": f"Bearer {self.hall['token']}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own server
            return dict(json.load(answer))
