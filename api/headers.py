"""Headers of every answer. A page brings a policy of its own; what is no page may load and frame nothing."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NO_PAGE = "default-src 'none'; frame-ancestors 'none'"
# A browser shows a PDF in a viewer of its own, which a policy against loading anything can stop.
PDF = "frame-ancestors 'none'"
NO_DEVICES = "camera=(), geolocation=(), microphone=()"


class HeadersMiddleware:
    """Adds a content security policy and a permissions policy where the view set none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        is_pdf = response.headers.get("Content-Type") == "application/pdf"
        response.headers.setdefault("Content-Security-Policy", PDF if is_pdf else NO_PAGE)
        response.headers.setdefault("Permissions-Policy", NO_DEVICES)
        return response
