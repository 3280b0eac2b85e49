"""One event as it is sent: names, forms, and what each is in GB/T 39046-2020. The OpenAPI text is made from this."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from rest_framework import serializers

from foundation.clock import now
from rulebook.case import Approver, EventKind, Outcome, PauseKind
from tenants.cases import applicants
from tenants.exchange.receiving import Report, Wrong
from tenants.exchange.words import CHANNELS, KINDS, spelled

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
# Clocks of two machines differ.
LENIENCE = timedelta(minutes=5)
# Members that say something of the event itself; they are kept in it under these names.
DETAILS = (
    "stage", "outcome", "reason", "reason_code", "person", "opinion", "items", "pause_kind", "planned_days", "days",
    "approver", "deadline", "note", "notice_number", "approver_role", "hearing_on", "expires_on", "tolerated",
    "by_commitment", "fee", "amount", "condition",
)  # fmt: skip
OWN_SOURCES = ("window", "ingest:")
MOST_EXTRA = 4_000


class Text(serializers.CharField):
    """A JSON text: a number is not taken for one."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class Moment(serializers.DateTimeField):
    """RFC 3339 with an offset."""

    default_error_messages = {"offset": "The moment needs an offset, as in 2026-09-28T15:20:00+08:00."}

    def enforce_timezone(self, value: datetime) -> datetime:
        if value.tzinfo is None:
            self.fail("offset")
        return value

    def to_internal_value(self, value: Any) -> datetime:
        if not isinstance(value, str):
            self.fail("invalid", format="RFC 3339")
        try:
            return super().to_internal_value(value).astimezone(UTC)  # type: ignore[no-any-return]
        except (OverflowError, ValueError):
            self.fail("invalid", format="RFC 3339")


class MissingPaper(serializers.Serializer[Any]):
    """One thing that is missing or wrong."""

    name = Text(max_length=128, help_text="材料名称")
    problem = Text(max_length=500, required=False, help_text="what is missing or wrong, and how to mend it")


class EventRow(serializers.Serializer[Any]):
    """One thing that happened to a case. Members beyond these are kept with the event as they are."""

    source = Text(max_length=48, help_text="the system that sends; a token of a source may send for that one only")
    event_id = Text(max_length=64, help_text="unique in its source; the same one again changes nothing")
    case_number = Text(max_length=64, help_text="办件编号, GB/T 39046 table 11 `case number` (50)")
    item_code = Text(
        max_length=64,
        required=False,
        allow_blank=True,
        help_text="事项编码 (实施编码); needed with a case's first event",
    )
    kind = Text(max_length=40, help_text="what happened; see the list of kinds")
    occurred_at = Moment(help_text="发生时间 by the sender's account; GB/T 39046 table 7 begin or end")
    department = Text(max_length=32, required=False, allow_blank=True, help_text="承办部门 by its code in the hall")
    section = Text(max_length=64, required=False, allow_blank=True, help_text="科室")
    applicant_name = Text(max_length=128, required=False, allow_blank=True, help_text="申请人名称")
    applicant_id_kind = Text(
        max_length=10,
        required=False,
        allow_blank=True,
        help_text="证件类型: RESIDENT 居民身份证, CREDIT 统一社会信用代码, PASSPORT, OTHER",
    )
    applicant_id_number = Text(
        max_length=40,
        required=False,
        allow_blank=True,
        help_text="证件号码; kept sealed, taken with the first event of a case",
    )
    channel = Text(
        max_length=8, required=False, help_text="申请方式: 1 window, 2 computer, 3 mobile, 4 courier, 9 other"
    )
    stage = Text(max_length=64, required=False, help_text="环节名称, GB/T 39046 table 7 `stage`")
    outcome = Text(max_length=20, required=False, help_text="办理结果 of CONCLUDED")
    reason = Text(max_length=1000, required=False, help_text="理由; needed with `corrects`")
    reason_code = Text(max_length=24, required=False, help_text="不予理由代码 of a refusal, as the tiers published it")
    person = Text(max_length=64, required=False, help_text="办理人, GB/T 39046 table 7 `person`")
    opinion = Text(max_length=1000, required=False, help_text="办理意见, GB/T 39046 table 7 `opinion`")
    items = MissingPaper(many=True, required=False, help_text="补正内容 of CORRECTION_ASKED")
    pause_kind = Text(max_length=20, required=False, help_text="特别程序种类; GB/T 39046 special procedure 2")
    planned_days = serializers.IntegerField(min_value=1, max_value=3650, required=False, help_text="working days told")
    days = serializers.IntegerField(min_value=1, max_value=366, required=False, help_text="延期 of EXTENSION_GRANTED")
    approver = Text(max_length=64, required=False, help_text="批准人 of EXTENSION_GRANTED")
    notice_number = Text(max_length=64, required=False, help_text="告知书编号 of PAUSE_BEGUN (art. 45)")
    approver_role = Text(max_length=20, required=False, help_text="AGENCY_HEAD or GOVERNMENT_HEAD (art. 42)")
    hearing_on = serializers.DateField(required=False, help_text="听证日期 of HEARING_ANNOUNCED")
    expires_on = serializers.DateField(required=False, help_text="有效期届满日 of RECEIVED for a renewal (延续)")
    fee = Text(max_length=100, required=False, help_text="收费项目 of FEE_CHARGED, as the guide names it")
    amount = serializers.IntegerField(min_value=0, max_value=10**12, required=False, help_text="分, cents")
    condition = Text(max_length=100, required=False, help_text="收费情形, as the guide names it")
    tolerated = serializers.ListField(
        child=Text(max_length=128), max_length=50, required=False, help_text="容缺材料 of ACCEPTED"
    )
    by_commitment = serializers.BooleanField(required=False, help_text="告知承诺, of ACCEPTED")
    deadline = Moment(required=False, help_text="应办结时间, where the sender states one instead of the item's limit")
    note = Text(max_length=1000, required=False)
    corrects = Text(max_length=64, required=False, help_text="the `event_id` that this one supersedes, with its reason")

    def validate_kind(self, value: str) -> str:
        if spelled(value) not in KINDS:
            raise serializers.ValidationError("There is no such kind of event.", code="invalid_choice")
        return spelled(value)

    def validate_source(self, value: str) -> str:
        if value.lower().startswith(OWN_SOURCES):
            raise serializers.ValidationError("This name is the hall's own.", code="reserved")
        return value

    def validate_channel(self, value: str) -> str:
        found = CHANNELS.get(value, value.upper())
        if found not in CHANNELS.values():
            raise serializers.ValidationError("There is no such channel.", code="invalid_choice")
        return found

    def validate_outcome(self, value: str) -> str:
        if value.upper() not in Outcome.__members__:
            raise serializers.ValidationError("There is no such outcome.", code="invalid_choice")
        return value.upper()

    def validate_pause_kind(self, value: str) -> str:
        if value.upper() not in PauseKind.__members__:
            raise serializers.ValidationError("There is no such special procedure.", code="invalid_choice")
        return value.upper()

    def validate_approver_role(self, value: str) -> str:
        if value.upper() not in Approver.__members__:
            raise serializers.ValidationError("There is no such approver.", code="invalid_choice")
        return value.upper()

    def validate_occurred_at(self, value: datetime) -> datetime:
        if value < EARLIEST:
            raise serializers.ValidationError("This is before 1990.", code="out_of_range")
        if value > now() + LENIENCE:
            raise serializers.ValidationError("This is still to come.", code="out_of_range")
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        kind, number = attrs.get("applicant_id_kind", ""), attrs.get("applicant_id_number", "")
        if kind or number:
            try:
                attrs["applicant_id"] = applicants.given(kind.upper(), number)
            except applicants.BadIdNumber as refusal:
                # The number itself is not said again.
                raise serializers.ValidationError({"applicant_id_number": refusal.message}, code="invalid") from None
        is_correcting = attrs["kind"] == EventKind.CORRECTED.value
        if is_correcting and not attrs.get("corrects"):
            raise serializers.ValidationError({"corrects": "Say which event is wrong."}, code="required")
        if attrs.get("corrects") and not attrs.get("reason"):
            raise serializers.ValidationError({"reason": "A correction needs its reason."}, code="required")
        return attrs


# Django's and DRF's words for what is wrong with a value, in ours.
_CODES = {"null": "REQUIRED", "blank": "REQUIRED", "not_a_list": "INVALID", "empty": "REQUIRED", "overflow": "INVALID"}


def read_rows(rows: Sequence[Any]) -> tuple[list[Report], list[Wrong]]:
    """Each row as a report, or as what is wrong with it."""
    reports, wrongs = list[Report](), list[Wrong]()
    for index, row in enumerate(rows):
        read = EventRow(data=row) if isinstance(row, dict) else None
        if read is None:
            wrongs.append(Wrong(index, "NOT_AN_OBJECT", "An event is a JSON object.", "", row))
        elif not read.is_valid():
            wrongs.append(_wrong(index, read.errors, row))
        elif len(repr(extra := _extra(row))) > MOST_EXTRA:
            wrongs.append(Wrong(index, "TOO_LARGE", "The members beyond those known are too large.", "", row))
        else:
            reports.append(_report(index, read.validated_data, extra))
    return reports, wrongs


def _extra(row: Mapping[str, Any]) -> dict[str, Any]:
    known = EventRow().fields
    return {name: value for name, value in row.items() if name not in known}


def _report(index: int, data: Mapping[str, Any], extra: Mapping[str, Any]) -> Report:
    meaning = KINDS[data["kind"]]
    said = {name: data[name] for name in DETAILS if name in data and not (name == "reason" and data.get("corrects"))}
    if "deadline" in said:
        said["deadline"] = said["deadline"].isoformat()
    said |= {name: said[name].isoformat() for name in ("hearing_on", "expires_on") if name in said}
    detail = meaning.detail | _renamed(said) | ({"extra": dict(extra)} if extra else {})
    return Report(
        index=index,
        source=data["source"],
        event_id=data["event_id"],
        case_number=data["case_number"],
        kind=meaning.kind,
        at=data["occurred_at"],
        detail=detail,
        item_code=data.get("item_code", ""),
        department=data.get("department", ""),
        section=data.get("section", ""),
        applicant_name=data.get("applicant_name", ""),
        applicant_id=data.get("applicant_id"),
        channel=data.get("channel", "WINDOW"),
        corrects=data.get("corrects", ""),
        reason=data.get("reason", ""),
    )


def _renamed(said: dict[str, Any]) -> dict[str, Any]:
    """As the window writes them."""
    found = {{"pause_kind": "kind"}.get(name, name): value for name, value in said.items()}
    if "items" in found:
        found["items"] = [{"material": one["name"], "defect": one.get("problem", "")} for one in found["items"]]
    return found


def _wrong(index: int, errors: Mapping[str, Any], row: Any) -> Wrong:
    """The first thing that is wrong, with its place."""
    path, error = _first(errors)
    code = str(getattr(error, "code", "invalid"))
    return Wrong(index, _CODES.get(code, code.upper()), str(error), ".".join(path), row)


def _first(errors: Any, path: tuple[str, ...] = ()) -> tuple[tuple[str, ...], Any]:
    if isinstance(errors, Mapping):
        name, inner = next(iter(errors.items()))
        return _first(inner, (*path, str(name)) if name != "non_field_errors" else path)
    if isinstance(errors, list | tuple):
        place, inner = next((place, one) for place, one in enumerate(errors) if one)
        return _first(inner, path if not isinstance(inner, Mapping) else (*path, str(place)))
    return path, errors
