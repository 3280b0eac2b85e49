import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import type { FiledDocumentFragment } from "../gql/graphql";
import { showMoment } from "../time/shanghai";

/** What was issued in the case: each opens as a PDF, and its code can be checked by anybody. */
export function CaseDocuments({ documents }: { documents: readonly FiledDocumentFragment[] }) {
  const { t } = useTranslation();
  if (documents.length === 0) return <p className="quiet">{t("document.none")}</p>;
  return (
    <ul className="documents">
      {documents.map(({ title, number, issuedAt, issuerName, code, path, isWithdrawn }) => (
        <li key={number}>
          <a href={path} target="_blank" rel="noreferrer">
            {title}
          </a>{" "}
          {isWithdrawn && <Tag className="tag-bad">{t("document.withdrawn")}</Tag>}
          <div className="quiet figures">
            {number} · <time dateTime={issuedAt}>{showMoment(issuedAt)}</time> · {issuerName}
          </div>
          <div className="quiet figures">
            {t("document.code")} <a href={`/verify/${code}`}>{code}</a>
          </div>
        </li>
      ))}
    </ul>
  );
}
