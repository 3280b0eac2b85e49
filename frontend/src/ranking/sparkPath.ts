/** A small line of months: each line has its own scale, from nought to its highest; a month without a value is a gap. */
export const SPARK_WIDTH = 96;
export const SPARK_HEIGHT = 24;
const MARGIN = 3;

export type Spark = { path: string; last: [number, number] | undefined };

export function sparkline(values: readonly (number | null)[]): Spark {
  const highest = Math.max(0, ...values.map((value) => value ?? 0));
  const step = values.length > 1 ? (SPARK_WIDTH - 2 * MARGIN) / (values.length - 1) : 0;
  const points = values.map((value, index): [number, number] | undefined => {
    if (value === null) return undefined;
    const height = highest === 0 ? 0 : (value / highest) * (SPARK_HEIGHT - 2 * MARGIN);
    return [round(MARGIN + index * step), round(SPARK_HEIGHT - MARGIN - height)];
  });
  const path = points.map((point, index) => point && `${points[index - 1] ? "L" : "M"}${point[0]} ${point[1]}`);
  return { path: path.filter(Boolean).join(""), last: points.at(-1) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
