"""Documents: the PDF for who may see the case, and for anybody whether a code is that of a document."""

import math
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from accounts import limits
from accounts.addresses import address_of
from api.entry import Caller, RootField, note_look
from foundation.clock import SHANGHAI
from foundation.errors import HallNotProvisioned, NotFound
from hierarchy.cache import hall_by_code
from hierarchy.gates import access_hall, enter
from hierarchy.models import Role
from hierarchy.posts import Actor
from tenants.cases.gates import READ_ALL, access_case
from tenants.directives import accountability, acts, circulars
from tenants.directives.models import SupervisionOrder
from tenants.documents import codes, issuing, rendering
from tenants.documents.models import Document

VERIFY_WINDOW = timedelta(minutes=10)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>文书验证 Check a document</title><style>
body {{ font: 18px/1.7 system-ui, "Noto Sans CJK SC", sans-serif; margin: 2rem auto; max-width: 40rem; padding: 0 1rem;
color: #1f2430; background: #fff; }} dl {{ display: grid; grid-template-columns: 9em 1fr; gap: .4rem 1rem; }}
dt {{ color: #4a5160; }} dd {{ margin: 0; overflow-wrap: anywhere; }}
input {{ font: inherit; padding: .5rem; width: 100%; box-sizing: border-box;
border: 1px solid #6b7280; border-radius: 4px; }}
button {{ font: inherit; margin-top: .8rem;
padding: .6rem 1.4rem; border: 0; border-radius: 4px; background: #0b5394; color: #fff; }}
.said {{ border-left: 6px solid #0b5394; padding: .2rem 1rem; }} .bad {{ border-color: #a8071a; }}
</style><main><h1>文书验证<br><small lang="en">Check a document</small></h1>{said}
<form action="/verify" method="get"><label for="code">验证码 <span lang="en">Verification code</span></label>
<input id="code" name="code" autocomplete="off" required maxlength="40" value="{given}">
<button>验证 <span lang="en">Check</span></button></form></main></html>
"""
TOO_OFTEN = (
    '<p class="said bad" role="status">验证次数过多，请 {minutes} 分钟后再试。<br>'
    '<span lang="en">Too many checks; try again in {minutes} minutes.</span></p>'
)
OUTCOMES = {
    "ACCEPTED": ("已督办，部门已说明理由", "Supervised; the department stated its reasons"),
    "REJECTED": ("已督办，理由不成立，责令纠正", "Supervised; the reasons did not hold"),
}
UNKNOWN = (
    '<p class="said bad" role="status">没有这份文书。请核对验证码。<br>'
    '<span lang="en">There is no such document. Please check the code.</span></p>'
)


@require_safe
def pdf(request: Any, hall: str, code: str) -> HttpResponse:
    """For a session or a token. Absent and hidden look alike; a look from above is kept in the hall."""
    try:
        data = _rendered(request, request.caller, hall, code)
    except (NotFound, HallNotProvisioned):
        error = {"message": "No such document.", "extensions": {"code": "NOT_FOUND"}}
        return JsonResponse({"errors": [error]}, status=404)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{code}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _rendered(request: HttpRequest, caller: Caller, hall_code: str, code: str) -> bytes:
    if caller.actor is None:
        raise NotFound("No such document.")
    hall = access_hall(caller.actor, hall_code)
    with enter(hall):
        document = issuing.access_document(code)
        _check_reader(caller.actor, document)
        note_look(caller, hall, [RootField("document", {"hall": hall.code, "number": document.case_number})])
    # Out of the hall, with no transaction open: the pages take a moment.
    return rendering.pdf(document, address=request.build_absolute_uri(f"/verify/{document.code}"))


def _check_reader(actor: Actor, document: Document) -> None:
    """Who may see its case or matter; one that belongs to neither, who reads the hall or is a clerk of it."""
    if document.case_number:
        access_case(actor, document.case_number)
    elif document.kind in acts.DOCUMENTS:
        acts.access_numbered(actor, document.number)
    elif document.kind == circulars.DOCUMENT:
        circulars.access_numbered(actor, document.number)
    elif document.kind in accountability.DOCUMENTS:
        accountability.access_numbered(actor, document.number)
    elif actor.role not in READ_ALL and actor.role != Role.CLERK:
        raise NotFound("No such document.")


@require_safe
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Says kind, number, organ, date and whether it stands; of a person only the first letter of the name."""
    given = code or request.GET.get("code", "")[:40]
    try:
        said = _checked(request, given) if given else ""
        response = HttpResponse(PAGE.format(said=said, given=escape(given)))
    except limits.TooOften as refusal:
        said = TOO_OFTEN.format(minutes=math.ceil(refusal.seconds / 60))
        response = HttpResponse(PAGE.format(said=said, given=escape(given)), status=429)
        response["Retry-After"] = str(refusal.seconds)
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _checked(request: HttpRequest, given: str) -> str:
    """Raises TooOften, before the code is looked at: nobody tries codes one after the other."""
    most = settings.VERIFY_TRIES
    limits.count(limits.Rate("verify", most=most, window=VERIFY_WINDOW), address_of(request))
    read = codes.read(given)
    if read is None:
        return UNKNOWN
    try:
        with enter(hall_by_code(read.hall)):
            document = issuing.access_document(read.code)
            orders = acts.told_applicant(document.case_number) if document.case_number else []
    except (NotFound, HallNotProvisioned):
        return UNKNOWN
    return _said(document, orders)


def _said(document: Document, orders: list[SupervisionOrder]) -> str:
    is_withdrawn = hasattr(document, "withdrawal")
    state = ("已撤销", "Withdrawn") if is_withdrawn else ("有效", "Valid")
    rows = [
        (("状态", "State"), " ".join(state)),
        (("文书", "Document"), document.data["title"]),
        (("文号", "Number"), document.number),
        (("机关", "Organ"), document.data["organ"]),
        (("日期", "Date"), f"{document.issued_at.astimezone(SHANGHAI):%Y-%m-%d}"),
        (("申请人", "Applicant"), masked(document.data["addressee"])),
        (("内容摘要", "Digest (SM3)"), bytes(document.digest).hex()),
    ]
    for order in orders:
        rows.append((("督办结果", "Supervision"), _outcome(order)))
    if document.data["is_demo"]:
        rows.insert(0, (("演示数据", "Demo"), "演示数据·虚构"))
    listed = "".join(
        f'<dt>{escape(zh)} <span lang="en">{escape(en)}</span></dt><dd>{escape(value)}</dd>' for (zh, en), value in rows
    )
    return f'<div class="said{" bad" if is_withdrawn else ""}" role="status"><dl>{listed}</dl></div>'


def _outcome(order: SupervisionOrder) -> str:
    """By number, day and result; neither reasons nor persons."""
    assert order.decided_at is not None
    day = f"{order.decided_at.astimezone(SHANGHAI):%Y-%m-%d}"
    zh, en = OUTCOMES[order.state]
    return f"{order.number}，{day}，{zh} {en}"


def masked(name: str) -> str:
    """Only the first character; the rest is not even counted."""
    return f"{name[:1]}**"
