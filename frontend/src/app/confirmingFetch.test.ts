import { afterEach, describe, expect, it, vi } from "vitest";
import { answerWith, confirmingFetch, wantsIdentity } from "./confirmingFetch";

const REFUSED = { data: { act: { errors: [{ code: "CONFIRM_IDENTITY" }] } } };
const DONE = { data: { act: { errors: [] } } };

function answering(...bodies: unknown[]) {
  const fetched = vi.fn(async () => Response.json(bodies.shift()));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

afterEach(() => vi.unstubAllGlobals());

describe("a sensitive act", () => {
  it("is sent again after the person said who he is", async () => {
    const fetched = answering(REFUSED, DONE);
    const stop = answerWith(async () => true);
    expect(await (await confirmingFetch("/graphql/")).json()).toEqual(DONE);
    expect(fetched).toHaveBeenCalledTimes(2);
    stop();
  });

  it("stays refused if he does not, or nobody asks him", async () => {
    const fetched = answering(REFUSED, REFUSED);
    const stop = answerWith(async () => false);
    expect(await (await confirmingFetch("/graphql/")).json()).toEqual(REFUSED);
    stop();
    expect(await (await confirmingFetch("/graphql/")).json()).toEqual(REFUSED);
    expect(fetched).toHaveBeenCalledTimes(2);
  });
});

it("nothing else wants an identity", () => {
  expect([DONE, { data: null }, { data: { me: null } }, { errors: [] }, null].filter(wantsIdentity)).toEqual([]);
});
