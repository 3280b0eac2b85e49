import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { CaseFileFragment } from "../gql/graphql";
import { LampSign } from "../lamp/LampSign";

export function CaseHead({ file }: { file: CaseFileFragment }) {
  const { t } = useTranslation();
  return (
    <header className="case-head">
      <nav className="quiet" aria-label={t("region.crumbs")}>
        <Link to={`/regions/${file.hall.code}`}>{file.hall.name}</Link>
        {" / "}
        <Link to={`/halls/${file.hall.code}/cases`}>{t("cases.title")}</Link>
      </nav>
      <h1>
        <LampSign lamp={file.lamp} /> <span className="figures">{file.number}</span> {file.item.name}
      </h1>
      <div className="case-facts">
        <Tag>{t(`caseState.${file.state}`)}</Tag>
        {file.outcome && <Tag>{t(`outcome.${file.outcome}`)}</Tag>}
        {file.stage && <span>{t("case.inStage", { stage: file.stage })}</span>}
        <span>{file.department.name}</span>
        <span>{t("case.applicantIs", { name: file.applicantName })}</span>
        <span>{t(`channel.${file.channel}`)}</span>
      </div>
    </header>
  );
}
