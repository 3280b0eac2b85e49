"""模板: the words of a message, by kind, channel and language: what ships, and what a hall put in its place.

A short message says as little as it can: it is read on a locked screen, and by whoever the number belongs to now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from foundation.errors import Refusal
from rulebook import telling
from rulebook.telling import Channel
from tenants.notices.models import NoticeTemplate

LANGUAGES = ("zh", "en")
LONGEST_SUBJECT, LONGEST_TEXT = 200, 1000


class Kind(StrEnum):
    """What a message is about."""

    YELLOW = "YELLOW"
    RED = "RED"
    FOUND = "FOUND"  # by a rule, or where the loop is broken
    ORDER = "ORDER"
    MANY = "MANY"  # several at once, told in one
    DOCUMENT = "DOCUMENT"
    MESSAGE = "MESSAGE"  # written by hand


PLACEHOLDERS: dict[Kind, frozenset[str]] = {
    Kind.YELLOW: frozenset({"hall", "case", "item", "link"}),
    Kind.RED: frozenset({"hall", "case", "item", "link"}),
    Kind.FOUND: frozenset({"hall", "case", "item", "link"}),
    Kind.ORDER: frozenset({"hall", "order", "link"}),
    Kind.MANY: frozenset({"hall", "count", "link"}),
    Kind.DOCUMENT: frozenset({"hall", "title", "number", "link"}),
    Kind.MESSAGE: frozenset({"hall", "case", "text"}),
}
# Without these a message would say nothing.
NEEDED: dict[Kind, frozenset[str]] = {
    Kind.YELLOW: frozenset({"case"}),
    Kind.RED: frozenset({"case"}),
    Kind.FOUND: frozenset({"case"}),
    Kind.ORDER: frozenset({"link"}),
    Kind.MANY: frozenset({"count"}),
    Kind.DOCUMENT: frozenset({"number", "link"}),
    Kind.MESSAGE: frozenset({"text"}),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A short message has no subject."""

    subject: str
    text: str


Key = tuple[Kind, Channel, str]
_SHIPPED: dict[tuple[Kind, str], tuple[str, str, str]] = {
    (Kind.YELLOW, "zh"): (
        "临期提醒:{case}",
        "【{hall}】办件{case}({item})临近办理时限,请及时办理。",
        "{hall}办件{case}({item})临近办理时限,请及时办理。\n\n查看办件:{link}\n",
    ),
    (Kind.YELLOW, "en"): (
        "Due soon: {case}",
        "[{hall}] Case {case} ({item}) is near its limit.",
        "Case {case} ({item}) of {hall} is near its limit.\n\nOpen the case: {link}\n",
    ),
    (Kind.RED, "zh"): (
        "超期警示:{case}",
        "【{hall}】办件{case}({item})已超过办理时限。",
        "{hall}办件{case}({item})已超过办理时限。\n\n查看办件:{link}\n",
    ),
    (Kind.RED, "en"): (
        "Overdue: {case}",
        "[{hall}] Case {case} ({item}) is past its limit.",
        "Case {case} ({item}) of {hall} is past its limit.\n\nOpen the case: {link}\n",
    ),
    (Kind.FOUND, "zh"): (
        "发现异常:{case}",
        "【{hall}】办件{case}({item})发现异常,请核查。",
        "{hall}办件{case}({item})发现异常,请核查。\n\n查看办件:{link}\n",
    ),
    (Kind.FOUND, "en"): (
        "Irregular: {case}",
        "[{hall}] Something irregular was found in case {case} ({item}).",
        "Something irregular was found in case {case} ({item}) of {hall}.\n\nOpen the case: {link}\n",
    ),
    (Kind.ORDER, "zh"): (
        "监察文书有新进展",
        "【{hall}】监察文书{order}有新进展,请登录查看:{link}",
        "{hall}监察文书{order}有新进展,请登录查看:{link}\n",
    ),
    (Kind.ORDER, "en"): (
        "Supervision: news",
        "[{hall}] There is news of supervision document {order}: {link}",
        "There is news of supervision document {order} of {hall}: {link}\n",
    ),
    (Kind.MANY, "zh"): (
        "您有{count}条新消息",
        "【{hall}】您有{count}条新消息,请登录查看。",
        "您在{hall}有{count}条新消息,请登录查看:{link}\n",
    ),
    (Kind.MANY, "en"): (
        "{count} new messages",
        "[{hall}] You have {count} new messages.",
        "You have {count} new messages in {hall}: {link}\n",
    ),
    (Kind.DOCUMENT, "zh"): (
        "{title} {number}",
        "【{hall}】{title}({number})已出具,请查验:{link}",
        "您好:\n\n{hall}向您送达{title}({number}),见附件。可在此查验真伪:{link}\n",
    ),
    (Kind.DOCUMENT, "en"): (
        "{title} {number}",
        "[{hall}] {title} ({number}) has been issued. Check it: {link}",
        "{hall} sends you {title} ({number}), attached. Check that it is genuine: {link}\n",
    ),
    (Kind.MESSAGE, "zh"): (
        "关于办件{case}",
        "【{hall}】{text}",
        "您好:\n\n{text}\n\n{hall}(办件{case})\n",
    ),
    (Kind.MESSAGE, "en"): ("About case {case}", "[{hall}] {text}", "{text}\n\n{hall} (case {case})\n"),
}  # fmt: skip


class BadTemplate(Refusal):
    """`code` says why: BAD_PLACEHOLDER, UNKNOWN_PLACEHOLDER, MISSING_PLACEHOLDER, REQUIRED, TOO_LONG."""

    code = "BAD_PLACEHOLDER"


def shipped(kind: Kind, channel: Channel, language: str) -> Wording:
    subject, sms, mail = _SHIPPED[kind, language]
    return Wording(subject, mail) if channel is Channel.EMAIL else Wording("", sms)


def of_hall() -> dict[Key, Wording]:
    """What applies in the hall that is entered, by kind, channel and language; in one statement."""
    own = {
        (Kind(row.kind), Channel(row.channel), row.language): Wording(row.subject, row.text)
        for row in NoticeTemplate.objects.all()
    }
    keys = [(kind, channel, language) for kind in Kind for channel in Channel for language in LANGUAGES]
    return {key: own.get(key) or shipped(*key) for key in keys}


def filled(wording: Wording, words: Mapping[str, str]) -> Wording:
    """A subject is one line, whatever stands in a word."""
    return Wording(
        " ".join(telling.worded(wording.subject, words).split())[:LONGEST_SUBJECT], telling.worded(wording.text, words)
    )


def checked(kind: Kind, channel: Channel, *, subject: str, text: str) -> Wording:
    """What a hall wants to say, if every placeholder of it can be filled in. Raises BadTemplate."""
    needs_subject = channel is Channel.EMAIL
    if needs_subject and not subject.strip():
        raise BadTemplate("This is needed.", code="REQUIRED", field="subject")
    if not text.strip():
        raise BadTemplate("This is needed.", code="REQUIRED", field="text")
    for field, given, most in (("subject", subject, LONGEST_SUBJECT), ("text", text, LONGEST_TEXT)):
        if len(given) > most:
            raise BadTemplate(f"At most {most} characters.", code="TOO_LONG", field=field)
        _check_names(kind, field, given)
    missing = NEEDED[kind] - set(telling.placeholders(text) or ())
    if missing:
        raise BadTemplate(f"The text needs {{{min(missing)}}}.", code="MISSING_PLACEHOLDER", field="text")
    return Wording(subject.strip() if needs_subject else "", text.strip())


def _check_names(kind: Kind, field: str, given: str) -> None:
    names = telling.placeholders(given)
    if names is None:
        raise BadTemplate("A brace stands alone, or holds more than a name.", field=field)
    unknown = sorted(set(names) - PLACEHOLDERS[kind])
    if unknown:
        raise BadTemplate(f"{{{unknown[0]}}} is not known here.", code="UNKNOWN_PLACEHOLDER", field=field)
