"""What a file is by its content, whatever its name says. Only types that carry no script of their own are known."""

import io
import zipfile

from foundation.errors import Refusal

# Extension: how it is served. A name may say one of these and must say what the content is.
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ofd": "application/ofd",
}
SPELLINGS = {"jpeg": "jpg"}
# What only one kind of ZIP holds.
ZIPPED = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "OFD.xml": "ofd"}
MOST_ENTRIES = 5000


class BadFile(Refusal):
    """A file that is not taken; `code` says why."""

    code = "TYPE_NOT_TAKEN"


def checked(name: str, content: bytes) -> str:
    """The type, a key of TYPES. Raises BadFile TYPE_NOT_TAKEN, NOT_WHAT_IT_SAYS."""
    said = name.rpartition(".")[2].lower()
    said = SPELLINGS.get(said, said)
    found = sniffed(content)
    if said not in TYPES:
        raise BadFile(f"Send one of {', '.join(TYPES)}.", field="name")
    if found != said:
        raise BadFile(f"This is no {said}.", code="NOT_WHAT_IT_SAYS", field="name", found=found or "")
    return said


def sniffed(content: bytes) -> str | None:
    """By its first bytes; of a ZIP by what it holds. None for everything else."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    return _zipped(content) if content.startswith(b"PK\x03\x04") else None


def _zipped(content: bytes) -> str | None:
    """Reads the list of entries alone: nothing is unpacked. What holds macros is not taken."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if len(names) > MOST_ENTRIES or any(name.endswith("vbaProject.bin") for name in names):
        return None
    kinds = {kind for name, kind in ZIPPED.items() if name in names}
    return kinds.pop() if len(kinds) == 1 else None
