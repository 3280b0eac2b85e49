import { useEffect, useState } from "react";

const SETTLED_MS = 250;

/** What was typed, once the typing rests: one request a pause, not one a key. */
export function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
