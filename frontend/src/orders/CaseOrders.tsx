import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { OPEN_ACCOUNTABILITY } from "../accountability/accountabilityActs";
import { useMe } from "../app/session";
import { DRAFT_CIRCULAR } from "../circulars/circularActs";
import { BeginMatter } from "../matters/BeginMatter";
import { WITHDRAW_REDS } from "../reds/redActs";
import { DRAFT_ORDER } from "./orderActs";

type Props = { hall: string; number: string; item: string };

/** Beside the reds of a case: what supervision did about it, and for who supervises the way to more. */
export function CaseOrders({ hall, number, item }: Props) {
  const { t } = useTranslation();
  const { activePost } = useMe();
  const supervises = activePost && ["INSPECTOR", "SUPERVISOR"].includes(activePost.role);
  const signs = activePost && ["SUPERVISOR", "LEADER"].includes(activePost.role);
  const input = { hall, cases: [number] };
  const subject = t("order.firstSubject", { number, item });
  const found = `case=${encodeURIComponent(number)}`;
  return (
    <>
      <p className="order-links">
        <Link to={`/halls/${hall}/orders?${found}`}>{t("order.ofCase")}</Link>
        <Link to={`/halls/${hall}/accountability?${found}`}>{t("accountability.ofCase")}</Link>
      </p>
      {supervises && (
        <div className="order-links no-print">
          <BeginMatter
            label={t("order.draft")}
            form={DRAFT_ORDER}
            input={input}
            initial={{ kind: "ORDER", subject, demand: t("order.firstDemand"), replyDays: 5 }}
            member="order"
            address={`/halls/${hall}/orders`}
          />
          <BeginMatter
            label={t("accountability.open")}
            form={OPEN_ACCOUNTABILITY}
            input={input}
            initial={{ mode: "DEPARTMENT", subject }}
            member="case"
            address={`/halls/${hall}/accountability`}
          />
          <BeginMatter
            label={t("circular.draft")}
            form={DRAFT_CIRCULAR}
            input={input}
            initial={{ subject }}
            member="circular"
            address={`/halls/${hall}/circulars`}
          />
        </div>
      )}
      {signs && (
        <div className="order-links no-print">
          <BeginMatter
            label={t("reds.withdraw")}
            form={WITHDRAW_REDS}
            input={input}
            initial={{}}
            member="decision"
            address={`/halls/${hall}/red-decisions`}
            isList
          />
        </div>
      )}
    </>
  );
}
