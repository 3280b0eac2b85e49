"""The command line: `mingjing NAME ...`, the same as `python -m mingjing NAME ...`.

Results go to stdout, everything else to stderr. Exit status 0 on success, 1 when the check that was asked for
fails, 2 on wrong use.
"""

import argparse
import importlib
import os
import pkgutil
import signal
import sys
from collections.abc import Sequence
from types import ModuleType

from foundation.errors import Refusal
from mingjing import commands


def names() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))


def load(name: str) -> ModuleType:
    return importlib.import_module(f"{commands.__name__}.{name}")


def overview() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mingjing", description="Mingjing 明镜: electronic supervision of administrative approval."
    )
    listed = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    for name in names():
        listed.add_parser(name, help=load(name).HELP, add_help=False)
    return parser


def parse(argv: Sequence[str]) -> tuple[ModuleType, argparse.Namespace]:
    """Imports the one command that was named; the whole list only for help and for errors."""
    if not argv or argv[0] not in names():
        overview().parse_args(argv)
    module = load(argv[0])
    parser = argparse.ArgumentParser(prog=f"mingjing {argv[0]}", description=module.HELP)
    module.add_arguments(parser)
    return module, parser.parse_args(argv[1:])


def execute(module: ModuleType, args: argparse.Namespace) -> int:
    if not getattr(module, "NEEDS_DATABASE", False):
        return int(module.run(args))
    # Killed politely, a command leaves the servers as it found them.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with commands.database(getattr(module, "ROLE", "app")):
        return int(module.run(args))


def main(argv: Sequence[str] | None = None) -> int:
    try:
        return execute(*parse(sys.argv[1:] if argv is None else argv))
    except commands.WrongUse as error:
        print(f"mingjing: {error}", file=sys.stderr)
        return 2
    except (commands.CheckFailed, Refusal) as error:
        print(f"mingjing: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of stdout went away (`| head`); Python would complain once more while it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(main())
