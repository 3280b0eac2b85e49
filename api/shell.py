"""The page shell: the built `index.html` for every address that is a page, with the CSRF cookie and strict headers."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

# antd writes its styles into the page; everything else comes from our own address.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
NOT_BUILT = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>明镜</title>
<p>页面尚未构建。请在项目根目录运行 <code>bash infra/demo</code>。</p>
<p lang="en">The pages are not built yet. Run <code>bash infra/demo</code> in the project's root.</p></html>
"""


@require_safe
@ensure_csrf_cookie
def shell(_request: HttpRequest) -> HttpResponse:
    page = Path(settings.STATIC_ROOT) / "index.html"
    response = HttpResponse(page.read_bytes()) if page.is_file() else HttpResponse(NOT_BUILT, status=503)
    # The shell names the current build's files: an old copy would ask for files that are gone.
    response["Cache-Control"] = "no-cache"
    response["Content-Security-Policy"] = POLICY
    return response


def no_such_address(_request: HttpRequest) -> JsonResponse:
    """Programs are told in JSON, not with a page."""
    error = {"message": "No such address.", "extensions": {"code": "NOT_FOUND"}}
    return JsonResponse({"errors": [error]}, status=404)
