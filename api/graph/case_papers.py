"""What went to and fro on paper in a case: documents that were issued, papers that were asked for."""

import graphene

from api.graph import words
from api.graph.scalars import DateTime
from tenants.documents import codes
from tenants.documents.models import Document


class CaseDocument(graphene.ObjectType):
    """文书 issued in the case. `path` gives the PDF; anybody can check `code`."""

    kind = graphene.String(required=True)
    title = graphene.String(required=True)
    number = graphene.String(required=True)
    issued_at = DateTime(required=True)
    issuer_name = graphene.String(required=True)
    code = graphene.String(required=True)
    path = graphene.String(required=True)
    is_withdrawn = graphene.Boolean(required=True)


class CorrectionDemand(graphene.ObjectType):
    """A paper that a notice asks for; `isBrought` is null until something is received."""

    material = graphene.String(required=True)
    defect = graphene.String(required=True)
    standing = words.DemandStanding(required=True)
    is_brought = graphene.Boolean()
    is_beyond_guide = graphene.Boolean(required=True, description="The guide of the version does not name it.")


class CorrectionRound(graphene.ObjectType):
    """补正 of one notice, each demand compared with the notices before it."""

    asked_at = DateTime(required=True)
    received_at = DateTime()
    demands = graphene.List(graphene.NonNull(CorrectionDemand), required=True)


def document_node(hall: str, document: Document) -> CaseDocument:
    return CaseDocument(
        kind=document.kind,
        title=document.data["title"],
        number=document.number,
        issued_at=document.issued_at,
        issuer_name=document.issuer_name,
        code=codes.shown(document.code),
        path=f"/api/v1/halls/{hall}/documents/{document.code}.pdf",
        is_withdrawn=hasattr(document, "withdrawal"),
    )
