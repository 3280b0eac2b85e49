import { Button, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ShownRowFragment } from "../gql/graphql";
import { ListTable } from "../tables/ListTable";
import { showMoment } from "../time/shanghai";
import { RowDrawer } from "./RowDrawer";

type Props = { hall: string; rows: readonly ShownRowFragment[]; mayDecide: boolean; again: () => void };

/** Newest first, each with the code by which it was rejected and what was decided on it. */
export function QuarantineTable({ hall, rows, mayDecide, again }: Props) {
  const { t } = useTranslation();
  const [opened, open] = useState<ShownRowFragment>();
  return (
    <>
      <ListTable<ShownRowFragment>
        aria-label={t("exchange.quarantine")}
        rowKey="id"
        dataSource={[...rows]}
        scroll={{ x: "max-content" }}
        columns={[
          {
            key: "at",
            title: t("exchange.at"),
            render: (_, { at }) => <time dateTime={at}>{showMoment(at)}</time>,
          },
          {
            key: "from",
            rowScope: "row",
            title: t("exchange.from"),
            render: (_, row) => `${row.fileName}${row.line ? `:${row.line}` : ""}`,
          },
          {
            key: "code",
            title: t("exchange.why"),
            render: (_, { code, message }) => <Reason code={code} said={message} />,
          },
          {
            key: "decision",
            title: t("exchange.decision"),
            render: (_, { decision }) =>
              decision ? (
                <>
                  <Tag>{t(decision.kind === "MENDED" ? "exchange.mended" : "exchange.refused")}</Tag>
                  <div className="quiet">
                    {decision.personName} · {decision.reason}
                  </div>
                </>
              ) : (
                t("exchange.undecided")
              ),
          },
          {
            key: "open",
            title: t("exchange.acts"),
            render: (_, row) => (
              <Button size="small" onClick={() => open(row)}>
                {t("exchange.open")}
              </Button>
            ),
          },
        ]}
      />
      {opened && (
        <RowDrawer
          hall={hall}
          row={opened}
          mayDecide={mayDecide && !opened.decision}
          close={() => open(undefined)}
          again={again}
        />
      )}
    </>
  );
}

function Reason({ code, said }: { code: string; said: string }) {
  return (
    <>
      <code>{code}</code>
      <div className="quiet">{said}</div>
    </>
  );
}
