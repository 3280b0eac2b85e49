"""`mingjing keys new|reseal`: the keys that seal what is kept unreadable (`MINGJING_FIELD_KEYS`)."""

import argparse

from mingjing.commands import database

HELP = "draw a key that seals secrets; seal everything anew under the one in front"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("new", help="print a new key at random; nothing is changed")
    verbs.add_parser("reseal", help="after a new key was put in front: the old ones may go when this is done")


def run(args: argparse.Namespace) -> int:
    """A new key is drawn without a database: production does not start before it has one."""
    from foundation.keys import new_key

    if args.verb == "new":
        print(new_key())
        return 0
    with database("app"):
        from accounts import reaches, second_factor
        from hierarchy.gates import enter
        from hierarchy.models import Hall
        from tenants.cases import applicants
        from tenants.notices import sending

        print(f"second factors: {second_factor.reseal()}")
        print(f"addresses of persons: {reaches.reseal()}")
        numbers = addresses = 0
        for hall in Hall.objects.exclude(provisioned_at=None).order_by("code"):
            with enter(hall):
                numbers += applicants.reseal()
                addresses += sending.reseal()
        print(f"ID numbers: {numbers}")
        print(f"addresses of messages: {addresses}")
    return 0
