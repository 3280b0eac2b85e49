import { Alert, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useClassWords } from "../classes/useClassWords";
import type { CaseFileFragment } from "../gql/graphql";
import { LampSign } from "../lamp/LampSign";
import { showMoment } from "../time/shanghai";
import { IdNumber } from "./IdNumber";

export function CaseHead({ file }: { file: CaseFileFragment }) {
  const { t } = useTranslation();
  const words = useClassWords();
  return (
    <header className="case-head">
      <nav className="quiet" aria-label={t("region.crumbs")}>
        <Link to={`/regions/${file.hall.code}`}>{file.hall.name}</Link>
        {" / "}
        <Link to={`/halls/${file.hall.code}/cases`}>{t("cases.title")}</Link>
      </nav>
      <h1>
        <LampSign lamp={file.lamp} /> <span className="figures">{file.number}</span> <span>{file.item.name}</span>
      </h1>
      <div className="case-facts">
        <Tag>{t(`caseState.${file.state}`)}</Tag>
        {file.outcome && <Tag>{t(`outcome.${file.outcome}`)}</Tag>}
        {file.deemedAt && <Tag className="tag-bad">{t("case.deemed")}</Tag>}
        {file.anomalies.map((one) => (
          <Tag key={one} className="tag-bad">
            {t(`anomaly.${one}`)}
          </Tag>
        ))}
        {file.isPartial && <Tag>{t("case.partial")}</Tag>}
        {file.isTrial && <Tag>{t("case.trial")}</Tag>}
        {file.stage && <span>{t("case.inStage", { stage: file.stage })}</span>}
        <span>{file.department.name}</span>
        <span>{t("case.applicantIs", { name: file.applicantName })}</span>
        {file.applicantId && <IdNumber file={file} paper={file.applicantId} />}
        <span>{t(`channel.${file.channel}`)}</span>
        {file.handlerName && <span>{t("case.handlerIs", { name: file.handlerName })}</span>}
        {file.classes.map((one) => (
          <Tag key={one}>{words.caseClass(one)}</Tag>
        ))}
      </div>
      {file.noDataSince && (
        <Alert
          type="warning"
          showIcon
          title={t("case.noData", { since: showMoment(file.noDataSince) })}
          description={t("case.noDataMeans")}
        />
      )}
    </header>
  );
}
