import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import type { FiledLimitFragment } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";

/** A limit in words: length, from when it runs, extension, and the basis, marked where nobody has read it yet. */
export function LimitWords({ limit }: { limit: FiledLimitFragment | null | undefined }) {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  if (!limit) return <span className="quiet">{t("limit.none")}</span>;
  return (
    <>
      <strong>{knownWord("unit", limit.unit, { count: limit.value })}</strong>
      {" · "}
      {knownWord("anchor", limit.anchor)}
      {limit.extension ? ` · ${t("limit.extension", { count: limit.extension })}` : null}
      <div className="quiet">
        {limit.basis || t("limit.noBasis")}
        {!limit.basisConfirmed && (
          <>
            {" "}
            <Tag color="#874d00">{t("limit.unconfirmed")}</Tag>
          </>
        )}
      </div>
    </>
  );
}
