import type { OrderFileFragment } from "../gql/graphql";
import { MatterActionBar } from "../matters/MatterActionBar";
import { ORDER_ACTS } from "./orderActs";
import { useOrderWords } from "./orderWords";

type Props = { hall: string; order: OrderFileFragment };

/** What the server says this person may do now with the order. */
export function OrderActionBar({ hall, order }: Props) {
  const words = useOrderWords(order.kind);
  const { subject, demand, replyDays } = order;
  return (
    <MatterActionBar
      hall={hall}
      id={order.id}
      offered={order.permittedActs}
      acts={ORDER_ACTS}
      doWord={words.doing}
      doneWord={words.act}
      initial={(act) => (act === "REDRAFTED" ? { subject, demand, replyDays } : { replyDays })}
    />
  );
}
