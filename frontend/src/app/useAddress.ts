import { type NavigateOptions, useSearchParams } from "react-router-dom";
import { type Change, withChange } from "../cases/listAddress";

type Made = (now: URLSearchParams) => URLSearchParams;

/** What a page shows is in its address. The next one is made from the address as it is now, not from what was drawn:
 * a second click may come before the first one is drawn, and both count. */
export function useAddress(): [URLSearchParams, (made: Made, options?: NavigateOptions) => void] {
  const [params, setParams] = useSearchParams();
  return [params, (made, options) => setParams(made(new URLSearchParams(window.location.search)), options)];
}

/** The filters of a list, and how to change some of them; the list begins anew then. */
export function useChange(): [URLSearchParams, (change: Change) => void] {
  const [params, readdress] = useAddress();
  return [params, (change) => readdress((now) => withChange(now, change))];
}
