"""Where a request comes from, as the proxies before the web server say it."""

from ipaddress import ip_address
from typing import Any

from django.conf import settings


def address_of(request: Any) -> str:
    """The address that the outermost of our proxies saw; what a browser claims before that is not believed."""
    last: str = request.META.get("REMOTE_ADDR", "")
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if 0 < settings.PROXIES <= len(forwarded):
        last = forwarded[-settings.PROXIES]
    try:
        return str(ip_address(last))
    except ValueError:
        return ""
