import { Alert, Button, Input, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { type UserProblem, useSaying } from "../states/saying";
import { SendAgainDocument, SetAsideDeliveriesDocument } from "./deliveryQueries";

type Props = { hall: string; ids: readonly string[]; done: () => void };

/** Dead ones that were chosen: sent again, or set aside with the reason. */
export function DeliveryActs({ hall, ids, done }: Props) {
  const { t } = useTranslation();
  const saying = useSaying();
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string>();
  const [sending, again] = useMutation(SendAgainDocument);
  const [setting, aside] = useMutation(SetAsideDeliveriesDocument);
  const finish = (error: Parameters<typeof saying.ofQuery>[0] | undefined, refused: readonly UserProblem[]) => {
    const said = error ? saying.ofQuery(error) : refused.map(saying.ofUser)[0];
    setProblem(said);
    if (said) return;
    setReason("");
    done();
  };
  const input = { hall, ids: [...ids] };
  const sendAgain = async () => {
    const { data, error } = await again({ input });
    finish(error, data?.act.errors ?? []);
  };
  const setAside = async () => {
    const { data, error } = await aside({ input: { ...input, reason } });
    finish(error, data?.act.errors ?? []);
  };
  return (
    <div className="no-print">
      <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
      <Space wrap>
        <Button type="primary" disabled={ids.length === 0} loading={sending.fetching} onClick={sendAgain}>
          {t("delivery.again", { count: ids.length })}
        </Button>
        <Input
          aria-label={t("field.reason")}
          placeholder={t("field.reason")}
          maxLength={300}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <Button disabled={ids.length === 0 || !reason.trim()} loading={setting.fetching} onClick={setAside}>
          {t("delivery.aside", { count: ids.length })}
        </Button>
      </Space>
    </div>
  );
}
