/** Boundaries as they lie in `public/maps`, projected for a drawing of its own: an aid beside the table. */
type Position = [number, number];
export type Boundaries = {
  features: {
    properties: { adcode: string; hall: string; name: string; cp: Position };
    geometry: { type: "Polygon"; coordinates: Position[][] } | { type: "MultiPolygon"; coordinates: Position[][][] };
  }[];
};

/** One outline; `hall` is the twelve-digit code of the node that it belongs to. */
export type Shape = { key: string; hall: string; name: string; path: string; at: Position };
export type Drawing = { width: number; height: number; shapes: Shape[] };

const WIDTH = 1000;
const MARGIN = 6;

export function drawing(boundaries: Boundaries): Drawing {
  const all = boundaries.features.map((feature) => ({ feature, rings: ringsOf(feature.geometry) }));
  const points = all.flatMap(({ rings }) => rings.flat());
  const [west, east] = span(points.map(([longitude]) => longitude));
  const [south, north] = span(points.map(([, latitude]) => latitude));
  // A degree of longitude is shorter than one of latitude; one factor for the whole map is exact enough to look at.
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (WIDTH - 2 * MARGIN) / ((east - west) * squeeze);
  const project = ([longitude, latitude]: Position): Position => [
    round(MARGIN + (longitude - west) * squeeze * scale),
    round(MARGIN + (north - latitude) * scale),
  ];
  return {
    width: WIDTH,
    height: round(2 * MARGIN + (north - south) * scale),
    shapes: all.map(({ feature: { properties }, rings }) => ({
      key: properties.adcode,
      hall: properties.hall.padEnd(12, "0"),
      name: properties.name,
      path: rings.map((ring) => `M${ring.map((point) => project(point).join(" ")).join("L")}Z`).join(""),
      at: project(properties.cp),
    })),
  };
}

function ringsOf(geometry: Boundaries["features"][number]["geometry"]): Position[][] {
  return geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
}

function span(values: number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
