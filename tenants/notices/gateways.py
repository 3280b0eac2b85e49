"""网关: handing a message to a mail server or to a gateway of short messages, and what it answered.

Which ones is settings. E-mail goes by SMTP (Django's backend). Short messages go to a file (`file:///...`) or to an
HTTP gateway whose address, headers and body are settings; docs/howto/channels.md says how a carrier is put behind it.
"""

import http.client
import json
import os
import re
import smtplib
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from rulebook.telling import Channel

SAID = 300
FOR_GOOD = frozenset({400, 413, 422})  # about the message; anything else may be met by every message
MOST_ASKED = 3600  # seconds that a gateway may have us wait
ANSWER = 10_000  # characters of an answer that are read


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What goes out; address and words show in no log."""

    message_id: str
    address: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    attachment: tuple[str, bytes] | None = field(default=None, repr=False)


class Unreachable(Exception):
    """The gateway is down, broke down or is busy: nothing is known against the message."""

    def __init__(self, said: str, *, asked: timedelta | None = None) -> None:
        super().__init__(said[:SAID])
        self.asked = asked


class NotNow(Exception):
    """This message was not taken, and may be tried again."""


class Unwanted(Exception):
    """This message was refused for good."""


def is_configured(channel: Channel) -> bool:
    return bool(settings.EMAIL_HOST if channel is Channel.EMAIL else settings.SMS_URL)


def hand_over(channel: Channel, message: Outgoing) -> str:
    """What the gateway said when it took it. Raises Unreachable, NotNow, Unwanted."""
    return _GATEWAYS[channel](message)[:SAID]


def _by_mail(message: Outgoing) -> str:
    mail = EmailMessage(
        message.subject,
        message.text,
        settings.EMAIL_FROM,
        [message.address],
        headers={"Message-ID": f"<{message.message_id}@{settings.EMAIL_FROM.rpartition('@')[2].rstrip('>')}>"},
        connection=get_connection(fail_silently=False),
    )
    if message.attachment:
        mail.attach(*message.attachment, "application/pdf")
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        raise _judged(code, said) from None
    except smtplib.SMTPDataError as refused:
        raise _judged(refused.smtp_code, refused.smtp_error) from None
    except (smtplib.SMTPException, OSError) as error:
        # Connecting, greeting, signing in, the sender: what every message would meet.
        raise Unreachable(_told(error)) from None
    return ""


def _judged(code: int, said: bytes | str) -> Exception:
    """By RFC 5321: 4yz may be tried again, 421 is the server going away, 5yz is for good."""
    text = f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"[:SAID]
    if code == 421:
        return Unreachable(text)
    return NotNow(text) if 400 <= code < 500 else Unwanted(text)


def _by_sms(message: Outgoing) -> str:
    address = urlsplit(settings.SMS_URL)
    return _to_file(address.path, message) if address.scheme == "file" else _by_http(message)


def _to_file(path: str, message: Outgoing) -> str:
    """One line of JSON a message, on disk before it counts as sent."""
    line = json.dumps({"id": message.message_id, "to": message.address, "text": message.text}, ensure_ascii=False)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, f"{line}\n".encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise Unreachable(_told(error)) from None
    return ""


def _by_http(message: Outgoing) -> str:
    words = {"id": message.message_id, "to": message.address, "text": message.text}
    body = _filled(settings.SMS_BODY, words)
    headers = {"Content-Type": "application/json", "User-Agent": "mingjing"} | settings.SMS_HEADERS
    is_form = "form-urlencoded" in headers["Content-Type"]
    data = (urlencode(body) if is_form else json.dumps(body, ensure_ascii=False)).encode()
    request = urllib.request.Request(settings.SMS_URL, data, headers)  # noqa: S310 - http or https, by settings
    try:
        with _OPENER.open(request, timeout=settings.GATEWAY_SECONDS) as answer:
            said = answer.read(ANSWER).decode(errors="replace")
    except urllib.error.HTTPError as error:
        with error:
            text = f"{error.code} {error.read(SAID).decode(errors='replace')}"
        if error.code in FOR_GOOD:
            raise Unwanted(text[:SAID]) from None
        raise Unreachable(text, asked=_asked(error.headers.get("Retry-After", ""))) from None
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(_told(error)) from None
    if settings.SMS_TAKEN and not re.search(settings.SMS_TAKEN, said):
        # It may be the message or the account: whether others are taken will show.
        raise Unreachable(said)
    return said


def _filled(part: Any, words: dict[str, str]) -> Any:
    """The body with {id}, {to} and {text} filled in wherever a text of it names them."""
    if isinstance(part, dict):
        return {name: _filled(value, words) for name, value in part.items()}
    if isinstance(part, list):
        return [_filled(value, words) for value in part]
    if isinstance(part, str):
        return re.sub(r"\{(id|to|text)\}", lambda found: words[found[1]], part)
    return part


def _asked(text: str) -> timedelta | None:
    return timedelta(seconds=min(int(text), MOST_ASKED)) if text.isascii() and text.isdigit() else None


def _told(error: Exception) -> str:
    """The class, and of the system its word; an error's text may quote the message."""
    reason = getattr(error, "reason", error)
    word = getattr(reason, "strerror", None) or getattr(error, "smtp_code", None) or ""
    return f"{type(reason).__name__} {word}".strip()


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A gateway that sends us elsewhere would get the message and its address there."""

    def redirect_request(self, *_args: Any, **_named: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirects)
_GATEWAYS: dict[Channel, Callable[[Outgoing], str]] = {Channel.EMAIL: _by_mail, Channel.SMS: _by_sms}
