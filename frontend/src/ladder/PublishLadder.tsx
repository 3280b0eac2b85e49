import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import type { FaultWeight, LadderStep, ShownRungFragment } from "../gql/graphql";
import { type Fields, MatterForm, type Values } from "../matters/MatterForm";
import { useSaying } from "../states/saying";
import { PublishLadderDocument } from "./ladderQueries";

const STEPS: readonly LadderStep[] = ["RECTIFICATION", "CIRCULAR", "TALK", "ACCOUNTABILITY"];
const WEIGHTS: readonly FaultWeight[] = ["LATE", "LATE_STATUTORY", "UNEXPLAINED", "UNCORRECTED"];

// One line a step: weight, count, days. A step whose line is empty is not part of the ladder.
const STEP_FIELDS: Fields = Object.fromEntries(
  STEPS.flatMap((step) => [
    [`${step}_weight`, { kind: "choice", words: "faultWeight", values: WEIGHTS, optional: true }],
    [`${step}_count`, { kind: "days", most: 1000 }],
    [`${step}_days`, { kind: "days", most: 366 }],
  ]),
);

/** What was filled in as rungs; a step without a weight is none. */
export function rungsOf(values: Values) {
  return STEPS.filter((step) => values[`${step}_weight`]).map((step) => ({
    step,
    weight: values[`${step}_weight`] as FaultWeight,
    count: Number(values[`${step}_count`] ?? 0),
    days: Number(values[`${step}_days`] ?? 0),
  }));
}

type Props = { hall: string; rungs: ShownRungFragment[] };

/** A new ladder for the hall and all below; the server refuses one that is looser than above. */
export function PublishLadder({ hall, rungs }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [isOpen, setOpen] = useState(false);
  const [{ fetching }, publish] = useMutation(PublishLadderDocument);
  const send = async (values: Values) => {
    const given = { hall, rungs: rungsOf(values), article: values.article ? String(values.article) : null };
    const { data, error } = await publish({ input: given });
    if (error) return { error: saying.ofQuery(error), refusals: [] };
    const refusals = [...(data?.act.errors ?? [])];
    if (refusals.length === 0) {
      message.success(t("act.recorded", { act: t("ladder.publish") }));
      setOpen(false);
    }
    return { refusals };
  };
  const initial = Object.fromEntries(
    rungs.flatMap(({ step, weight, count, days }) => [
      [`${step}_weight`, weight],
      [`${step}_count`, count],
      [`${step}_days`, days],
    ]),
  );
  return (
    <>
      <Button className="no-print" onClick={() => setOpen(true)}>
        {t("ladder.publish")}
      </Button>
      {isOpen && (
        <MatterForm
          title={t("ladder.publish")}
          fields={{ ...STEP_FIELDS, article: { kind: "article", hall } }}
          initial={initial}
          fetching={fetching}
          send={send}
          close={() => setOpen(false)}
        />
      )}
    </>
  );
}
