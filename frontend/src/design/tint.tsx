import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { COLOURS, type ColourName, type Tint } from "./tokens";

export const CHOICES = ["system", "light", "dark"] as const;
export type Choice = (typeof CHOICES)[number];
/** `public/tint.js` reads the same key before anything is drawn. */
const STORED = "mingjing.tint";

type Chosen = { choice: Choice; tint: Tint; choose: (choice: Choice) => void };

const TintContext = createContext<Chosen | null>(null);

export function storedChoice(): Choice {
  const stored = localStorage.getItem(STORED);
  return CHOICES.find((choice) => choice === stored) ?? "system";
}

/** Light or dark as this browser chose or its system says, followed while it changes; on paper always light. */
export function TintProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState(storedChoice);
  const isSystemDark = useMedia("(prefers-color-scheme: dark)");
  const isPrinted = useMedia("print");
  const kept: Tint = choice === "system" ? (isSystemDark ? "dark" : "light") : choice;
  useEffect(() => {
    document.documentElement.dataset.tint = kept;
  }, [kept]);
  useEffect(() => {
    // Another window of this browser chose.
    const follow = ({ key }: StorageEvent) => key === STORED && setChoice(storedChoice());
    window.addEventListener("storage", follow);
    return () => window.removeEventListener("storage", follow);
  }, []);
  const choose = (chosen: Choice) => {
    localStorage.setItem(STORED, chosen);
    setChoice(chosen);
  };
  return <TintContext value={{ choice, tint: isPrinted ? "light" : kept, choose }}>{children}</TintContext>;
}

export function useTint(): Chosen {
  const chosen = useContext(TintContext);
  if (chosen === null) throw new Error("useTint outside TintProvider");
  return chosen;
}

/** The colours as values, for charts and canvases. */
export function useColours(): Record<ColourName, string> {
  return COLOURS[useTint().tint];
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const list = window.matchMedia(query);
    // At once: a browser that prints takes the page as it stands when this returns.
    const follow = () => flushSync(() => setMatches(list.matches));
    list.addEventListener("change", follow);
    return () => list.removeEventListener("change", follow);
  }, [query]);
  return matches;
}
