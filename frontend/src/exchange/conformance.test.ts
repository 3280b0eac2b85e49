import { describe, expect, it } from "vitest";
import { csvRows, eventsIn, findings } from "./conformance";

describe("what was pasted", () => {
  const event = { source: "a", event_id: "1" };
  it.each([
    ["a batch", JSON.stringify({ events: [event, 1] }), [event, 1]],
    ["a list", JSON.stringify([event]), [event]],
    ["one event", JSON.stringify(event), [event]],
    ["JSON lines, one of them broken", `${JSON.stringify(event)}\n{broken`, [event, "{broken"]],
    [
      "CSV with a byte order mark",
      '\uFEFFsource,event_id,applicant_name\na,1,"张三, ""店"""\na,2,',
      [
        { source: "a", event_id: "1", applicant_name: '张三, "店"' },
        { source: "a", event_id: "2" },
      ],
    ],
    ["nothing", "  ", null],
    ["something else", "hello", null],
  ])("is read: %s", (_name, text, expected) => expect(eventsIn(text)).toEqual(expected));

  it("keeps line ends within a quoted cell", () =>
    expect(csvRows('a,"b\nc"\r\nd,e')).toEqual([
      ["a", "b\nc"],
      ["d", "e"],
    ]));
});

it("counts what was found wrong, the most frequent first", () => {
  const rejected = (index: number, code: string) =>
    ({ index, event_id: null, status: "rejected", code, field: "kind", message: "m" }) as const;
  expect(
    findings([{ index: 0, event_id: "1", status: "accepted" }, rejected(1, "A"), rejected(2, "B"), rejected(3, "B")]),
  ).toEqual([
    { code: "B", field: "kind", message: "m", count: 2, first: 3 },
    { code: "A", field: "kind", message: "m", count: 1, first: 2 },
  ]);
});
