"""The words of a trace, Chinese and English. A step holds only texts and numbers, so that it can be kept as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from rulebook.clock import clamped

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a trace: what happened (`code`) and to which dates. Dates and moments are ISO 8601 texts."""

    code: str
    params: dict[str, Any]


DATES: Final = frozenset({"on", "first", "last", "due_on", "published_through"})
MOMENTS: Final = frozenset({"at", "begin", "end", "now", "ended_at", "due_at"})

ZH: Final[dict[str, str]] = {
    "deemed_acceptance": "视为受理:至{due_at}未告知,自收到申请材料之日起即为受理({basis})。",
    "deemed_hold": "期限短于告知期限:视为受理之前不算超期,到期移至{due_at}。",
    "basis": "依据:{basis}。",
    "date_stated": "{event}:{on}。",
    "before_working_day": "此前第{value}个工作日:{on}。",
    "before_natural_day": "此前{value}个自然日:{on}。",
    "pause_told": "特别程序:{kind},告知书{notice}。",
    "pause_not_told": "特别程序:{kind},未见书面告知(行政许可法第45条)。",
    "promised_by_law": "承诺期限,依法计算:",
    "statutory_by_law": "法定期限,依法计算:",
    "pause_ignored": "{begin}至{end}的特别程序({kind})依法不停止计时,其间照计。",
    "pause_ignored_open": "{begin}起的特别程序({kind})尚未终止,依法不停止计时,其间照计。",
    "because_not_told": "理由:未见书面告知申请人(行政许可法第45条)。发现:{finding}。",
    "because_undeclared": "理由:不是本事项载明的特别程序(行政许可法第45条)。发现:{finding}。",
    "because_not_of_eight": "理由:不是行政许可法第45条所列的程序。发现:{finding}。",
    "because_no_licence": "理由:本事项不是行政许可,也没有载明特别程序。发现:{finding}。",
    "extension_ignored": "{at}批准的延期依法不延长期限。理由:批准人与规定不符(行政许可法第42条)。发现:{finding}。",
    "apart": "按部门口径到期:{at};依法计算到期:{due_at},早{value}{unit}。",
    "apart_none": "两种口径同日到期:{due_at}。",
    "apart_open": "按部门口径到期时间未定;依法计算到期:{due_at}。",
    "start_day": "起算:{at}。当日不计入,自次日起数(民法典第201条第1款)。",
    "start_hour": "起算:{at}。按小时计算,自该时刻起,只计办公时间(民法典第201条第2款)。",
    "limit_working_day": "期限:{value}个工作日,不含法定节假日(行政许可法第82条)。",
    "limit_natural_day": "期限:{value}个自然日,节假日也计入。",
    "limit_month": "期限:{value}个月,至对应日,没有对应日的至月末日(民法典第202条)。",
    "limit_working_hour": "期限:{value}个工作小时。",
    "extension": "延长:{value}{unit},与期限合并,自起算之日一并计算,共{total}{unit}(行政许可法第42条)。",
    "suspension": "中止:{begin}至{end}。{first}至{last}不计入(行政许可法第45条)。",
    "suspension_within_day": "中止:{begin}至{end}。起止在同一日,不扣除任何一日(行政许可法第45条)。",
    "suspension_hours": "中止:{begin}至{end},其间不计入(行政许可法第45条)。",
    "suspension_ended": "中止:{begin}起未载明终止,至办结时止。",
    "suspension_after_end": "中止:{begin}起未载明终止,始于办结之后,不影响期限。",
    "suspension_after_due": "中止:{begin}起未载明终止,始于到期之后,不影响期限。",
    "suspension_open": "中止:{begin}起,尚不知何时终止(行政许可法第45条)。",
    "united": "上述中止有重叠或相接,合并计算。",
    "counted": "{first}至{last}:计第{number}至第{through}日。",
    "counted_one": "{on}:计第{number}日。",
    "makeup": "{on}:调休上班,计第{number}日。",
    "makeup_titled": "{on}:{title}调休上班,计第{number}日。",
    "makeup_layer": "{on}:{title}调休上班({origin}),计第{number}日。",
    "weekend": "{span}:周末,不计入。",
    "holiday": "{span}:放假,不计入。",
    "holiday_titled": "{span}:{title}放假,不计入。",
    "holiday_layer": "{span}:{title}放假({origin}),不计入。",
    "closed": "{span}:{title}本厅停办({origin}),不计入承诺期限。",
    "statutory": "{span}:{title}法定节假日(放假通知尚未公布),不计入。",
    "suspended": "{span}:中止期间,不计入。",
    "after_hours": "{span}:已过办公时间,不计入。",
    "worked": "{on}:{spans},计{length},累计{total}。",
    "month_day": "{months}个月后的对应日:{on}。",
    "off": "最后一日{on}不是工作日,顺延至其后第一个工作日(民法典第203条第1款)。",
    "provisional": "{published_through}之后的放假安排尚未公布,暂按周一至周五扣除13天法定节假日计算,公布后重算。",
    "due_close": "到期:{at},停止业务活动时(民法典第203条第2款)。",
    "due_midnight": "到期:{due_on}24时,即{at}(民法典第203条第2款)。",
    "due_hour": "到期:{at},工作小时计满时。",
    "due_unknown": "到期:中止尚未终止,到期时间未定。",
    "stated_deadline": "到期:{due_at},由来源系统载明。",
    "stated_deadline_none": "到期:来源系统未载明。",
    "yellow_close": "预警:到期日前第{value}个工作日{on},自{at}起。",
    "yellow_open": "预警:到期日前第{value}个工作日{on},自上班时{at}起。",
    "rung": "{name}:自{at}起。",
    "yellow_due_day": "预警:到期日当日,自{at}起。",
    "yellow_start": "预警:提前量不短于期限,自起算时{at}起。",
    "yellow_hour": "预警:剩余{value}个工作小时,自{at}起。",
    "lamp": "{now}:{lamp}。",
    "lamp_ended": "办结:{ended_at};{now}:{lamp}。",
}

EN: Final[dict[str, str]] = {
    "deemed_acceptance": "Deemed accepted: nothing was told by {due_at}, so it is accepted from the day of receipt "
    "({basis}).",
    "deemed_hold": "Shorter than the time to tell: not late before it is deemed accepted, so due at {due_at}.",
    "basis": "Basis: {basis}.",
    "date_stated": "{event}: {on}.",
    "before_working_day": "Working day {value} before it: {on}.",
    "before_natural_day": "{value} natural days before it: {on}.",
    "pause_told": "Special procedure: {kind}, notice {notice}.",
    "pause_not_told": "Special procedure: {kind}, no written notice is known (Licensing Law 45).",
    "promised_by_law": "The promised limit, as the law counts:",
    "statutory_by_law": "The statutory limit, as the law counts:",
    "pause_ignored": "The special procedure from {begin} to {end} ({kind}) does not stop the law's clock: "
    "its days count.",
    "pause_ignored_open": "The special procedure since {begin} ({kind}), not ended yet, does not stop the law's clock.",
    "because_not_told": "Reason: no written notice to the applicant is known (Licensing Law 45). Finding: {finding}.",
    "because_undeclared": "Reason: the item declares no such procedure (Licensing Law 45). Finding: {finding}.",
    "because_not_of_eight": "Reason: it is no procedure that Licensing Law 45 names. Finding: {finding}.",
    "because_no_licence": "Reason: the item is no licence and declares no special procedure. Finding: {finding}.",
    "extension_ignored": "The extension granted on {at} moves nothing in law. Reason: granted by another than is due "
    "(Licensing Law 42). Finding: {finding}.",
    "apart": "Due as reported: {at}; due as the law counts: {due_at}, earlier by {value} {unit}.",
    "apart_none": "Due on the same day in both readings: {due_at}.",
    "apart_open": "Due as reported: not known yet; due as the law counts: {due_at}.",
    "start_day": "Start: {at}. That day is not counted, day 1 is the next (Civil Code 201(1)).",
    "start_hour": "Start: {at}. Hours run from that moment, in business hours only (Civil Code 201(2)).",
    "limit_working_day": "Limit: {value} working days, statutory holidays excluded (Licensing Law 82).",
    "limit_natural_day": "Limit: {value} natural days, days off included.",
    "limit_month": "Limit: {value} months, to the same day of the month, else its last (Civil Code 202).",
    "limit_working_hour": "Limit: {value} working hours.",
    "extension": "Extension: {value} {unit}, counted with the limit from the start, {total} in all (Licensing Law 42).",
    "suspension": "Suspended: {begin} to {end}. {first} to {last} do not count (Licensing Law 45).",
    "suspension_within_day": "Suspended: {begin} to {end}. Within one day, no day is taken out (Licensing Law 45).",
    "suspension_hours": "Suspended: {begin} to {end}, which does not count (Licensing Law 45).",
    "suspension_ended": "Suspended: from {begin}, no end given; ends with the conclusion.",
    "suspension_after_end": "Suspended: from {begin}, no end given; began after the conclusion, changes nothing.",
    "suspension_after_due": "Suspended: from {begin}, no end given; begins after the due moment, changes nothing.",
    "suspension_open": "Suspended: from {begin}, the end is not known yet (Licensing Law 45).",
    "united": "Suspensions that overlap or touch are counted as one.",
    "counted": "{first} to {last}: days {number} to {through}.",
    "counted_one": "{on}: day {number}.",
    "makeup": "{on}: make-up working day, day {number}.",
    "makeup_titled": "{on}: make-up working day for {title}, day {number}.",
    "makeup_layer": "{on}: make-up working day for {title} ({origin}), day {number}.",
    "weekend": "{span}: weekend, not counted.",
    "holiday": "{span}: day off, not counted.",
    "holiday_titled": "{span}: {title}, not counted.",
    "holiday_layer": "{span}: {title} ({origin}), not counted.",
    "closed": "{span}: this hall is closed, {title} ({origin}), not counted in the promised limit.",
    "statutory": "{span}: {title}, statutory holiday (no notice published yet), not counted.",
    "suspended": "{span}: suspended, not counted.",
    "after_hours": "{span}: after business hours, not counted.",
    "worked": "{on}: {spans}, {length} counted, {total} in all.",
    "month_day": "The same day {months} months later: {on}.",
    "off": "The last day {on} is a day off and moves to the next working day (Civil Code 203(1)).",
    "provisional": "No notice covers dates after {published_through}: counted Monday to Friday less the 13 statutory "
    "days, to be reckoned again once it is published.",
    "due_close": "Due: {at}, the close of business (Civil Code 203(2)).",
    "due_midnight": "Due: 24:00 of {due_on}, that is {at} (Civil Code 203(2)).",
    "due_hour": "Due: {at}, when the last hour has run.",
    "due_unknown": "Due: not known while the suspension has no end.",
    "stated_deadline": "Due: {due_at}, as stated by the source.",
    "stated_deadline_none": "Due: not stated by the source.",
    "yellow_close": "Warning: working day {value} before the due day, {on}, from {at}.",
    "yellow_open": "Warning: working day {value} before the due day, {on}, from the opening of business at {at}.",
    "rung": "{name}: from {at}.",
    "yellow_due_day": "Warning: the due day itself, from {at}.",
    "yellow_start": "Warning: it reaches back to the start or beyond, so from {at}.",
    "yellow_hour": "Warning: {value} working hours left, from {at}.",
    "lamp": "At {now}: {lamp}.",
    "lamp_ended": "Concluded: {ended_at}; at {now}: {lamp}.",
}

WEEKDAYS: Final[dict[str, tuple[str, ...]]] = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
NAMES: Final[dict[str, dict[str, str]]] = {
    "zh": {
        "working_day": "个工作日",
        "natural_day": "个自然日",
        "month": "个月",
        "working_hour": "个工作小时",
        "green": "绿灯",
        "yellow": "黄灯",
        "red": "红灯",
        "paused": "中止",
        "HEARING_DATE": "听证日期",
        "EXPIRY": "有效期届满日",
        "HEARING": "听证",
        "TENDER": "招标",
        "AUCTION": "拍卖",
        "INSPECTION": "检验",
        "TESTING": "检测",
        "QUARANTINE": "检疫",
        "APPRAISAL": "鉴定",
        "EXPERT_REVIEW": "专家评审",
        "OTHER": "其他",
        "NATIONAL": "国家日历",
        "REGIONAL": "地方日历",
        "HALL": "大厅日历",
    },
    "en": {
        "working_day": "working days",
        "natural_day": "natural days",
        "month": "months",
        "working_hour": "working hours",
        "HEARING_DATE": "Date of the hearing",
        "EXPIRY": "Expiry",
        "HEARING": "hearing",
        "TENDER": "tender",
        "AUCTION": "auction",
        "INSPECTION": "inspection",
        "TESTING": "testing",
        "QUARANTINE": "quarantine",
        "APPRAISAL": "appraisal",
        "EXPERT_REVIEW": "expert review",
        "OTHER": "other",
        "NATIONAL": "national calendar",
        "REGIONAL": "regional calendar",
        "HALL": "calendar of the hall",
        "元旦": "New Year's Day",
        "春节": "Spring Festival",
        "清明节": "Tomb-sweeping Day",
        "劳动节": "Labour Day",
        "端午节": "Dragon Boat Festival",
        "中秋节": "Mid-Autumn Festival",
        "国庆节": "National Day",
        "抗战胜利70周年纪念日": "70th Victory Day",
    },
}


def render(steps: Iterable[Step], language: Language = "zh") -> list[str]:
    """One line a step, dates with their weekday, so that a calendar in hand is enough to check them."""
    templates = {"zh": ZH, "en": EN}[language]
    return [templates[_template(step)].format_map(_words(step.params, language)) for step in steps]


def _template(step: Step) -> str:
    if step.code in ("holiday", "makeup") and step.params.get("layer"):
        return f"{step.code}_layer"
    if step.code in ("holiday", "makeup") and step.params.get("title"):
        return f"{step.code}_titled"
    if step.code == "lamp" and step.params.get("ended_at"):
        return "lamp_ended"
    if step.code == "stated_deadline" and not step.params.get("due_at"):
        return "stated_deadline_none"
    if step.code == "counted" and step.params["first"] == step.params["last"]:
        return "counted_one"
    return step.code


def _words(params: Mapping[str, Any], language: Language) -> dict[str, Any]:
    words = {key: _word(key, value, language) for key, value in params.items()}
    if params.get("layer"):
        words["origin"] = _origin(params, language)
    if "first" in params:
        words["on"] = words["first"]
        is_one = params["first"] == params["last"]
        joint = "至" if language == "zh" else " to "
        words["span"] = words["first"] if is_one else f"{words['first']}{joint}{words['last']}"
    return words


def _origin(params: Mapping[str, Any], language: Language) -> str:
    """国家日历cn-2026,国办发明电〔2024〕12号: the layer, its version, and its notice where that is known."""
    joint, comma = ("", ",") if language == "zh" else (" ", ", ")
    named = f"{NAMES[language][params['layer']]}{joint}{params['version']}"
    return f"{named}{comma}{params['notice']}" if params.get("notice") else named


def _word(key: str, value: Any, language: Language) -> Any:
    if value is None:
        return "" if key == "title" else value
    if key in DATES:
        return _date(date.fromisoformat(value), language)
    if key in MOMENTS:
        moment = clamped(datetime.fromisoformat(value))
        return f"{_date(moment.date(), language)} {moment.time().isoformat()}"
    if key in ("unit", "lamp", "title", "event", "kind"):
        return NAMES[language].get(value, value)
    return value


def _date(day: date, language: Language) -> str:
    return f"{day.isoformat()} {WEEKDAYS[language][day.weekday()]}"
