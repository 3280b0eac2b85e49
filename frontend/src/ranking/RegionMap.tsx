import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useClassWords } from "../classes/useClassWords";
import type { RankedHallFragment } from "../gql/graphql";
import { showReading } from "../region/figures";
import type { Measure } from "../region/measures";
import { MapLegend } from "./MapLegend";
import { classOf, mapClasses, shadeOf } from "./mapClasses";
import type { Drawing, Shape } from "./mapShapes";
import { useDrawing } from "./useDrawing";
import { useHallWords } from "./useHallWords";
import "./map.css";

type Props = { code: string; halls: readonly RankedHallFragment[]; measure: Measure; minimum: number; search: string };

/** The children of a region on a map: an aid; the table beside it has the same numbers and what is on no map. */
export function RegionMap({ code, ...shown }: Props) {
  const { t } = useTranslation();
  const loaded = useDrawing(code);
  if (loaded.state === "loading") return <p className="quiet">{t("map.loading")}</p>;
  if (loaded.state !== "drawn") return <p className="quiet">{t(`map.${loaded.state}`)}</p>;
  return <DrawnMap {...shown} map={loaded.map} />;
}

function DrawnMap({ halls, measure, minimum, search, map }: Omit<Props, "code"> & { map: Drawing }) {
  const { t, i18n } = useTranslation();
  const words = useClassWords();
  const [pointed, setPointed] = useState<string>();
  const classes = useMemo(() => mapClasses(halls.flatMap((hall) => rankedValue(hall) ?? [])), [halls]);
  const byCode = new Map(halls.map((hall) => [hall.code, hall]));
  const drawn = new Set(map.shapes.map(({ hall }) => hall));
  const missing = halls.filter(({ code }) => !drawn.has(code)).map(({ name }) => name);
  // A node of several outlines is named once.
  const named = map.shapes.filter(
    ({ hall }, index) => byCode.has(hall) && map.shapes.findIndex((one) => one.hall === hall) === index,
  );
  const fill = (hall: RankedHallFragment) => {
    const value = rankedValue(hall);
    if (value === null) return `map-${hall.standing === "RANKED" ? "NONE" : hall.standing}`;
    return `map-shade-${shadeOf(classOf(value, classes), classes.length)}`;
  };
  const shown = pointed === undefined ? undefined : byCode.get(pointed);
  const at = map.shapes.find(({ hall }) => hall === pointed)?.at;
  return (
    <figure className="map">
      <div className="map-place">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold the shapes of a drawing */}
        <svg
          viewBox={`0 0 ${map.width} ${map.height}`}
          role="group"
          aria-label={t("map.label", { measure: words.measure(measure.key) })}
        >
          <Hatching />
          {map.shapes.map((shape) => {
            const hall = byCode.get(shape.hall);
            if (!hall) return <path key={shape.key} className="map-shape map-OTHER" d={shape.path} />;
            return (
              <HallShape
                key={shape.key}
                shape={shape}
                hall={hall}
                fill={fill(hall)}
                measure={measure}
                minimum={minimum}
                search={search}
                point={setPointed}
              />
            );
          })}
          <g>
            {named.map(({ key, hall, at: [x, y] }) => (
              <text key={key} className="map-name" x={x} y={y}>
                {byCode.get(hall)?.name}
              </text>
            ))}
          </g>
        </svg>
        {shown && at && (
          <div
            className="map-tip figures"
            aria-hidden="true"
            style={{ left: `${(at[0] / map.width) * 100}%`, top: `${(at[1] / map.height) * 100}%` }}
          >
            <TipWords hall={shown} measure={measure} minimum={minimum} />
          </div>
        )}
      </div>
      <figcaption>
        <MapLegend halls={halls} classes={classes} measure={measure} minimum={minimum} />
        {missing.length > 0 && (
          <p className="quiet">{t("map.missing", { names: new Intl.ListFormat(i18n.language).format(missing) })}</p>
        )}
        <p className="quiet map-source">{t("map.source")}</p>
      </figcaption>
    </figure>
  );
}

type ShapeProps = {
  shape: Shape;
  hall: RankedHallFragment;
  fill: string;
  measure: Measure;
  minimum: number;
  search: string;
  point: (code: string | undefined) => void;
};

/** One outline that leads to its region, by pointer and by keyboard. */
function HallShape({ shape, hall, fill, measure, minimum, search, point }: ShapeProps) {
  const words = useHallWords(measure, minimum);
  return (
    <Link
      to={`/regions/${hall.code}?${search}`}
      aria-label={words(hall)}
      onMouseEnter={() => point(hall.code)}
      onMouseLeave={() => point(undefined)}
      onFocus={() => point(hall.code)}
      onBlur={() => point(undefined)}
    >
      <path className={`map-shape ${fill}`} d={shape.path} fillRule="evenodd" />
    </Link>
  );
}

function TipWords({ hall, measure, minimum }: { hall: RankedHallFragment; measure: Measure; minimum: number }) {
  const words = useHallWords(measure, minimum);
  return (
    <>
      <strong>{showReading(hall.value ?? null, measure)}</strong> {words(hall)}
    </>
  );
}

/** Lines one way for too few cases, the other way for a trial: told apart without colour. */
function Hatching() {
  return (
    <defs>
      <pattern id="map-few" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="12" height="12" className="map-ground" />
        <rect width="4" height="12" className="map-ink" />
      </pattern>
      <pattern id="map-trial" width="12" height="12" patternUnits="userSpaceOnUse">
        <rect width="12" height="12" className="map-ground" />
        <circle cx="6" cy="6" r="3" className="map-ink" />
      </pattern>
    </defs>
  );
}

function rankedValue(hall: RankedHallFragment): number | null {
  return hall.standing === "RANKED" ? (hall.value ?? null) : null;
}
