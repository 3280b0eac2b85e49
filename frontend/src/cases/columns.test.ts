import { expect, it } from "vitest";
import { columnsOf, columnsText, moved, toggled, USUAL } from "./columns";

const of = (text: string) => columnsOf(new URLSearchParams(text));

it("are the usual ones unless the address names others, in its order", () => {
  expect(of("state=ACCEPTED")).toEqual(USUAL);
  expect(of("columns=due,number,item")).toEqual(["due", "number", "item"]);
});

it("leave out what nobody knows and what is named twice, and always have the number", () => {
  expect(of("columns=due,price,due")).toEqual(["number", "due"]);
  expect(of("columns=price")).toEqual(USUAL);
});

it("are not named in the address when they are the usual ones", () => {
  expect(columnsText(USUAL)).toBeNull();
  expect(columnsText(["number", "due"])).toBe("number,due");
});

it("move, come and go; the number stays", () => {
  expect(moved(["number", "due", "item"], "item", -1)).toEqual(["number", "item", "due"]);
  expect(moved(["number", "due"], "number", -1)).toEqual(["number", "due"]);
  expect(toggled(["number", "due"], "due")).toEqual(["number"]);
  expect(toggled(["number"], "channel")).toEqual(["number", "channel"]);
  expect(toggled(["number"], "number")).toEqual(["number"]);
});
