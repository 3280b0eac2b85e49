import { App, Button, Popconfirm } from "antd";
import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import type { RegisteredRuleFragment } from "../gql/graphql";
import { useSaying } from "../states/saying";
import { ListTable } from "../tables/ListTable";
import { RepealLocalRuleDocument } from "./registerQueries";

type Props = { hall: string; rows: RegisteredRuleFragment[]; mayRepeal: boolean; today: string; done: () => void };

/** Rules with their articles below; what a source does not show is said to be unknown. */
export function RuleTable({ hall, rows, mayRepeal, today, done }: Props) {
  const { t } = useTranslation();
  const unknown = <span className="quiet">{t("localRule.unknown")}</span>;
  const columns: ColumnType<RegisteredRuleFragment>[] = [
    { key: "title", rowScope: "row", title: t("localRule.name"), render: (_, row) => row.title },
    { key: "number", title: t("localRule.number"), render: (_, row) => row.number ?? unknown },
    { key: "organ", title: t("localRule.organ"), render: (_, row) => row.organ ?? unknown },
    { key: "scope", title: t("localRule.scope"), render: (_, row) => row.hallName ?? t(`ruleScope.${row.scope}`) },
    { key: "from", title: t("localRule.fromOn"), className: "figures", render: (_, row) => row.fromOn ?? unknown },
    {
      key: "until",
      title: t("localRule.repealedOn"),
      className: "figures",
      render: (_, row) =>
        row.repealedOn ??
        (mayRepeal && row.hall === hall && <Repeal hall={hall} rule={row} today={today} done={done} />),
    },
  ];
  return (
    <ListTable<RegisteredRuleFragment>
      aria-label={t("localRule.title")}
      rowKey="id"
      columns={columns}
      dataSource={rows}
      scroll={{ x: 900 }}
      expandable={{
        columnTitle: t("localRule.article"),
        defaultExpandAllRows: true,
        expandedRowRender: (row) => <Articles rule={row} />,
      }}
    />
  );
}

function Articles({ rule }: { rule: RegisteredRuleFragment }) {
  const { t } = useTranslation();
  return (
    <>
      <dl className="facts">
        {rule.articles.map(({ id, number, text, isWording }) => [
          <dt key={id}>{number ?? t("localRule.noNumber")}</dt>,
          <dd key={`${id}-text`}>
            {text} {!isWording && <span className="quiet">{t("localRule.notWording")}</span>}
          </dd>,
        ])}
      </dl>
      {rule.notShown && <p className="quiet">{t("localRule.notShown", { what: rule.notShown })}</p>}
    </>
  );
}

type RepealProps = { hall: string; rule: RegisteredRuleFragment; today: string; done: () => void };

function Repeal({ hall, rule, today, done }: RepealProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [{ fetching }, repeal] = useMutation(RepealLocalRuleDocument);
  const send = async () => {
    const { data, error } = await repeal({ input: { hall, id: rule.id, on: today } });
    const refusal = data?.act.errors[0];
    if (error || refusal) message.error(error ? saying.ofQuery(error) : refusal && saying.ofUser(refusal));
    else done();
  };
  return (
    <Popconfirm
      title={t("localRule.repealToday")}
      onConfirm={send}
      okText={t("act.submit")}
      cancelText={t("act.cancel")}
    >
      <Button size="small" loading={fetching}>
        {t("localRule.repeal")}
      </Button>
    </Popconfirm>
  );
}
