"""The demo world: Hebei, thirteen months up to today. Invented, but for the tree and the articles of law.

The functions import what they need when they are called: the package is found before Django is set up.
"""

from collections.abc import Callable, Iterable


def build(
    *,
    scale: float | None = None,
    progress: Callable[[str], None] = lambda line: None,
    halls: Iterable[str] = (),
) -> None:
    """Builds what is missing (see `mingjing.demo.building`)."""
    from mingjing.demo import building

    building.build(scale=scale, progress=progress, halls=halls)


def is_built() -> bool:
    from mingjing.demo import building

    return building.is_built()


def introduction() -> str:
    """The accounts, for a person to read."""
    from mingjing.demo.world import PASSWORD, halls_file

    rows = [f"  {username:<6} {name}  {role:<15} {code}" for username, name, code, role in halls_file()["persons"]]
    return "\n".join(["演示账号 demo accounts (演示数据·虚构):", *rows, f"  password of each: {PASSWORD}"])
