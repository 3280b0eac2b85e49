import { useEffect, useState } from "react";
import { type Drawing, drawing } from "./mapShapes";

export type Loaded =
  | { state: "loading" }
  | { state: "absent" }
  | { state: "failed" }
  | { state: "drawn"; map: Drawing };

/** The outlines below a region, from a file that an operator may replace; a region without a file has no map. */
export function useDrawing(code: string): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ state: "loading" });
  useEffect(() => {
    const breaking = new AbortController();
    setLoaded({ state: "loading" });
    fetchDrawing(code, breaking.signal)
      .then((found) => setLoaded(found))
      .catch(() => {
        if (!breaking.signal.aborted) setLoaded({ state: "failed" });
      });
    return () => breaking.abort();
  }, [code]);
  return loaded;
}

async function fetchDrawing(code: string, signal: AbortSignal): Promise<Loaded> {
  const answer = await fetch(`${import.meta.env.BASE_URL}maps/${code.slice(0, 6)}.json`, { signal });
  if (answer.status === 404) return { state: "absent" };
  if (!answer.ok) return { state: "failed" };
  return { state: "drawn", map: drawing(await answer.json()) };
}
