"""Every route of the pages: who visits it, under which address, and what its title says in each language."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
ROUTES = ROOT / "frontend" / "src" / "app" / "routes.tsx"
PICTURES = ROOT / "docs" / "images" / "pages"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
LULONG, QINGLONG, CITY = "130324000000", "130321000000", "130300000000"
LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Place:
    """`visitor` signs in first (None: nobody). `title` is a key of the catalogue, or None where a name alone stands."""

    route: str
    visitor: str | None
    address: str
    title: str | None

    @property
    def picture(self) -> Path:
        """Its picture, at 1440 px in Chinese; renewed by a walk with `MINGJING_SCREENSHOTS` set."""
        name = re.sub(r"[^a-z]+", "-", self.route.replace("*", "absent")).strip("-") or "home"
        return PICTURES / f"{name}.jpg"

    def titled(self, language: str) -> re.Pattern[str]:
        product = word("app.name", language)
        said = word(self.title, language) if self.title else ""
        return re.compile(rf"^.*{re.escape(said.replace('{{name}}', ''))}.* · {product}$")


PLACES = [
    Place("/sign-in", None, "/sign-in", "signIn.title"),
    Place("/deadline", None, "/deadline", "deadline.title"),
    Place("/", "han", "/", None),
    Place("regions/:code", "han", f"/regions/{CITY}", None),
    Place("regions/:code/why", "han", f"/regions/{CITY}/why", "why.title"),
    Place("regions/:code/halls", "tong", f"/regions/{QINGLONG}/halls", "halls.title"),
    Place("regions/:code/rules", "han", f"/regions/{CITY}/rules", "rule.title"),
    Place("regions/:code/rules/new", "han", "/regions/130000000000/rules/new", "rule.write"),
    Place("regions/:code/rules/:rule", "han", f"/regions/{CITY}/rules/BACK_ENTRY", None),
    Place("regions/:code/wall", "han", f"/regions/{CITY}/wall", "wall.title"),
    Place("regions/:code/made-of", "han", f"/regions/{CITY}/made-of?figure=RECEIVED", None),
    Place("alerts", "han", f"/alerts?code={CITY}", "alerts.title"),
    Place("orders", "han", f"/orders?code={CITY}", "order.openTitle"),
    Place("halls/:code/orders", "han", f"/halls/{LULONG}/orders", "order.title"),
    Place("halls/:code/orders/:id", "han", f"/halls/{LULONG}/orders/1", None),
    Place("halls/:code/accountability", "han", f"/halls/{LULONG}/accountability", "accountability.title"),
    Place("halls/:code/accountability/:id", "han", f"/halls/{LULONG}/accountability/1", None),
    Place("halls/:code/circulars", "han", f"/halls/{LULONG}/circulars", "circular.title"),
    Place("halls/:code/circulars/:id", "han", f"/halls/{LULONG}/circulars/1", None),
    Place("halls/:code/red-decisions", "han", f"/halls/{LULONG}/red-decisions", "reds.title"),
    Place("halls/:code/looks", "han", f"/halls/{LULONG}/looks", "looks.title"),
    Place("halls/:code/ladder", "han", f"/halls/{LULONG}/ladder", "ladder.title"),
    Place("halls/:code/cases", "han", f"/halls/{LULONG}/cases", "cases.title"),
    Place("halls/:code/cases/:number", "han", f"/halls/{LULONG}/cases/{{number}}", None),
    Place("halls/:code/items/:item", "han", f"/halls/{LULONG}/items/DEMO-30", "guide.title"),
    Place("halls/:code/desk", "han", f"/halls/{LULONG}/desk", "desk.title"),
    Place("halls/:code/signals", "han", f"/halls/{LULONG}/signals", "signals.title"),
    Place("halls/:code/signals/new", "han", f"/halls/{LULONG}/signals/new", "signals.draft"),
    Place("halls/:code/register", "han", f"/halls/{LULONG}/register", "localRule.title"),
    Place("halls/:code/contacts", "lin", "/halls/130322000000/contacts", "contact.title"),
    Place("halls/:code/exchange", "han", f"/halls/{LULONG}/exchange", "exchange.title"),
    Place("halls/:code/people", "tong", f"/halls/{QINGLONG}/people", "people.title"),
    Place("halls/:code/calendar", "tong", f"/halls/{QINGLONG}/calendar", "calendar.title"),
    Place("halls/:code/sign-ins", "tong", f"/halls/{QINGLONG}/sign-ins", "signInLog.title"),
    Place("halls/:code/class-names", "tong", f"/halls/{QINGLONG}/class-names", "classNames.title"),
    Place("halls/:code/acts", "han", f"/halls/{LULONG}/acts", "acts.title"),
    Place("halls/:code/deliveries", "tong", f"/halls/{QINGLONG}/deliveries", "delivery.title"),
    Place("halls/:code/channels", "tong", f"/halls/{QINGLONG}/channels", "channels.title"),
    Place("halls/:code/reasons", "tong", f"/halls/{QINGLONG}/reasons", "reasons.title"),
    Place("account", "han", "/account", "account.title"),
    Place("window", "lin", "/window", "window.title"),
    Place("notices", "lin", "/notices", "notices.title"),
    Place("*", "han", "/nowhere", "state.notFoundTitle"),
]


def routes() -> list[str]:
    """The paths of `routes.tsx` in their order; an index route is its parent's."""
    return re.findall(r'\bpath: "([^"]+)"', ROUTES.read_text(encoding="utf-8"))


def word(key: str, language: str) -> str:
    catalogue = json.loads((ROOT / "frontend" / "src" / "messages" / f"{language}.json").read_text(encoding="utf-8"))
    for part in key.split("."):
        catalogue = catalogue[part]
    return str(catalogue)


# A colour on its way to another is neither, and a dialog on its way in takes no key.
STILL = """Promise.all(document.getAnimations()
  .filter(one => one.effect?.getComputedTiming().iterations !== Infinity)
  .map(one => one.finished.catch(() => null)))"""


def be_still(page: Page) -> None:
    page.evaluate(STILL)


def violations(page: Page) -> list[str]:
    be_still(page)
    # Evaluated, not added as a script: the page's content security policy stays in force.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]
