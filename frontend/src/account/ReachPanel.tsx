import { Alert, Button, Form, Input, Space, Switch, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type TypedDocumentNode, useClient, useQuery } from "urql";
import type { ShownReachFragment } from "../gql/graphql";
import { ProblemState } from "../states/ProblemState";
import { type UserProblem, useSaying } from "../states/saying";
import {
  ConfirmReachDocument,
  ForgetReachDocument,
  KeepReachDocument,
  ReachesDocument,
  WantReachDocument,
} from "./accountQueries";

type Act = <V extends object>(
  document: TypedDocumentNode<{ act: { errors: UserProblem[] } }, V>,
  given: V,
) => Promise<boolean>;

/** Where a person is told besides the list in the application: by e-mail and short message, if he wants. */
export function ReachPanel() {
  const { t } = useTranslation();
  const client = useClient();
  const saying = useSaying();
  const [problem, setProblem] = useState<string>();
  const [{ data, error }, ask] = useQuery({ query: ReachesDocument, requestPolicy: "cache-and-network" });
  if (error) return <ProblemState error={error} retry={() => ask({ requestPolicy: "network-only" })} />;
  const act: Act = async (document, given) => {
    const { data: done, error: failed } = await client.mutation(document, given).toPromise();
    const said = failed ? saying.ofQuery(failed) : done?.act.errors.map(saying.ofUser)[0];
    setProblem(said);
    ask({ requestPolicy: "network-only" });
    return !said;
  };
  return (
    <section className="panel" aria-labelledby="reach">
      <h2 id="reach">{t("reach.title")}</h2>
      <p className="quiet">{t("reach.about")}</p>
      <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
      {data?.reaches.map((reach) => (
        <ReachOf key={reach.channel} reach={reach} act={act} />
      ))}
    </section>
  );
}

function ReachOf({ reach, act }: { reach: ShownReachFragment; act: Act }) {
  const { t } = useTranslation();
  const { channel, isOffered, masked, isWanted, isConfirmed } = reach;
  const name = t(`noticeChannel.${channel}`);
  const address = t(`delivery.address.${channel}`);
  return (
    <section aria-label={name}>
      <h3>
        {name} {masked && <span className="figures">{masked}</span>}{" "}
        {masked && <Tag>{t(isConfirmed ? "reach.confirmed" : "reach.unconfirmed")}</Tag>}
      </h3>
      {!isOffered && <p className="quiet">{t("channels.off")}</p>}
      {isOffered && masked && !isConfirmed && (
        <Form
          layout="inline"
          requiredMark={false}
          onFinish={({ code }: { code: string }) => void act(ConfirmReachDocument, { channel, code })}
        >
          <Form.Item name="code" label={t("reach.code")} rules={[{ required: true, message: t("reach.codeMissing") }]}>
            <Input maxLength={6} inputMode="numeric" autoComplete="one-time-code" />
          </Form.Item>
          <Button type="primary" htmlType="submit">
            {t("reach.confirm")}
          </Button>
        </Form>
      )}
      {masked && (
        <Space wrap>
          {isConfirmed && (
            <span>
              <Switch
                aria-label={t("reach.wanted", { name })}
                checked={isWanted}
                onChange={(on) => void act(WantReachDocument, { channel, isWanted: on })}
              />{" "}
              {t("reach.wanted", { name })}
            </span>
          )}
          <Button onClick={() => void act(ForgetReachDocument, { channel })}>{t("reach.forget")}</Button>
        </Space>
      )}
      {isOffered && !masked && (
        <Form
          layout="inline"
          requiredMark={false}
          onFinish={(given: { address: string }) => void act(KeepReachDocument, { channel, ...given })}
        >
          <Form.Item
            name="address"
            label={address}
            rules={[{ required: true, message: t("field.missing", { field: address }) }]}
          >
            <Input maxLength={254} autoComplete={channel === "SMS" ? "tel" : "email"} />
          </Form.Item>
          <Button htmlType="submit">{t("reach.keep")}</Button>
        </Form>
      )}
    </section>
  );
}
