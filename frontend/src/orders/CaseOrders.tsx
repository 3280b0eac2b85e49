import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useMe } from "../app/session";
import { DraftOrder } from "./DraftOrder";

type Props = { hall: string; number: string; item: string };

/** Beside the reds of a case: the orders that name it, and for who supervises the way to a new one. */
export function CaseOrders({ hall, number, item }: Props) {
  const { t } = useTranslation();
  const { activePost } = useMe();
  const supervises = activePost && ["INSPECTOR", "SUPERVISOR"].includes(activePost.role);
  return (
    <>
      <p>
        <Link to={`/halls/${hall}/orders?case=${encodeURIComponent(number)}`}>{t("order.ofCase")}</Link>
      </p>
      {supervises && <DraftOrder hall={hall} number={number} item={item} />}
    </>
  );
}
