import type { NavigateOptions } from "react-router-dom";
import { useSearchParams } from "react-router-dom";
import { type Change, withChange } from "../cases/listAddress";

/** The filters of a page's address, and how to change some of them; the list begins anew then. */
export function useChange(): [URLSearchParams, (change: Change, options?: NavigateOptions) => void] {
  const [params, setParams] = useSearchParams();
  // From the address as it is now: a second click may come before the first one is drawn.
  const change = (values: Change, options?: NavigateOptions) =>
    setParams(withChange(new URLSearchParams(window.location.search), values), options);
  return [params, change];
}
