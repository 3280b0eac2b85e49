import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useSaying } from "../states/saying";
import { type Fields, MatterForm, type Refusal, type Values } from "./MatterForm";

type Done = { act: { errors: readonly Refusal[] } };
export type ActForm = {
  document: TypedDocumentNode<Done, { input: Record<string, unknown> }>;
  fields: Fields;
  /** What is sent of what was filled in, where that is not the same. */
  prepare?: (values: Values) => Record<string, unknown>;
};

/** An operation takes its own input; from here on forms handle all of them alike. */
export function actForm<Input>(
  document: TypedDocumentNode<Done, { input: Input }>,
  fields: Fields = {},
  prepare?: ActForm["prepare"],
): ActForm {
  const taken = document as unknown as ActForm["document"];
  return prepare ? { document: taken, fields, prepare } : { document: taken, fields };
}

type Props = {
  hall: string;
  id: string;
  offered: readonly string[];
  acts: Readonly<Record<string, ActForm>>;
  /** Of the catalogue: what a button says, and what was recorded. */
  doWord: (act: string) => string;
  doneWord: (act: string) => string;
  initial?: (act: string) => Values;
};

const DANGEROUS = new Set(["WITHDRAWN", "REJECTED", "REVOKED"]);

/** What the server says this person may do now with a matter. */
export function MatterActionBar({ hall, id, offered, acts, doWord, doneWord, initial }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const known = offered.filter((act) => act in acts);
  const form = chosen ? acts[chosen] : undefined;
  if (known.length === 0) return null;
  return (
    <section className="actions no-print" aria-label={t("act.title")}>
      {known.map((act, place) => (
        <Button
          key={act}
          type={place === 0 ? "primary" : "default"}
          danger={DANGEROUS.has(act)}
          onClick={() => setChosen(act)}
        >
          {doWord(act)}
        </Button>
      ))}
      {chosen && form && (
        <OneAct
          key={chosen}
          form={form}
          input={{ hall, id }}
          title={doWord(chosen)}
          done={doneWord(chosen)}
          initial={initial?.(chosen) ?? {}}
          close={() => setChosen(undefined)}
        />
      )}
    </section>
  );
}

type OneActProps = {
  form: ActForm;
  input: Record<string, unknown>;
  title: string;
  done: string;
  initial: Values;
  close: () => void;
};

function OneAct({ form, input, title, done, initial, close }: OneActProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [{ fetching }, run] = useMutation(form.document);
  const send = async (values: Values) => {
    const { data, error } = await run({ input: { ...input, ...(form.prepare?.(values) ?? values) } });
    if (error) return { error: saying.ofQuery(error), refusals: [] };
    const refusals = [...(data?.act.errors ?? [])];
    if (refusals.length === 0) {
      message.success(t("act.recorded", { act: done }));
      close();
    }
    return { refusals };
  };
  return (
    <MatterForm title={title} fields={form.fields} initial={initial} fetching={fetching} send={send} close={close} />
  );
}
