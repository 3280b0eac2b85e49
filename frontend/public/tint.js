// Before anything is drawn: light or dark, as src/design/tint.tsx keeps it. A file of its own, for the policy allows no inline script.
(() => {
  const stored = localStorage.getItem("mingjing.tint");
  const isDark = stored === "dark" || (stored !== "light" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.tint = isDark ? "dark" : "light";
})();
