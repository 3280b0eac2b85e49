import { act } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter, RouterProvider } from "react-router-dom";
import { beforeEach, expect, it } from "vitest";
import { useRegionAddress } from "../region/useRegionAddress";
import { SessionContext } from "./session";
import { useChange } from "./useAddress";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

function Filters() {
  const [, change] = useChange();
  return (
    <>
      <button type="button" onClick={() => change({ late: "1" })} />
      <button type="button" onClick={() => change({ mine: "1" })} />
    </>
  );
}

function Region() {
  const [, change] = useRegionAddress();
  return (
    <>
      <button type="button" onClick={() => change((now) => ({ ...now, tab: "items" }))} />
      <button type="button" onClick={() => change((now) => ({ ...now, compared: undefined }))} />
    </>
  );
}

/** The address after both buttons were pressed before React drew anything in between. */
async function afterBoth(page: React.ReactNode): Promise<string> {
  const place = document.createElement("div");
  document.body.append(place);
  const root = createRoot(place);
  const router = createBrowserRouter([{ path: "*", element: page }]);
  await act(async () => root.render(<RouterProvider router={router} />));
  const buttons = [...place.querySelectorAll("button")];
  expect(buttons).toHaveLength(2);
  await act(async () => {
    for (const button of buttons) button.click();
  });
  await act(async () => root.unmount());
  router.dispose();
  return window.location.search;
}

beforeEach(() => window.history.replaceState(null, "", "/?after=c50&page=2&state=OPEN"));

it("counts two quick clicks both, and begins the list anew", async () => {
  expect(await afterBoth(<Filters />)).toBe("?state=OPEN&late=1&mine=1");
});

it("counts two quick clicks on a region both", async () => {
  const me = { now: "2026-10-14T09:00:00+08:00" } as never;
  const page = (
    <SessionContext.Provider value={{ me, refresh: () => undefined }}>
      <Region />
    </SessionContext.Provider>
  );
  const asked = new URLSearchParams(await afterBoth(page));
  expect([asked.get("tab"), asked.get("cmp")]).toEqual(["items", "none"]);
});
