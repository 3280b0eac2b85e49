"""单点登录: whose person a subject of the OpenID Connect provider is. No account is ever made.

A person is found by the subject that was bound to him (`mingjing user bind`), or, where the settings name a claim, by
the user name in it; then the subject is bound, and nobody else who is given that name at the provider gets in.
"""

from collections.abc import Mapping
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.models import Person
from foundation.errors import Refusal

PROVIDER = "oidc"
LONGEST_SUBJECT = 191  # what the column holds


class NobodyBound(Refusal):
    """The provider knows him; nobody here is bound to him, or who was has left."""

    code = "NOBODY_BOUND"


class SubjectTaken(Refusal):
    """The person is bound to another subject, or the subject to another person."""

    code = "SUBJECT_TAKEN"


def find(claims: Mapping[str, Any]) -> Person:
    """Whom a checked ID token is about. Raises NobodyBound and SubjectTaken."""
    subject = str(claims["sub"])
    bound = SocialAccount.objects.filter(provider=PROVIDER, uid=subject).select_related("user").first()
    person = bound.user if bound else _named(claims)
    if person is None or not person.is_active:
        raise NobodyBound("Nobody here is bound to this subject.")
    if bound is None:
        bind(person, subject)
    return person


def bind(person: Person, subject: str) -> None:
    """From now on this subject is that person, and no other one. Raises SubjectTaken."""
    if not 0 < len(subject) <= LONGEST_SUBJECT:
        raise SubjectTaken(f"A subject has 1 to {LONGEST_SUBJECT} characters.")
    try:
        with transaction.atomic():
            # allauth's rows know that a subject is one person's, not that a person has one subject.
            Person.objects.select_for_update().get(pk=person.pk)
            rows = SocialAccount.objects.filter(provider=PROVIDER)
            if rows.filter(user=person).exclude(uid=subject).exists():
                raise SubjectTaken("This person is bound to another subject.")
            if not rows.filter(user=person, uid=subject).exists():
                SocialAccount.objects.create(provider=PROVIDER, uid=subject, user=person)
    except IntegrityError:
        raise SubjectTaken("This subject is bound to another person.") from None


def unbind(person: Person) -> str:
    """The subject that he was bound to; empty for none."""
    rows = SocialAccount.objects.filter(provider=PROVIDER, user=person)
    subject = str(rows.values_list("uid", flat=True).first() or "")
    rows.delete()
    return subject


def _named(claims: Mapping[str, Any]) -> Person | None:
    """By the claim of the settings; an address of mail only if the provider has verified it."""
    claim = settings.OIDC["claim"]
    if not claim or (claim == "email" and claims.get("email_verified") is not True):
        return None
    name = claims.get(claim)
    return Person.objects.filter(username=name).first() if isinstance(name, str) and name else None
