"""通知: when a message leaves, what it costs, whose fault a failure is, what a template says."""

from datetime import datetime, time, timedelta

import pytest

from rulebook import telling
from rulebook.addresses import masked, spelled
from rulebook.calendar import SHANGHAI, china
from rulebook.telling import Channel, Line, NeverOpen, SendingHours


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}:00").replace(tzinfo=SHANGHAI)


ALWAYS, OFFICE = SendingHours(is_office_only=False), SendingHours()
NIGHT = SendingHours(False, time(21), time(8))
NOON = SendingHours(False, time(12), time(14))
OFFICE_LATE = SendingHours(True, time(8), time(10))

LEAVES = [
    ("nothing is restricted", ALWAYS, "10-04 03:00", "10-04 03:00"),
    ("inside office hours", OFFICE, "10-14 10:00", "10-14 10:00"),
    ("before the office opens", OFFICE, "10-14 07:30", "10-14 09:00"),
    ("over lunch", OFFICE, "10-14 12:00", "10-14 13:00"),
    ("at the close: the next day", OFFICE, "10-14 17:00", "10-15 09:00"),
    ("a Friday evening before an ordinary weekend", OFFICE, "10-16 18:00", "10-19 09:00"),
    ("National Day: until the first working day after it", OFFICE, "09-30 18:00", "10-08 09:00"),
    ("a make-up Saturday is a working day", OFFICE, "10-10 08:00", "10-10 09:00"),
    ("quiet over midnight, late in the evening", NIGHT, "10-14 23:00", "10-15 08:00"),
    ("quiet over midnight, in the early morning", NIGHT, "10-15 05:00", "10-15 08:00"),
    ("quiet hours end at their end", NIGHT, "10-15 08:00", "10-15 08:00"),
    ("quiet in the middle of a day", NOON, "10-14 13:59", "10-14 14:00"),
    ("both: the office is open, but it is quiet still", OFFICE_LATE, "10-14 07:00", "10-14 10:00"),
    ("both: quiet is over, but the office opens on Monday", OFFICE_LATE, "10-16 17:30", "10-19 10:00"),
]


@pytest.mark.parametrize(("hours", "moment", "expected"), [row[1:] for row in LEAVES], ids=[row[0] for row in LEAVES])
def test_a_message_waits_for_its_hours(hours, moment, expected):
    assert telling.leaves_at(at(moment), hours, china()) == at(expected)


def test_quiet_hours_that_leave_nothing_are_told():
    with pytest.raises(NeverOpen):
        telling.leaves_at(at("10-14 10:00"), SendingHours(True, time(8), time(18)), china())


@pytest.mark.parametrize(("length", "parts"), [(0, 1), (70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4)])
def test_a_text_counts_as_carriers_count_it(length, parts):
    assert telling.segments("明" * length) == parts


@pytest.mark.parametrize(
    ("spent", "cap", "is_within"), [(0, None, True), (90, 100, True), (91, 100, False), (0, 0, False)]
)
def test_a_month_costs_no_more_than_its_cap(spent, cap, is_within):
    assert telling.is_within_cap(10, spent=spent, cap=cap) is is_within


def test_waits_double_from_twenty_seconds_to_five_minutes():
    assert [telling.wait(count).seconds for count in range(1, 8)] == [20, 40, 80, 160, 300, 300, 300]


NOW = at("10-14 10:00")
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
FAULTS = [
    # reason; line, when the message failed last, wait asked; failures after, line closed for, message waits, its own
    ("the first failure: the next one is tried", Line(), None, None, 1, None, 20, False),
    ("that one fails as well: the gateway is down", Line(1), None, None, 2, 20, 20, False),
    ("down still: the wait has doubled, and the next one is tried", Line(4), NOW - MINUTE, None, 5, None, 80, False),
    ("that one fails as well", Line(5), NOW - MINUTE, None, 6, 80, 80, False),
    ("others went through since: its own fault", Line(0, NOW - SECOND), NOW - MINUTE, None, 0, None, 20, True),
    ("others went through before it was tried", Line(0, NOW - MINUTE), NOW - SECOND, None, 1, None, 20, False),
    ("the gateway is busy and says for how long", Line(), None, timedelta(seconds=90), 1, 90, 90, False),
    ("it asks for less than we wait anyway", Line(3), None, SECOND, 4, 40, 40, False),
]


@pytest.mark.parametrize(
    ("line", "last", "asked", "failures", "closed", "waits", "is_own"),
    [row[1:] for row in FAULTS],
    ids=[row[0] for row in FAULTS],
)
def test_whose_fault_a_failure_is(line, last, asked, failures, closed, waits, is_own):
    found = telling.failed(line, last_tried_at=last, tries=0, now=NOW, asked=asked)
    assert found.line.failures == failures
    assert found.line.waits_until == (NOW + closed * SECOND if closed else None)
    assert (found.retry_at - NOW).seconds == waits
    assert found.is_own is is_own


@pytest.mark.parametrize(
    ("tries", "age", "is_over"), [(5, 1, False), (6, 1, True), (0, 72 * 3600, False), (0, 72 * 3600 + 1, True)]
)
def test_a_message_is_given_up(tries, age, is_over):
    assert telling.is_given_up(tries, due_at=NOW - age * SECOND, now=NOW) is is_over


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("没有", []),
        ("{case}和{item}", ["case", "item"]),
        ("{case", None),
        ("case}", None),
        ("a}{b}", None),
        ("{}", None),
        ("{case.number}", None),
        ("{case!r}", None),
        ("{{case}}", None),
        ("{办件}", None),
    ],
)
def test_placeholders_are_names_in_braces_and_nothing_else(text, names):
    assert telling.placeholders(text) == names


def test_what_stands_in_a_word_is_never_a_placeholder():
    assert telling.worded("{a}-{b}-{a}", {"a": "{b}", "b": "x"}) == "{b}-x-{b}"


@pytest.mark.parametrize(
    ("channel", "given", "kept", "shown"),
    [
        (Channel.SMS, " 138 0013-8000 ", "13800138000", "138****8000"),
        (Channel.SMS, "+8613800138000", "13800138000", "138****8000"),
        (Channel.EMAIL, "Lin.Xiaowen@Example.COM ", "Lin.Xiaowen@example.com", "L***@example.com"),
    ],
)
def test_an_address_has_one_spelling_and_is_shown_masked(channel, given, kept, shown):
    assert spelled(channel, given) == kept
    assert masked(channel, kept) == shown


@pytest.mark.parametrize(
    ("channel", "given"),
    [
        (Channel.SMS, "12800138000"),
        (Channel.SMS, "1380013800"),
        (Channel.SMS, "１３８００１３８０００"),
        (Channel.SMS, "13800138000;13900139000"),
        (Channel.EMAIL, "lin@example"),
        (Channel.EMAIL, "lin@example.com, qian@example.com"),
        (Channel.EMAIL, "lin@example.com\nBcc: qian@example.com"),
        (Channel.EMAIL, "@example.com"),
        (Channel.EMAIL, f"{'x' * 250}@example.com"),
    ],
)
def test_what_is_no_address_is_refused(channel, given):
    assert spelled(channel, given) is None
