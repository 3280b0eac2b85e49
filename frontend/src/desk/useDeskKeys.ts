import { useLayoutEffect } from "react";

/** Keys of the desk work wherever the focus is, but in a field that takes letters, or with a modifier. */
export function useDeskKeys(act: (key: string) => boolean): void {
  // With the drawing, not after it: a key that comes right behind it is meant for what is drawn.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (act(event.key)) event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
