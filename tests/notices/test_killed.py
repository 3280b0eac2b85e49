"""A worker that is killed at any step loses no message; what goes twice has one number, so that it can be told."""

import json
from datetime import datetime
from typing import Any

from foundation import clock, working
from foundation.models import Agenda
from hierarchy.cache import hall_by_code
from hierarchy.gates import enter
from rulebook.telling import Channel
from tenants.notices import telling
from tenants.notices.models import Delivery, DeliveryStep
from tests.api import desk
from tests.killing import killed_everywhere

COUNT = 2


def work_off() -> None:
    while working.work(now=clock.now(), hall=desk.CHANGLI):
        pass


def test_killed_at_any_step_nothing_is_lost_and_doubles_can_be_told(own_database: Any, settings: Any, tmp_path: Any):
    path = tmp_path / "sms.jsonl"
    settings.SMS_URL = f"file://{path}"
    settings.CLOCK = "2026-10-14T11:00:00+08:00"
    clock._started = datetime.now(clock.UTC)
    hall = hall_by_code(desk.CHANGLI)

    def begin_anew() -> None:
        path.unlink(missing_ok=True)
        with enter(hall):
            made = []
            for index in range(COUNT):
                one = telling.blank(hall.code, Channel.SMS, "MESSAGE", "m")
                one.text = f"第{index}条"
                telling.address(one, Channel.SMS, "13800138000")
                made.append(one)
            telling.keep(hall.code, made)

    begin_anew()
    doubled = 0
    for step in killed_everywhere(work_off):
        work_off()
        sent = [json.loads(line) for line in path.read_text().splitlines()]
        with enter(hall):
            rows = list(Delivery.objects.order_by("-pk")[:COUNT])[::-1]
            assert [row.state for row in rows] == ["SENT"] * COUNT, f"killed at step {step}"
            assert DeliveryStep.objects.filter(delivery__in=rows, kind="SENT").count() == COUNT
        # In order, each at least once, and at most one of them twice, directly after itself.
        numbers = [one["id"] for one in sent]
        assert list(dict.fromkeys(numbers)) == [row.message_id for row in rows]
        assert len(numbers) - COUNT in (0, 1)
        doubled += len(numbers) - COUNT
        assert not Agenda.objects.filter(handler="notice.sms").exists()
        begin_anew()
    # Between the gateway's answer and the commit: there a kill doubles, and that is what the test is about.
    assert doubled >= COUNT
    assert step > 20
