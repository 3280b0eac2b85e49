import { Button, Drawer, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useQuery } from "urql";
import { useMe } from "../app/session";
import { SentMessages } from "../deliveries/SentMessages";
import type { ContactStep } from "../gql/graphql";
import { AbsentState } from "../states/AbsentState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { showMoment } from "../time/shanghai";
import { ContactAct } from "./ContactAct";
import { ContactDocument } from "./contactQueries";

type Props = { hall: string; number: string; close: () => void };

/** One first contact: its duty trail, and what its owner, or who is to take it over, may do. */
export function ContactDrawer({ hall, number, close }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ContactStep>();
  const [{ data, error }, ask] = useQuery({ query: ContactDocument, variables: { hall, contact: number } });
  const contact = data?.contact;
  const { activePost } = useMe();
  const mayRecord = activePost?.role === "CLERK" && activePost.hall.code === hall;
  return (
    <Drawer open size="large" title={`${t("contact.title")} ${number}`} onClose={close}>
      {error && <ProblemState error={error} retry={() => ask({ requestPolicy: "network-only" })} />}
      {!error && !data && <LoadingState />}
      {data && !contact && <AbsentState text={t("contact.absent")} />}
      {contact && (
        <>
          <dl className="facts">
            <dt>{t("contact.askerName")}</dt>
            <dd>
              {contact.askerName} · {t(`contactWay.${contact.way}`)}
            </dd>
            <dt>{t("contact.question")}</dt>
            <dd>{contact.question}</dd>
            <dt>{t("contact.owner")}</dt>
            <dd>
              {contact.ownerName}{" "}
              {contact.offeredToName && <strong>{t("contact.untaken", { name: contact.offeredToName })}</strong>}
            </dd>
            {contact.caseNumber && (
              <>
                <dt>{t("case.number")}</dt>
                <dd>
                  <Link to={`/halls/${hall}/cases/${encodeURIComponent(contact.caseNumber)}`}>
                    {contact.caseNumber}
                  </Link>
                </dd>
              </>
            )}
          </dl>
          <h3>{t("contact.trail")}</h3>
          <ol>
            {contact.steps.map((step) => (
              <li key={step.kind + step.at}>
                <strong>{t(`contactStep.${step.kind}`)}</strong> {step.personName}
                {step.toName && ` → ${step.toName}`} <span className="quiet figures">{showMoment(step.at)}</span>
                {step.text && <div>{step.text}</div>}
                {step.path && (
                  <div>
                    <a href={step.path} target="_blank" rel="noreferrer">
                      {step.document}
                    </a>
                  </div>
                )}
              </li>
            ))}
          </ol>
          <Space wrap role="group" aria-label={t("act.title")}>
            {contact.permittedSteps.map((kind) => (
              <Button key={kind} onClick={() => setChosen(kind)}>
                {t(`contactAct.${kind as "ANSWERED"}`)}
              </Button>
            ))}
          </Space>
          <h3>{t("delivery.title")}</h3>
          <SentMessages
            hall={hall}
            about={{ contactNumber: number }}
            offered={
              mayRecord && contact.steps.some(({ kind }) => kind === "NOTICE_GIVEN")
                ? [{ what: "contact", number, title: t("delivery.sendNotice") }]
                : []
            }
          />
          {chosen && contact.permittedSteps.includes(chosen) && (
            <ContactAct
              key={chosen}
              kind={chosen}
              hall={hall}
              contact={contact}
              done={() => {
                setChosen(undefined);
                ask({ requestPolicy: "network-only" });
              }}
            />
          )}
        </>
      )}
    </Drawer>
  );
}
