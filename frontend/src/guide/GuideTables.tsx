import { Table } from "antd";
import { useTranslation } from "react-i18next";
import type { GuidedItemFragment } from "../gql/graphql";

type Guide = NonNullable<GuidedItemFragment["guide"]>;

export function GuideTables({ guide }: { guide: Guide }) {
  const { t } = useTranslation();
  const materials = (["name", "originals", "copies", "issuer"] as const).map((key) => ({
    key,
    dataIndex: key,
    title: t(`guide.material.${key}`),
  }));
  return (
    <>
      {guide.conditions.length > 0 && (
        <section className="panel">
          <h2>{t("guide.conditions")}</h2>
          <ul>
            {guide.conditions.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
      )}
      <section className="panel">
        <h2>{t("guide.materials")}</h2>
        <Table
          aria-label={t("guide.materials")}
          size="small"
          rowKey="name"
          columns={materials}
          dataSource={[...guide.materials]}
          pagination={false}
          scroll={{ x: "max-content" }}
        />
      </section>
      <section className="panel">
        <h2>{t("guide.fees")}</h2>
        {guide.fees.length === 0 && <p>{t("guide.free")}</p>}
        <ul>
          {guide.fees.map((fee) => (
            <li key={fee.name}>
              <strong>{fee.name}</strong> {fee.standard}{" "}
              <span className="quiet">
                {fee.basis} {!fee.isConfirmed && t("guide.unconfirmed")}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
