/** Which shade a value has: quantiles of what is shown, so that one far value does not leave all others alike. */
export type MapClass = { low: number; high: number };

export const MOST_CLASSES = 5;

/** Up to five classes, lowest first; equal values never fall into different ones. */
export function mapClasses(values: readonly number[]): MapClass[] {
  const sorted = values.toSorted((one, other) => one - other);
  const distinct = [...new Set(sorted)];
  if (distinct.length <= MOST_CLASSES) return distinct.map((value) => ({ low: value, high: value }));
  const bounds = Array.from(
    { length: MOST_CLASSES },
    (_, index) => sorted[Math.ceil(((index + 1) * sorted.length) / MOST_CLASSES) - 1] as number,
  );
  return [...new Set(bounds)].map((high, index, all) => {
    const before = index === 0 ? Number.NEGATIVE_INFINITY : (all[index - 1] as number);
    return { low: sorted.find((value) => value > before) as number, high };
  });
}

/** The number of the class of a value, from 0; classes hold every value that they were made of. */
export function classOf(value: number, classes: readonly MapClass[]): number {
  return classes.findIndex(({ high }) => value <= high);
}

/** The shade of a class among so many, 1 (lightest) to 5: few classes are spread over the whole scale. */
export function shadeOf(index: number, count: number): number {
  return count <= 1 ? 3 : 1 + Math.round((index * (MOST_CLASSES - 1)) / (count - 1));
}
