const STORED = "mingjing.keys";

/** WCAG 2.2, 2.1.4: who speaks to the computer or slips on the keyboard can turn single keys off, in this browser. */
export function areKeysOn(): boolean {
  return localStorage.getItem(STORED) !== "off";
}

export function keepKeys(areOn: boolean): void {
  localStorage.setItem(STORED, areOn ? "on" : "off");
}
