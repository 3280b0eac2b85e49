"""`mingjing bench NAME`: measures the product and its baselines in one run."""

import argparse
import importlib
import json
import os
import pkgutil
from typing import Any

from mingjing import bench, commands

HELP = "measure the product beside its baselines"


def names() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(bench.__path__))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    listed = parser.add_subparsers(metavar="NAME", dest="name", required=True)
    for name in names():
        module = importlib.import_module(f"{bench.__name__}.{name}")
        one = listed.add_parser(name, help=(module.__doc__ or "").partition("\n")[0])
        one.add_argument("--json", action="store_true", help="print one line of JSON")
        module.add_arguments(one)


def run(args: argparse.Namespace) -> int:
    result = {"name": args.name, **measured(args)}
    print(json.dumps(result, ensure_ascii=False) if args.json else table(result), flush=True)
    return 0


def measured(args: argparse.Namespace) -> dict[str, Any]:
    """A bench fills databases of its own under `.mingjing/bench`; never the demo's, never a server that was named."""
    from mingjing import embedded

    os.environ["MINGJING_DATA"] = str(embedded.data_dir() / "bench")
    for variable in embedded.VARIABLES:
        os.environ.pop(variable, None)
    module = importlib.import_module(f"{bench.__name__}.{args.name}")
    if not getattr(module, "NEEDS_DATABASE", False):
        return dict(module.run(args))
    with commands.database(getattr(module, "ROLE", "app")):
        return dict(module.run(args))


def table(result: dict[str, Any]) -> str:
    lines = [f"bench {result['name']}"]
    for part in ("sizes", "product", "baselines", "ratios"):
        values: dict[str, Any] = result.get(part, {})
        lines += [f"\n{part}"] + [f"  {key:<28} {shown(value):>16}" for key, value in values.items()]
    return "\n".join(lines)


def shown(value: Any) -> str:
    return f"{value:,.4g}" if isinstance(value, float) else str(value)
