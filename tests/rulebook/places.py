"""What places published of their signals (RS03, RS04, family RS20 of the rules), written as ladders.

Only what their texts show. Where a text says "near the limit" and not how near, one working day is ours.
"""

from rulebook.signals import IN_APP, Card, Colour, Edge, Ladder, Level, Rung, Telling, Told

TO_HANDLER = (Telling(Told.HANDLER, IN_APP),)
TO_BOTH = (*TO_HANDLER, Telling(Told.APPROVER, IN_APP))
DAY_BEFORE = {"offset": -1, "edge": Edge.OPEN}


def near(level: Level, colour: Colour, **said: object) -> Rung:
    shown = {"level": level, "colour": colour, "tell": TO_HANDLER} | DAY_BEFORE | said
    return Rung("near", "PROMISED", **shown)  # type: ignore[arg-type]


def over(anchor: str, level: Level, colour: Colour, proposes: Card | None = None, name: str = "") -> Rung:
    return Rung("over", anchor, level=level, colour=colour, tell=TO_HANDLER, proposes=proposes, name=name)


def breach(code: str, of: str) -> Rung:
    """RS04 leaves the level to the case and shows no map: the red is ours."""
    return Rung(code, "BREACH", level=Level.RED, colour=Colour.RED, of=of, tell=TO_HANDLER)


# 一个城市: one working day before the promised limit a prompt; which breach has which colour is not shown.
RS03 = Ladder((near(Level.PROMPT, Colour.GREEN),))

# Eight triggers: 2, 3 and 4 are clocks, the others breaches by their codes here.
RS04 = Ladder(
    (
        breach("n1", "REFUSED_LAWFUL"),
        over("PROMISED", Level.RED, Colour.RED),
        over("STAGE", Level.RED, Colour.RED),
        over("LOWER_REVIEW", Level.RED, Colour.RED),
        breach("n5", "REFUSED_WITHOUT_REASON"),
        breach("n6", "UNREGISTERED"),
        breach("n7", "FEE_WITHOUT_BASIS"),
        breach("n8", ""),
    )
)

# RS20
GUANGDONG_2007 = Ladder((over("STATUTORY", Level.RED, Colour.RED), breach("breach", "")))
ZHANJIANG_2009 = Ladder(
    (
        near(Level.PROMPT, Colour.GREEN, tell=TO_BOTH, name="提示"),
        over("PROMISED", Level.YELLOW, Colour.YELLOW, Card.YELLOW_CARD, "黄牌"),
        over("REPLY", Level.RED, Colour.RED, Card.RED_CARD, "红牌"),
    )
)
QUANZHOU_2007 = Ladder((near(Level.YELLOW, Colour.YELLOW), over("PROMISED", Level.RED, Colour.RED)))
CHENGDU_2010 = Ladder(
    (near(Level.YELLOW, Colour.YELLOW, name="预警"), over("PROMISED", Level.RED, Colour.RED, name="纠错"))
)
UNNAMED_2010 = Ladder(
    (
        near(Level.YELLOW, Colour.YELLOW, tell=TO_BOTH, name="警告"),
        over("PROMISED", Level.RED, Colour.RED, name="问责"),
    )
)
XINPU = Ladder((Rung("breach", "BREACH", level=Level.PROMPT, tell=TO_HANDLER, name="异常信息提示"),))
