import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import type { FiledLimitFragment } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";

// A stage's own limit is the hall's promise and has no article.
const STAGE_BEGUN = "STAGE_BEGUN";

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
      {limit.anchor !== STAGE_BEGUN && (
        <div className="quiet">
          {limit.basis || t("limit.noBasis")}
          {!limit.basisConfirmed && (
            <>
              {" "}
              <Tag className="tag-caution">{t("limit.unconfirmed")}</Tag>
            </>
          )}
        </div>
      )}
    </>
  );
}
