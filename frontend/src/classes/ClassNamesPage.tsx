import { App, Button, Form, Input, Space } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useMutation, useQuery } from "urql";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { CLASSES } from "../cases/CaseFilters";
import type { CaseClass, ShownClassNameFragment } from "../gql/graphql";
import { ArticleSelect } from "../register/ArticleSelect";
import { CitedLink } from "../register/CitedLink";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { useSaying } from "../states/saying";
import { ListTable } from "../tables/ListTable";
import { ClassNamesDocument, NameClassDocument } from "./classQueries";

const LONGEST = 16;
type Row = { caseClass: CaseClass; called: ShownClassNameFragment | undefined };

/** What this place calls the classes of cases; its administrator says so, and it holds below until others say so. */
export function ClassNamesPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const { activePost } = useMe();
  usePageTitle(t("classNames.title"));
  const [{ data, error }, ask] = useQuery({ query: ClassNamesDocument, variables: { code } });
  const again = () => ask({ requestPolicy: "network-only" });
  if (error) return <ProblemState error={error} retry={again} />;
  if (!data) return <LoadingState />;
  const isAdministrator = activePost?.role === "HALL_ADMIN" && activePost.hall.code === code;
  const rows: Row[] = CLASSES.map((caseClass) => ({
    caseClass,
    called: data.classNames.find((one) => one.caseClass === caseClass),
  }));
  return (
    <>
      <div className="page-head">
        <h1>{t("classNames.title")}</h1>
      </div>
      <section className="panel" aria-label={t("classNames.title")}>
        <p className="quiet">{t("classNames.about")}</p>
        <ListTable<Row>
          aria-label={t("classNames.title")}
          rowKey="caseClass"
          dataSource={rows}
          scroll={{ x: "max-content" }}
          columns={[
            { key: "usual", title: t("classNames.usual"), render: (_, { caseClass }) => t(`caseClass.${caseClass}`) },
            {
              key: "here",
              title: t("classNames.here"),
              render: (_, { caseClass, called }) => called?.name ?? t(`caseClass.${caseClass}`),
            },
            { key: "from", title: t("classNames.from"), render: (_, { called }) => <Origin called={called} /> },
            {
              key: "cited",
              title: t("signals.article"),
              render: (_, { called }) => called?.cited && <CitedLink hall={code} cited={called.cited} />,
            },
            ...(isAdministrator
              ? [
                  {
                    key: "acts",
                    title: t("account.acts"),
                    render: (_: unknown, row: Row) => (
                      <NameForm key={row.called?.name ?? ""} hall={code} row={row} named={again} />
                    ),
                  },
                ]
              : []),
          ]}
        />
      </section>
    </>
  );
}

function Origin({ called }: { called: ShownClassNameFragment | undefined }) {
  const { t } = useTranslation();
  if (!called) return t("classNames.ofSystem");
  return t("classNames.since", { hall: called.fromName ?? t("classNames.above"), on: called.sinceOn });
}

function NameForm({ hall, row, named }: { hall: string; row: Row; named: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [form] = Form.useForm<{ name: string; article?: string }>();
  const [{ fetching }, send] = useMutation(NameClassDocument);
  const own = row.called?.isOwn ? row.called.name : "";
  const submit = async (name: string, article?: string) => {
    const key = crypto.randomUUID();
    const input = { hall, caseClass: row.caseClass, name, article: article ?? null, idempotencyKey: key };
    const { data, error } = await send({ input });
    const refusal = data?.act.errors[0];
    const problem = error ? saying.ofQuery(error) : refusal && saying.ofUser(refusal);
    const at = refusal?.field === "article" ? "article" : "name";
    for (const field of ["name", "article"] as const)
      form.setFields([{ name: field, errors: problem && field === at ? [problem] : [] }]);
    if (problem) return;
    message.success(t("classNames.named"));
    named();
  };
  const label = t("classNames.nameOf", { name: t(`caseClass.${row.caseClass}`) });
  return (
    <Form form={form} initialValues={{ name: own }} onFinish={({ name, article }) => void submit(name.trim(), article)}>
      <Space align="start" wrap>
        <Form.Item name="name" style={{ marginBottom: 0 }}>
          <Input aria-label={label} maxLength={LONGEST} autoComplete="off" />
        </Form.Item>
        <Form.Item name="article" style={{ marginBottom: 0, minWidth: 220 }}>
          <ArticleSelect hall={hall} />
        </Form.Item>
        <Button htmlType="submit" loading={fetching}>
          {t("classNames.save")}
        </Button>
        {own && (
          <Button disabled={fetching} onClick={() => void submit("")}>
            {t("classNames.takeBack")}
          </Button>
        )}
      </Space>
    </Form>
  );
}
