"""`mingjing signins list|forget`: tries to sign in, also with names of nobody, and their end after the retention."""

import argparse
import json

from mingjing.commands import WrongUse

HELP = "list tries to sign in, and delete what is older than its retention"
NEEDS_DATABASE = True
ROLE = "owner"  # the role of the web only adds to this table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    listed = verbs.add_parser("list", help="newest first")
    listed.add_argument("--user", metavar="NAME", help="of this person only; without it also of unknown names")
    listed.add_argument("--last", type=int, default=100, metavar="N", help="how many at most (100)")
    listed.add_argument("--json", action="store_true", help="one line of JSON a try")
    verbs.add_parser("forget", help="delete what is older than MINGJING_SIGN_IN_DAYS (365); run it daily")


def run(args: argparse.Namespace) -> int:
    if args.verb == "list":
        show(args)
        return 0
    from accounts import sign_in_log

    print(f"{sign_in_log.forget()} tries to sign in deleted")
    return 0


def show(args: argparse.Namespace) -> None:
    from accounts.models import Person, SignInRecord

    rows = SignInRecord.objects.order_by("-at", "-pk")
    if args.user:
        person = Person.objects.filter(username=args.user).first()
        if person is None:
            raise WrongUse(f"There is no person {args.user}.")
        rows = rows.filter(person=person.pk)
    found = list(rows[: max(0, args.last)])
    names = dict(Person.objects.filter(pk__in={row.person for row in found}).values_list("pk", "username"))
    for row in found:
        said = {
            "at": row.at.isoformat(),
            "result": row.result,
            "username": names.get(row.person, "") if row.person else "",
            "address": row.address,
            "agent": row.agent,
        }
        print(json.dumps(said, ensure_ascii=False) if args.json else "  ".join(map(str, said.values())))
