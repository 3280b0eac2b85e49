"""The OpenAPI text, and a page of it for people: what an interface engineer reads before he sends his first event."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>
body {{ font: 16px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; margin: 2rem auto; max-width: 70rem;
padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; }} th, td {{ border-bottom: 1px solid #d0d5dd; padding: .35rem .6rem;
text-align: left; vertical-align: top; }} pre {{ background: #f2f4f7; overflow-x: auto; padding: 1rem; }}
pre, code {{ font-family: ui-monospace, monospace; }}
caption {{ text-align: left; font-weight: 600; padding: .6rem 0; }}
</style><main><h1>{title}</h1><p>{about} <a href="/api/v1/schema/">OpenAPI</a></p>{operations}{parts}</main></html>
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def rows_one_by_one(result: dict[str, Any], **_more: Any) -> dict[str, Any]:
    """Hook: a batch holds rows of any form, because each is answered by itself; `EventRow` is the one that is taken."""
    events = result["components"]["schemas"]["EventBatch"]["properties"]["events"]
    other = {"description": "anything else is answered as `rejected`, with a code"}
    events["items"] = {"anyOf": [{"$ref": "#/components/schemas/EventRow"}, other]}
    return result


@require_safe
def page(_request: HttpRequest) -> HttpResponse:
    """The same for everybody, without a script: `/api/v1/`."""
    said = SchemaGenerator().get_schema(request=None, public=True)
    operations = "".join(
        _operation(method, path, one) for path, methods in said["paths"].items() for method, one in methods.items()
    )
    parts = "".join(_members(name, one) for name, one in said["components"]["schemas"].items() if "properties" in one)
    info = said["info"]
    response = HttpResponse(
        PAGE.format(title=escape(info["title"]), about=escape(info["description"]), operations=operations, parts=parts)
    )
    response["Content-Security-Policy"] = POLICY
    return response


def _operation(method: str, path: str, one: Mapping[str, Any]) -> str:
    answers = "".join(
        f"<tr><th>{escape(status)}<td>{escape(answer.get('description') or 'the answer')}"
        for status, answer in sorted(one["responses"].items())
    )
    curl = (
        f'curl -s https://HOST{path} -H "Authorization: Bearer $TOKEN" \\\n'
        "  -H 'Content-Type: application/json' -d '" + str(_example(one)).replace("'", '"') + "'"
    )
    return (
        f"<h2>{escape(method.upper())} {escape(path)}</h2><p>{escape(one.get('description', ''))}</p>"
        f"<pre>{escape(curl)}</pre><table><caption>Answers</caption>{answers}</table>"
    )


def _example(one: Mapping[str, Any]) -> Any:
    examples = one["requestBody"]["content"]["application/json"]["examples"]
    return next(iter(examples.values()))["value"]


def _members(name: str, one: Mapping[str, Any]) -> str:
    needed = set(one.get("required", ()))
    rows = "".join(
        f"<tr><td><code>{escape(member)}</code><td>{'needed' if member in needed else ''}"
        f"<td>{escape(_form(form))}<td>{escape(form.get('description', ''))}"
        for member, form in one["properties"].items()
    )
    head = "<tr><th>member<th><th>form<th>meaning, and name in GB/T 39046-2020"
    return f"<table><caption>{escape(name)}</caption>{head}{rows}</table>"


def _form(form: Mapping[str, Any]) -> str:
    longest = f", at most {form['maxLength']} characters" if "maxLength" in form else ""
    return f"{form.get('format') or form.get('type') or ''}{longest}"
