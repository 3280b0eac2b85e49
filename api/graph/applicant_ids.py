"""The applicant's paper as pages show it."""

import graphene

from api.graph import words


class ApplicantIdNode(graphene.ObjectType):
    """证件号码 of the applicant, masked; `seeIdNumber` tells the whole."""

    class Meta:
        name = "ApplicantId"

    kind = words.IdKind(required=True)
    masked = graphene.String(required=True)
