import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { ChannelPanel } from "./ChannelPanel";
import { ChannelsDocument } from "./deliveryQueries";
import { TemplatePanel } from "./TemplatePanel";
import "./deliveries.css";

/** When a hall's channels may be used, what they may cost, and in which words messages leave. */
export function ChannelsPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  usePageTitle(t("channels.title"));
  const [{ data, error }, ask] = useQuery({
    query: ChannelsDocument,
    variables: { hall: code },
    requestPolicy: "cache-and-network",
  });
  const again = () => ask({ requestPolicy: "network-only" });
  if (error) return <ProblemState error={error} retry={again} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <div className="page-head">
        <h1>{t("channels.title")}</h1>
        <LinkButton to={`/halls/${code}/deliveries`}>{t("delivery.title")}</LinkButton>
      </div>
      {data.channels.map((channel) => (
        <ChannelPanel key={channel.channel} hall={code} channel={channel} changed={again} />
      ))}
      <TemplatePanel hall={code} templates={data.noticeTemplates} changed={again} />
    </>
  );
}
