import { Alert, Button, Form, Popconfirm, QRCode, Space, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type TypedDocumentNode, useClient } from "urql";
import { COLOURS } from "../design/tokens";
import { CodeField } from "../signin/CodeField";
import { type UserProblem, useSaying } from "../states/saying";
import {
  EnrolSecondFactorDocument,
  RenewRecoveryCodesDocument,
  TurnOffSecondFactorDocument,
  TurnOnSecondFactorDocument,
} from "./accountQueries";

type Enrolment = { secret: string; address: string };
type Payload = { errors: UserProblem[] };

type Props = { isOn: boolean; recoveryLeft: number; changed: () => void };

/** A code of the telephone at sign-in: turned on with a QR code, and off. Recovery codes are shown once. */
export function SecondFactorPanel({ isOn, recoveryLeft, changed }: Props) {
  const { t } = useTranslation();
  const client = useClient();
  const saying = useSaying();
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const [codes, setCodes] = useState<readonly string[]>();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const send = async <P extends Payload, V extends object>(
    document: TypedDocumentNode<{ act: P }, V>,
    given: V,
  ): Promise<P | undefined> => {
    setBusy(true);
    const { data, error } = await client.mutation(document, given).toPromise();
    setBusy(false);
    const refusal = error ? saying.ofQuery(error) : data?.act.errors.map(saying.ofUser)[0];
    setProblem(refusal);
    return refusal ? undefined : data?.act;
  };
  const begin = async () => {
    const made = await send(EnrolSecondFactorDocument, {});
    if (made?.secret && made.address) setEnrolment({ secret: made.secret, address: made.address });
  };
  const finish = async ({ code }: { code: string }) => {
    const made = await send(TurnOnSecondFactorDocument, { code });
    if (!made) return;
    setEnrolment(undefined);
    setCodes(made.recoveryCodes);
    changed();
  };
  const renew = async () => {
    const made = await send(RenewRecoveryCodesDocument, {});
    if (!made) return;
    setCodes(made.recoveryCodes);
    changed();
  };
  const turnOff = async () => {
    if (!(await send(TurnOffSecondFactorDocument, {}))) return;
    setCodes(undefined);
    changed();
  };
  return (
    <section className="panel" aria-labelledby="second-factor">
      <h2 id="second-factor">
        {t("account.secondFactor")} <Tag>{t(isOn ? "account.isOn" : "account.isOff")}</Tag>
      </h2>
      <p className="quiet">{t("account.secondFactorAbout")}</p>
      <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
      {codes && <RecoveryCodes codes={codes} />}
      {isOn && (
        <>
          <p>{t("account.recoveryLeft", { count: recoveryLeft })}</p>
          <Space wrap>
            <Button loading={isBusy} onClick={renew}>
              {t("account.renewCodes")}
            </Button>
            <Popconfirm title={t("account.turnOffAsked")} onConfirm={() => void turnOff()}>
              <Button danger loading={isBusy}>
                {t("account.turnOff")}
              </Button>
            </Popconfirm>
          </Space>
        </>
      )}
      {!isOn && !enrolment && (
        <Button type="primary" loading={isBusy} onClick={begin}>
          {t("account.turnOn")}
        </Button>
      )}
      {!isOn && enrolment && (
        <Form layout="vertical" className="narrow-form" requiredMark={false} onFinish={finish}>
          <p>{t("account.scan")}</p>
          <QRCode
            type="svg"
            aria-label={t("account.qrCode")}
            value={enrolment.address}
            color={COLOURS.light.text}
            bgColor={COLOURS.light.surface}
          />
          <p>
            {t("account.secret")} <code className="figures">{enrolment.secret}</code>
          </p>
          <CodeField />
          <Button htmlType="submit" type="primary" loading={isBusy}>
            {t("account.finish")}
          </Button>
        </Form>
      )}
    </section>
  );
}

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      title={t("account.codesOnce")}
      description={
        <ul className="recovery-codes figures" aria-label={t("account.recoveryCodes")}>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      }
    />
  );
}
