import { ExpandOutlined } from "@ant-design/icons";
import { Alert, Button, Space } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useMe, useToday } from "../app/session";
import { showReading } from "../region/figures";
import { regionRows } from "../region/measureRows";
import { type MeasureKey, measureOf, reading } from "../region/measures";
import { PhaseBars } from "../region/PhaseBars";
import { AbsentState } from "../states/AbsentState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { useSaying } from "../states/saying";
import { showMoment } from "../time/shanghai";
import { useRefreshed } from "./useRefreshed";
import { WallDepartments } from "./WallDepartments";
import { WallTable } from "./WallTable";
import "./wall.css";

const TODAY: readonly MeasureKey[] = ["received", "concluded", "open", "overdue", "yellow", "red"];
const MONTH: readonly MeasureKey[] = ["overdueRate", "onTimeRate"];

/** For a screen on a wall: a region today, large, asked anew each minute; counts and rates only, nobody's name. */
export function WallPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const today = useToday();
  const { isDemo } = useMe();
  const saying = useSaying();
  const wall = useRef<HTMLDivElement>(null);
  const { data, error, variables, retry } = useRefreshed(code, today);
  const region = data?.hall;
  usePageTitle(region ? t("wall.title", { name: region.name }) : undefined);
  if (error && !region) return <ProblemState error={error} retry={retry} />;
  if (!data) return <LoadingState />;
  if (!region) return <AbsentState text={t("region.absent")} />;
  const card = (key: MeasureKey, isOfMonth: boolean) => {
    const measure = measureOf(key);
    const value = measure ? reading((isOfMonth ? region.compared : region.current) ?? null, measure) : null;
    return (
      <div key={key} className={`wall-figure wall-${key}`}>
        <dt>{t(isOfMonth ? "wall.ofMonth" : "wall.ofToday", { measure: t(`measure.${key}`) })}</dt>
        <dd className="figures">{measure && showReading(value, measure)}</dd>
      </div>
    );
  };
  const rows = regionRows(region, t("region.own", { name: region.name }), "");
  const silent = region.link.silent + region.link.silentFeeds;
  return (
    <div className="wall" ref={wall}>
      <div className="page-head">
        <div>
          <h1>
            {region.name} {isDemo && <span className="wall-mark">{t("app.demoMark")}</span>}
          </h1>
          <div className="quiet figures">
            {t("region.asOf")} <time dateTime={region.current.asOf}>{showMoment(region.current.asOf)}</time>
            {" · "}
            {t("wall.linked", { connected: region.link.connected, halls: region.link.halls })}
            {silent > 0 && ` · ${t("region.linkSilent", { count: silent })}`}
          </div>
        </div>
        <Space wrap className="no-print wall-steps">
          <Button icon={<ExpandOutlined aria-hidden />} onClick={() => void wall.current?.requestFullscreen()}>
            {t("wall.fullScreen")}
          </Button>
          <LinkButton to={`/regions/${code}`}>{t("why.back")}</LinkButton>
        </Space>
      </div>
      {error && <Alert type="warning" showIcon title={t("wall.old", { problem: saying.ofQuery(error) })} />}
      <dl className="wall-figures">
        {TODAY.map((key) => card(key, false))}
        {MONTH.map((key) => card(key, true))}
      </dl>
      {rows.length > 0 && (
        <section className="panel">
          <h2>{t("measureGroup.phases")}</h2>
          <PhaseBars rows={rows} />
        </section>
      )}
      <section className="panel">
        {region.children.length > 0 ? (
          <WallTable
            rows={rows}
            nameTitle={t("region.tab.children")}
            caption={t("region.tab.children")}
            variables={variables}
          />
        ) : (
          <WallDepartments variables={variables} />
        )}
      </section>
    </div>
  );
}
