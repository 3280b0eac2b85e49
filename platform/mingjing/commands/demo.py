"""`mingjing demo`: a demo province (Hebei, invented cases) in the browser, with nothing but this checkout."""

import argparse
import importlib.util
import os
import time

from mingjing.commands import serve
from mingjing.running import say

HELP = "fill a demo province at the first start and serve it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    serve.add_arguments(parser)
    parser.add_argument("--scale", type=float, default=0.1, help="volume of the demo data, 1 is all (default 0.1)")


def run(args: argparse.Namespace) -> int:
    os.environ["MINGJING_DEMO"] = "1"

    def build() -> None:
        serve.migrate()
        fill(args.scale)

    return serve.serve(args, before=build, introduction=introduction)


def fill(scale: float) -> None:
    """Only once: a second start shows what is there, with everything that was done to it since."""
    if importlib.util.find_spec("mingjing.demo") is None:
        say("This checkout brings no demo data yet.")
        return
    from mingjing import demo

    if demo.is_built():
        return
    say("Building the demo province (once, a few minutes) ...")
    started = time.monotonic()
    demo.build(scale=scale)
    say(f"Built in {time.monotonic() - started:.0f} s.")


def introduction() -> str:
    """Addresses and accounts, for a person to read."""
    if importlib.util.find_spec("mingjing.demo") is None:
        return ""
    from mingjing import demo

    return demo.introduction()
