import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import { useMutation } from "urql";
import { useSaying } from "../states/saying";
import { OrderForm, type OrderValues } from "./OrderForm";
import { DraftOrderDocument } from "./orderQueries";

type Props = { hall: string; number: string; item: string };

/** 拟稿 from a case that has a red; the server says whether this post may. */
export function DraftOrder({ hall, number, item }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [{ fetching }, draft] = useMutation(DraftOrderDocument);
  const send = async ({ subject = "", demand = "", replyDays = 0 }: OrderValues) => {
    const input = {
      hall,
      cases: [number],
      subject: String(subject),
      demand: String(demand),
      replyDays: Number(replyDays),
    };
    const { data, error } = await draft({ input });
    if (error) return { error: saying.ofQuery(error), refusals: [] };
    if (data?.act.order) {
      message.success(t("act.recorded", { act: t("orderAct.DRAFTED") }));
      navigate(`/halls/${hall}/orders/${data.act.order.id}`);
    }
    return { refusals: data?.act.errors ?? [] };
  };
  return (
    <div className="no-print">
      <Button onClick={() => setOpen(true)}>{t("order.draft")}</Button>
      {isOpen && (
        <OrderForm
          title={`${t("order.draft")} · ${number}`}
          fields={["subject", "demand", "replyDays"]}
          initial={{
            subject: t("order.firstSubject", { number, item }),
            demand: t("order.firstDemand"),
            replyDays: 5,
          }}
          fetching={fetching}
          send={send}
          close={() => setOpen(false)}
        />
      )}
    </div>
  );
}
