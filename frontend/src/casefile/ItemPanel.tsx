import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { FiledItemFragment } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";
import { ABSENT } from "../time/shanghai";
import { LimitWords } from "./LimitWords";

/** The version of the item that the case was accepted under: its limits, their legal basis, its stages. */
export function ItemPanel({ item, hall }: { item: FiledItemFragment; hall: string }) {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  return (
    <dl className="facts">
      <dt>{t("item.label")}</dt>
      <dd>
        <Link to={`/halls/${hall}/items/${encodeURIComponent(item.code)}`}>{item.name}</Link>{" "}
        <span className="quiet figures">{item.code}</span>
      </dd>
      <dt>{t("item.version")}</dt>
      <dd>{item.version ?? ABSENT}</dd>
      <dt>{t("item.promised")}</dt>
      <dd>
        <LimitWords limit={item.promised} />
      </dd>
      <dt>{t("item.statutory")}</dt>
      <dd>
        <LimitWords limit={item.statutory} />
      </dd>
      {item.stages.length > 0 && (
        <>
          <dt>{t("item.stages")}</dt>
          <dd>
            <ol className="stages">
              {item.stages.map((stage) => (
                <li key={stage.name}>
                  {stage.name}
                  {stage.limit && ` ${knownWord("unit", stage.limit.unit, { count: stage.limit.value })}`}
                </li>
              ))}
            </ol>
          </dd>
        </>
      )}
    </dl>
  );
}
