import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import type { OrderFileFragment } from "../gql/graphql";
import { useSaying } from "../states/saying";
import { OrderForm, type OrderValues } from "./OrderForm";
import { isOrderActKind, ORDER_ACTS, type OrderActKind } from "./orderActs";

type Props = { hall: string; order: OrderFileFragment };

/** What the server says this person may do now with the order. */
export function OrderActionBar({ hall, order }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<OrderActKind>();
  const offered = order.permittedActs.filter(isOrderActKind);
  if (offered.length === 0) return null;
  return (
    <section className="actions no-print" aria-label={t("act.title")}>
      {offered.map((kind, place) => (
        <Button
          key={kind}
          type={place === 0 ? "primary" : "default"}
          danger={kind === "WITHDRAWN" || kind === "REJECTED"}
          onClick={() => setChosen(kind)}
        >
          {t(`order.do.${kind}`)}
        </Button>
      ))}
      {chosen && (
        <OrderActForm key={chosen} kind={chosen} hall={hall} order={order} close={() => setChosen(undefined)} />
      )}
    </section>
  );
}

function OrderActForm({ kind, hall, order, close }: Props & { kind: OrderActKind; close: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const { document, fields } = ORDER_ACTS[kind];
  const [{ fetching }, run] = useMutation(document);
  const send = async (values: OrderValues) => {
    const { data, error } = await run({ input: { hall, id: order.id, ...values } });
    if (error) return { error: saying.ofQuery(error), refusals: [] };
    const refusals = data?.act.errors ?? [];
    if (refusals.length === 0) {
      message.success(t("act.recorded", { act: t(`orderAct.${kind}`) }));
      close();
    }
    return { refusals };
  };
  const { subject, demand, replyDays } = order;
  return (
    <OrderForm
      title={t(`order.do.${kind}`)}
      fields={fields}
      initial={kind === "REDRAFTED" ? { subject, demand, replyDays } : { replyDays }}
      fetching={fetching}
      send={send}
      close={close}
    />
  );
}
