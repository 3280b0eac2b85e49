"""Where a hall stood on a day: figures stay with the tiers that were above it then.

A hall that moved has a row a move in `hierarchy_formerpath`: its path before, its path after, and the day of the move.
What counts on a day goes to the path of that day. A stock does not stop at a move: what was in it is handed over, out
of the tiers that are above no longer and into those that are from then on.
"""

from rulebook.measures import MEASURES

STOCKS = tuple(name for name in MEASURES if name.endswith("_change"))


def path_on(day: str, hall: str) -> str:
    """The path of hall row `hall` on `day`, both as SQL."""
    before = (
        f"(SELECT f.path FROM hierarchy_formerpath f WHERE f.hall_id = {hall}.id AND {day} < f.until_on"  # noqa: S608
        f" ORDER BY f.until_on LIMIT 1)"
    )
    # Where no hall ever moved, that is asked once, not for each row.
    is_known = "(SELECT EXISTS (SELECT FROM hierarchy_formerpath))"
    return f"CASE WHEN {is_known} THEN coalesce({before}, {hall}.path) ELSE {hall}.path END"


def nodes(path: str) -> str:
    """The codes in a path, as rows."""
    return f"unnest(string_to_array(trim(both '/' from {path}), '/'))"


# For each move `f`: which nodes lose the hall's stocks and which get them.
HANDED = f"""
  (SELECT left_behind.node, -1 AS sign FROM {nodes("f.path")} AS left_behind(node)
    WHERE position('/' || left_behind.node || '/' IN f.next_path) = 0
   UNION ALL SELECT reached.node, 1 FROM {nodes("f.next_path")} AS reached(node)
    WHERE position('/' || reached.node || '/' IN f.path) = 0)
"""  # noqa: S608 - our own words


def handed(alias: str, *, factor: int = 1) -> str:
    """The measures of `alias` as they are handed over by `way`: stocks with their sign, nothing else."""
    times = "" if factor == 1 else f"{factor} * "
    return ", ".join(
        f"{times}way.sign * {alias}.{name} AS {name}" if name in STOCKS else f"0 AS {name}" for name in MEASURES
    )
