import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, type GraphQLEnumType } from "graphql";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import en from "./en.json";
import zh from "./zh.json";

type Catalogue = { [key: string]: string | Catalogue };

const SOURCES = sourcesBelow("src");
const WORDING = "../platform/rulebook/wording.py";

function flat(catalogue: Catalogue, prefix = ""): Map<string, string> {
  const entries = Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[prefix + key, value]] : [...flat(value, `${prefix}${key}.`)],
  );
  return new Map(entries);
}

/** English tells one from many where Chinese needs one sentence. */
function withoutPlural(key: string): string {
  return key.replace(/_(one|other)$/, "");
}

function variables(text: string): string[] {
  return [...new Set([...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1] ?? ""))].sort();
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/\.(test|d)\.tsx?$/.test(path) && !/^(gql|testing)\//.test(path))
    .map((path) => join(folder, path));
}

describe("the two languages", () => {
  const chinese = flat(zh);
  const english = flat(en);

  it("have the same messages", () => {
    expect([...new Set([...english.keys()].map(withoutPlural))].sort()).toEqual([...chinese.keys()].sort());
  });

  it("have no empty message", () => {
    expect([...chinese, ...english].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("name the same variables in each message", () => {
    const differing = [...english].filter(
      ([key, text]) => variables(text).join() !== variables(chinese.get(withoutPlural(key)) ?? "").join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });
});

describe("the catalogue", () => {
  const keys = flat(zh);

  it("words every value of the enumerations that pages show", () => {
    const schema = buildSchema(readFileSync("../api/schema.graphql", "utf8"));
    const shown: [string, string][] = [
      ["Tier", "tier"],
      ["HallState", "hallState"],
      ["Role", "role"],
      ["AlertLevel", "level"],
      ["Lamp", "lamp"],
      ["CaseState", "caseState"],
      ["Outcome", "outcome"],
      ["EventKind", "eventKind"],
      ["ClockName", "clockName"],
      ["FindingCode", "finding"],
      ["ClockLapse", "lapse"],
      ["Approver", "approver"],
      ["Channel", "channel"],
      ["IdKind", "idKind"],
      ["PauseKind", "pauseKind"],
      ["CaseOrder", "caseOrder"],
      ["DeskQueue", "deskQueue"],
      ["CaseClass", "caseClass"],
      ["Anomaly", "anomaly"],
      ["DemandStanding", "standing"],
      ["Reading", "why.reading"],
      ["ChangeKind", "region.break"],
      ["Standing", "ranking.standing"],
      ["VolumeClass", "ranking.volume"],
      ["AdminKind", "adminKind"],
      ["Figure", "figure"],
      ["OrderState", "orderState"],
      ["RuleScope", "ruleScope"],
      ["Told", "told"],
      ["OffsetUnit", "rungUnit"],
      ["RungEdge", "rungEdge"],
      ["RungColour", "rungColour"],
      ["ProposedCard", "card"],
      ["OrderAct", "orderAct"],
      ["OrderKind", "orderKind"],
      ["MatterKind", "matterKind"],
      ["AccountabilityMode", "accountabilityMode"],
      ["AccountabilityState", "accountabilityState"],
      ["AccountabilityAct", "accountabilityAct"],
      ["FaultGrade", "faultGrade"],
      ["FaultSituation", "faultSituation"],
      ["FaultParty", "faultParty"],
      ["Liability", "liability"],
      ["CircularState", "circularState"],
      ["CircularAct", "circularAct"],
      ["LadderStep", "ladderStep"],
      ["FaultWeight", "faultWeight"],
      ["ContactWay", "contactWay"],
      ["ContactState", "contactState"],
      ["ContactStep", "contactStep"],
      ["CalendarLayer", "calendarLayer"],
      ["DayKind", "calendar.kind"],
      ["SignInResult", "signInResult"],
      ["AccountNoticeKind", "accountNotice"],
      ["PostWhen", "postWhen"],
      ["NoticeChannel", "noticeChannel"],
      ["NoticeKind", "noticeKind"],
      ["InnocentReading", "innocent"],
      ["DeliveryState", "deliveryState"],
    ];
    const missing = shown.flatMap(([name, prefix]) =>
      (schema.getType(name) as GraphQLEnumType)
        .getValues()
        .map(({ name: value }) => `${prefix}.${value}`)
        .filter((key) => !keys.has(key)),
    );
    expect(missing).toEqual([]);
  });

  // "_one" would read as a plural's suffix here, so one of the rulebook's names is spelled differently.
  it("has a sentence for every step that the rulebook can word", () => {
    const python = readFileSync(WORDING, "utf8");
    const table = python.slice(python.indexOf("ZH: Final"), python.indexOf("EN: Final"));
    const codes = [...table.matchAll(/^ {4}"(\w+)":/gm)].map(
      (match) => `step.${match[1]?.replace("counted_one", "counted_single")}`,
    );
    expect(codes).toContain("step.due_midnight");
    expect(codes.filter((code) => !keys.has(code))).toEqual([]);
  });
});

describe("components", () => {
  const found = SOURCES.flatMap((path) => textsIn(path, readFileSync(path, "utf8")));

  it("hold no text of their own: every word comes from the catalogue", () => {
    expect(found).toEqual([]);
  });

  it("would be caught if they did", () => {
    const source = 'const a = <p title="Hello there">你好 {"世界"}</p>;';
    expect(textsIn("x.tsx", source)).toEqual(["x.tsx: Hello there", "x.tsx: 你好", "x.tsx: 世界"]);
  });
});

/** Words in JSX, in attributes that people read, and Chinese anywhere in the code (comments are no code). */
function textsIn(path: string, source: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) texts.push(node.text.trim());
    else if (ts.isStringLiteralLike(node) && (/\p{Script=Han}/u.test(node.text) || isRead(node))) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return texts.map((text) => `${path}: ${text}`);
}

const READ_ATTRIBUTES = ["title", "aria-label", "alt", "label", "placeholder", "description", "extra"];

function isRead(node: ts.StringLiteralLike): boolean {
  const { parent } = node;
  return ts.isJsxAttribute(parent) && READ_ATTRIBUTES.includes(parent.name.getText()) && /\p{L}/u.test(node.text);
}
