"""`mingjing demo`: a demo province (Hebei, invented cases) in the browser, with nothing but this checkout."""

import argparse
import os
import time

from mingjing.commands import serve
from mingjing.running import say

HELP = "fill a demo province at the first start and serve it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    serve.add_arguments(parser)
    parser.add_argument("--scale", type=float, help="volume beside the stories, 1 is all (default 0.1)")


def run(args: argparse.Namespace) -> int:
    os.environ["MINGJING_DEMO"] = "1"

    def build() -> None:
        serve.migrate()
        fill(args.scale)

    return serve.serve(args, before=build, introduction=lambda: introduction(args.port))


def fill(scale: float | None) -> None:
    """Only once: a second start shows what is there, with everything that was done to it since."""
    from mingjing import demo

    if demo.is_built():
        return
    say("Building the demo province (once, a few minutes) ...")
    started = time.monotonic()
    demo.build(scale=scale, progress=say)
    say(f"Built in {time.monotonic() - started:.0f} s.")


def introduction(port: int) -> str:
    """Addresses and accounts, for a person to read."""
    from mingjing import demo

    return f"{serve.addresses(port)}\n{demo.introduction()}"
