import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { ProblemState } from "../states/ProblemState";
import { showMoment } from "../time/shanghai";
import { DeliverySteps } from "./DeliverySteps";
import { DeliveryStanding } from "./DeliveryTable";
import { DeliveriesDocument } from "./deliveryQueries";
import { SendDrawer, type Sent } from "./SendDrawer";
import "./deliveries.css";

type About = { caseNumber: string } | { contactNumber: string };
type Props = { hall: string; about: About; offered: readonly Sent[] };

/** What was sent about a case or first contact, with its receipts, and what may be sent. */
export function SentMessages({ hall, about, offered }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Sent>();
  const [{ data, error }, ask] = useQuery({ query: DeliveriesDocument, variables: { hall, ...about } });
  const again = () => ask({ requestPolicy: "network-only" });
  if (error) return <ProblemState error={error} retry={again} />;
  const rows = data?.deliveries.edges.map(({ node }) => node) ?? [];
  return (
    <>
      {rows.length === 0 ? (
        <p className="quiet">{t("delivery.nothingSent")}</p>
      ) : (
        <ul className="documents">
          {rows.map((row) => (
            <li key={row.id}>
              {t(`noticeChannel.${row.channel}`)} <span className="figures">{row.masked}</span>{" "}
              {row.subject || row.text}
              <div className="quiet figures">
                {showMoment(row.at)} {row.sentByName}
              </div>
              <DeliveryStanding row={row} />
              <DeliverySteps steps={row.steps} />
            </li>
          ))}
        </ul>
      )}
      <div className="no-print send-offers">
        {offered.map((sent) => (
          <Button key={sent.title} size="small" onClick={() => setChosen(sent)}>
            {sent.title}
          </Button>
        ))}
      </div>
      {chosen && (
        <SendDrawer
          hall={hall}
          sent={chosen}
          close={() => setChosen(undefined)}
          done={() => {
            setChosen(undefined);
            again();
          }}
        />
      )}
    </>
  );
}
