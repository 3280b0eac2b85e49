import { useEffect } from "react";

const EVERY_MS = 60_000;

/** Asks again each minute for as long as the page is open. */
export function useEachMinute(run: (options: { requestPolicy: "network-only" }) => void): void {
  useEffect(() => {
    const timer = setInterval(() => run({ requestPolicy: "network-only" }), EVERY_MS);
    return () => clearInterval(timer);
  }, [run]);
}
