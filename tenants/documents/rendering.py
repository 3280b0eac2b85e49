"""排版: a PDF from the frozen data. The template reads data, so nothing that anybody wrote is ever taken for markup.

The root of the template is a folder of its own: it cannot read any other file. The same data gives the same pages.
"""

import json
import shutil
import tempfile
from functools import cache
from pathlib import Path

import noto_cjk_sans_otc
import segno
import typst

from tenants.documents.models import Document

TEMPLATES = Path(__file__).resolve().parent / "templates"
FONTS = Path(noto_cjk_sans_otc.__file__).resolve().parent


def pdf(document: Document, *, address: str) -> bytes:
    """`address`: where its code can be checked; it is in the picture on it."""
    return render(document.template, {**document.data, "qr": qr(address), "address": address})


def render(template: str, data: "dict[str, object]") -> bytes:
    found: bytes = typst.compile(
        str(_templates() / f"{template}.typ"),
        root=str(_templates()),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
    )
    return found


def qr(address: str) -> str:
    """As SVG."""
    return str(segno.make(address, error="m").svg_inline(scale=4, border=0))


@cache
def _templates() -> Path:
    """A copy that holds templates alone, whatever lies beside them in an installation."""
    folder = Path(tempfile.mkdtemp(prefix="mingjing-templates-"))
    for source in TEMPLATES.glob("*.typ"):
        shutil.copy(source, folder)
    return folder
