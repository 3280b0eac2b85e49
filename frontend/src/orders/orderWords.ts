import { useTranslation } from "react-i18next";
import type { OrderKind } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";

/** What is called otherwise of a rectification, an advice or a talk stands beside the word as `WORD_KIND`. */
export function useOrderWords(kind: OrderKind) {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const word = (prefix: string) => (one: string) => knownWord(prefix, one, { context: kind });
  return {
    act: word("orderAct"),
    doing: word("order.do"),
    state: word("orderState"),
    title: t(`orderKind.${kind}`),
  };
}
