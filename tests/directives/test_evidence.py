"""佐证材料: what is taken by its content, from whom, while an answer is awaited; read through its gate."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client

from foundation.digests import sm3
from hierarchy.gates import enter
from hierarchy.models import Hall, Post
from hierarchy.posts import Actor
from mingjing.verifying import verify
from tenants.audit.models import Look
from tenants.directives.evidence import MOST_BYTES
from tenants.directives.models import Evidence
from tests.api import desk
from tests.api.asking import as_person
from tests.directives.test_orders import WORDS, done, late_case, work_off

PDF = b"%PDF-1.7 " + b"x" * 20


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.fixture
def order(changli: Hall, lin: Actor, zhao: Actor, han: Actor) -> str:
    case = late_case(as_person(lin))
    key = done(as_person(zhao), "draftOrder", cases=[case], **WORDS)["id"]
    done(as_person(han), "checkOrder", id=key)
    done(as_person(han), "issueOrder", id=key)
    return str(key)


def attach(client: Client, order: str, name: str, content: bytes, kind: str = "order") -> Any:
    return client.post(
        f"/api/v1/halls/{desk.CHANGLI}/evidence/{kind}/{order}?name={name}",
        content,
        content_type="application/octet-stream",
    )


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["errors"][0]["extensions"]["code"]


def test_a_file_is_kept_with_its_digest_and_read_by_who_may_see_the_order(
    order: str, changli: Hall, lin: Actor, zhao: Actor, qian: Actor
) -> None:
    sent = attach(as_person(lin).client, order, "..%2F值班表.PDF", PDF)
    assert (sent.status_code, sent.json()["name"], sent.json()["digest"]) == (201, "值班表.PDF", sm3(PDF).hex())
    query = "query ($h: ID!, $id: ID!) { order(hall: $h, id: $id) { evidence { name type size personName path } } }"
    shown = as_person(zhao)(query, h=desk.CHANGLI, id=order).data["order"]["evidence"]
    path = shown[0].pop("path")
    assert shown == [{"name": "值班表.PDF", "type": "pdf", "size": len(PDF), "personName": "林晓雯"}]
    read = as_person(zhao).client.get(path)
    assert (read.status_code, read.content, read["Content-Type"]) == (200, PDF, "application/pdf")
    assert read["Content-Disposition"].startswith("attachment;")
    assert read["X-Content-Type-Options"] == "nosniff"
    with enter(changli):
        assert Look.objects.filter(person=zhao.person_id, subject__startswith="evidence ").count() == 1
    # A clerk of another department sees neither the order nor its file.
    Post.objects.filter(person=lin.person_id).update(departments=["D06"])
    assert as_person(lin).client.get(path).status_code == 404
    assert as_person(qian).client.get(path).status_code == 404
    work_off()
    report = verify([changli], progress=lambda _: None)
    assert (report.broken, report.unsealed) == ([], 0)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.pdf", b"<html><script>alert(1)</script>", (400, "NOT_WHAT_IT_SAYS")),
        ("a.png", PDF, (400, "NOT_WHAT_IT_SAYS")),
        ("a.docx", zipped("OFD.xml"), (400, "NOT_WHAT_IT_SAYS")),
        ("a.docx", zipped("word/document.xml", "word/vbaProject.bin"), (400, "NOT_WHAT_IT_SAYS")),
        ("a.docx", b"PK\x03\x04 and no more", (400, "NOT_WHAT_IT_SAYS")),
        ("a.html", b"<html>", (400, "TYPE_NOT_TAKEN")),
        ("a.svg", b"<svg/>", (400, "TYPE_NOT_TAKEN")),
        ("", PDF, (400, "REQUIRED")),
        ("a.pdf", b"", (400, "EMPTY_FILE")),
        ("a.pdf", PDF + b"x" * MOST_BYTES, (413, "FILE_TOO_LARGE")),
        (f"{'a' * 120}.pdf", PDF, (400, "TOO_LONG")),
    ],
)
def test_what_a_file_is_counts_and_not_what_it_is_called(
    order: str, changli: Hall, lin: Actor, name: str, content: bytes, expected: tuple[int, str]
) -> None:
    assert code(attach(as_person(lin).client, order, name, content)) == expected
    with enter(changli):
        assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n..", "png"),
        ("a.jpeg", b"\xff\xd8\xff..", "jpg"),
        ("a.docx", zipped("word/document.xml"), "docx"),
        ("a.xlsx", zipped("xl/workbook.xml"), "xlsx"),
        ("a.ofd", zipped("OFD.xml"), "ofd"),
    ],
)
def test_these_are_taken(order: str, changli: Hall, lin: Actor, name: str, content: bytes, expected: str) -> None:
    assert attach(as_person(lin).client, order, name, content).status_code == 201
    with enter(changli):
        assert Evidence.objects.get().type == expected


def test_only_a_department_that_may_answer_attaches(order: str, lin: Actor, zhao: Actor) -> None:
    assert code(attach(as_person(zhao).client, order, "a.pdf", PDF)) == (403, "FORBIDDEN")
    assert code(attach(as_person(lin).client, "999", "a.pdf", PDF)) == (404, "NOT_FOUND")
    assert code(attach(as_person(lin).client, order, "a.pdf", PDF, kind="nothing")) == (404, "NOT_FOUND")
    done(as_person(lin), "explainOrder", id=order, reasons="见附件。")
    assert code(attach(as_person(lin).client, order, "a.pdf", PDF)) == (403, "FORBIDDEN")


def test_the_number_of_files_is_bounded(order: str, changli: Hall, lin: Actor) -> None:
    client = as_person(lin).client
    for _ in range(20):
        assert attach(client, order, "a.pdf", PDF).status_code == 201
    assert code(attach(client, order, "a.pdf", PDF)) == (400, "TOO_MANY_FILES")
