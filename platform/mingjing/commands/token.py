"""`mingjing token create|list|revoke`: what signs machines and the mobile app in."""

import argparse
import json

from mingjing.commands import WrongUse, keep

HELP = "make, list and revoke tokens for machines"
NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    create = verbs.add_parser("create", help="make a token and print it, once")
    create.add_argument("username")
    create.add_argument("--hall", required=True, metavar="CODE", help="region code, 6, 9 or 12 digits")
    create.add_argument("--days", type=int, help="until it expires (default: never)")
    create.add_argument("--label", default="", help="what it is for")
    create.add_argument("--json", action="store_true", help="print one line of JSON")
    listed = verbs.add_parser("list", help="what there is; tokens themselves cannot be read again")
    listed.add_argument("--json", action="store_true", help="print one line of JSON")
    revoke = verbs.add_parser("revoke", help="from now on it signs nobody in")
    revoke.add_argument("number", type=int)


def run(args: argparse.Namespace) -> int:
    return {"create": create, "list": show, "revoke": revoke}[args.verb](args)


def create(args: argparse.Namespace) -> int:
    from django.db import transaction

    from accounts import tokens
    from accounts.models import Person
    from foundation.errors import Refusal
    from hierarchy.cache import hall_by_code
    from hierarchy.gates import actor_reaching

    if args.days is not None and args.days < 1:
        raise WrongUse("--days is at least 1.")
    try:
        hall = hall_by_code(args.hall)
    except Refusal as refusal:
        raise WrongUse(f"{args.hall}: {refusal.message}") from None
    person = Person.objects.filter(username=args.username, is_active=True).first()
    if person is None:
        raise WrongUse(f"There is no person {args.username}.")
    if actor_reaching(person, hall) is None:
        raise WrongUse(f"{args.username} holds no post that reaches {hall.code} {hall.name}.")
    with transaction.atomic():
        issued = tokens.issue(person, hall_code=hall.code, label=args.label[:64], days=args.days)
        after = {"token": issued.token.pk, "label": issued.token.label, "days": args.days}
        keep(hall, "TOKEN_CREATED", subject=person.username, after=after)
    number = {"number": issued.token.pk, "hall": hall.code, "token": issued.secret}
    print(json.dumps(number) if args.json else issued.secret)
    return 0


def show(args: argparse.Namespace) -> int:
    from accounts.models import Token
    from foundation.clock import now

    moment = now()
    rows = [
        {
            "number": token.pk,
            "username": token.person.username,
            "hall": token.hall_code,
            "label": token.label,
            "created_at": token.created_at.isoformat(),
            "state": state(token, moment),
        }
        for token in Token.objects.select_related("person").order_by("pk")
    ]
    if args.json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            print("  ".join(str(value) for value in row.values()))
    return 0


def revoke(args: argparse.Namespace) -> int:
    from django.db import transaction

    from accounts import tokens
    from accounts.models import Token
    from hierarchy.cache import hall_by_code

    try:
        with transaction.atomic():
            tokens.revoke(args.number)
            token = Token.objects.select_related("person").get(pk=args.number)
            before = {"token": token.pk, "label": token.label, "source": token.source}
            keep(hall_by_code(token.hall_code), "TOKEN_REVOKED", subject=token.person.username, before=before)
    except tokens.NoSuchToken as refusal:
        raise WrongUse(f"{args.number}: {refusal.message}") from None
    return 0


def state(token: object, moment: object) -> str:
    if token.revoked_at is not None:  # type: ignore[attr-defined]
        return "revoked"
    is_past = token.expires_at is not None and token.expires_at <= moment  # type: ignore[attr-defined]
    return "expired" if is_past else "usable"
