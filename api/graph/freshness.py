"""Answers to GET: a strong ETag for the caller's own copy, and 304 while it would be the same."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.http import parse_etags

from api.entry import Caller


def kept_by_caller(request: HttpRequest, caller: Caller, response: HttpResponse) -> HttpResponse:
    """The answer with its ETag, or 304. It was made anew either way: every gate has been passed by then."""
    etag = _etag(caller, response.content)
    if etag in {one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))}:
        response = HttpResponseNotModified()
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("Authorization", "Cookie"))
    return response


def _etag(caller: Caller, body: bytes) -> str:
    """Keyed, and the caller's own: it tells neither the body nor that somebody else got the same."""
    person, actor = caller.person, caller.actor
    who = [str(person.pk) if person else "", str(actor.post_id) if actor else "", actor.hall_code if actor else ""]
    told = "\n".join(who).encode() + b"\n" + body
    return f'"{salted_hmac("api.graph.etag", told, algorithm="sha256").hexdigest()[:40]}"'
