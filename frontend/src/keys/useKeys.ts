import { useLayoutEffect } from "react";
import { areKeysOn } from "./keysChoice";

/** Single keys work wherever the focus is, but in a field that takes letters, under a dialog, or with a modifier. */
export function useKeys(act: (key: string) => boolean): void {
  // With the drawing, not after it: a key that comes right behind it is meant for what is drawn.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!areKeysOn() || isTyping(event.target) || isUnderDialog()) return;
      if (act(event.key)) event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** A dialog that waits to be opened is there as well, without a box. */
function isUnderDialog(): boolean {
  return [...document.querySelectorAll("[aria-modal=true]")].some((dialog) => dialog.getClientRects().length > 0);
}
