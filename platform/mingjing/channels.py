"""Channels in the settings: the mail server and the gateway of short messages, from environment variables."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
SMS_SCHEMES = ("file", "http", "https")
SECRET_LENGTH = 32
DEFAULT_BODY = '{"id": "{id}", "to": "{to}", "text": "{text}"}'


def email(environ: Mapping[str, str]) -> dict[str, Any]:
    """Django's settings, of `MINGJING_EMAIL_URL`: `smtp://`, `smtp+tls://` (STARTTLS) or `smtps://`."""
    address = urlsplit(environ.get("MINGJING_EMAIL_URL", ""))
    return {
        "EMAIL_HOST": address.hostname or "",
        "EMAIL_PORT": address.port or MAIL_PORTS.get(address.scheme, 25),
        "EMAIL_HOST_USER": unquote(address.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(address.password or ""),
        "EMAIL_USE_TLS": address.scheme == "smtp+tls",
        "EMAIL_USE_SSL": address.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
        "EMAIL_FROM": environ.get("MINGJING_EMAIL_FROM", "mingjing@localhost"),
    }


def sms(environ: Mapping[str, str]) -> dict[str, Any]:
    """`MINGJING_SMS_URL`: `file:///...`, `http://` or `https://`; body and headers are JSON."""
    return {
        "SMS_URL": environ.get("MINGJING_SMS_URL", ""),
        "SMS_BODY": json.loads(environ.get("MINGJING_SMS_BODY") or DEFAULT_BODY),
        "SMS_HEADERS": json.loads(environ.get("MINGJING_SMS_HEADERS") or "{}"),
        # A pattern that the answer has when the message was taken; without it any 2xx will do.
        "SMS_TAKEN": environ.get("MINGJING_SMS_TAKEN", ""),
        "RECEIPT_SECRET": environ.get("MINGJING_RECEIPT_SECRET", ""),
    }


def mistakes(environ: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Variable, what is seen, remedy: what a production installation refuses."""
    mail = urlsplit(environ.get("MINGJING_EMAIL_URL", ""))
    if mail.geturl() and (mail.scheme not in MAIL_PORTS or not mail.hostname):
        yield "MINGJING_EMAIL_URL", "is no address of a mail server", "smtp+tls://name:password@host:587"
    elif mail.password and mail.scheme == "smtp" and not _is_here(mail.hostname):
        yield "MINGJING_EMAIL_URL", "sends a password in plain text", "say smtp+tls:// or smtps://"
    gateway = urlsplit(environ.get("MINGJING_SMS_URL", ""))
    if gateway.geturl() and gateway.scheme not in SMS_SCHEMES:
        yield "MINGJING_SMS_URL", "is no address of a gateway", "give https://host/path or file:///path"
    elif gateway.scheme == "http" and not _is_here(gateway.hostname):
        yield "MINGJING_SMS_URL", "sends numbers and texts in plain text", "say https://"
    secret = environ.get("MINGJING_RECEIPT_SECRET", "")
    if secret and len(secret) < SECRET_LENGTH:
        yield "MINGJING_RECEIPT_SECRET", "is short", f"give {SECRET_LENGTH} or more random characters, or none"
    for variable in ("MINGJING_SMS_BODY", "MINGJING_SMS_HEADERS"):
        if not _is_object(environ.get(variable) or "{}"):
            yield variable, "is no JSON object", "see docs/howto/channels.md"


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _is_here(host: str | None) -> bool:
    return host in ("localhost", "127.0.0.1", "::1")
