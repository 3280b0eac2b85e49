import { App, Button, Popconfirm, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useMutation, useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import type { RefusalReasonsQuery } from "../gql/graphql";
import { CitedLink } from "../register/CitedLink";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { useSaying } from "../states/saying";
import { ListTable } from "../tables/ListTable";
import { AddReason } from "./AddReason";
import { RefusalReasonsDocument, RetireReasonDocument } from "./reasonQueries";

type Row = RefusalReasonsQuery["refusalReasons"][number];

/** Reasons for which may be refused here: those of the tiers above, and what this hall added. */
export function ReasonsPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const { activePost } = useMe();
  const { message } = App.useApp();
  const saying = useSaying();
  usePageTitle(t("reasons.title"));
  const [{ data, error }, ask] = useQuery({
    query: RefusalReasonsDocument,
    variables: { hall: code, withRetired: true },
    requestPolicy: "cache-and-network",
  });
  const [{ fetching }, retire] = useMutation(RetireReasonDocument);
  const again = () => ask({ requestPolicy: "network-only" });
  const retireIt = async (reason: string) => {
    const { data: done, error: failed } = await retire({ input: { hall: code, code: reason } });
    const problem = failed ? saying.ofQuery(failed) : done?.act.errors.map(saying.ofUser)[0];
    if (problem) message.error(problem);
    again();
  };
  if (error) return <ProblemState error={error} retry={again} />;
  if (!data) return <LoadingState />;
  const isAdmin = activePost?.role === "HALL_ADMIN" && activePost.hall.code === code;
  return (
    <>
      <div className="page-head">
        <h1>{t("reasons.title")}</h1>
      </div>
      <section className="panel">
        <p className="quiet">{t("reasons.about")}</p>
        {data.refusalReasons.length === 0 ? (
          <EmptyState text={t("reasons.none")}>
            <LinkButton to={`/halls/${code}/cases`}>{t("region.openCases")}</LinkButton>
          </EmptyState>
        ) : (
          <ListTable<Row>
            aria-label={t("reasons.title")}
            rowKey={(row) => row.hallName + row.code}
            dataSource={[...data.refusalReasons]}
            scroll={{ x: "max-content" }}
            columns={[
              { key: "code", title: t("reasons.code"), render: (_, row) => row.code },
              {
                key: "name",
                title: t("reasons.name"),
                render: (_, row) => (
                  <>
                    {row.name} {row.retiredAt && <Tag>{t("reasons.retired")}</Tag>}
                  </>
                ),
              },
              { key: "ground", title: t("reasons.ground"), render: (_, row) => row.ground },
              {
                key: "cited",
                title: t("signals.article"),
                render: (_, row) => row.cited && <CitedLink hall={code} cited={row.cited} />,
              },
              { key: "hall", title: t("reasons.publisher"), render: (_, row) => row.hallName },
              {
                key: "acts",
                title: t("account.acts"),
                render: (_, row) =>
                  isAdmin &&
                  row.isOwn &&
                  !row.retiredAt && (
                    <Popconfirm title={t("reasons.retireAsked")} onConfirm={() => void retireIt(row.code)}>
                      <Button size="small" loading={fetching}>
                        {t("reasons.retire")}
                      </Button>
                    </Popconfirm>
                  ),
              },
            ]}
          />
        )}
      </section>
      {isAdmin && <AddReason hall={code} added={again} />}
    </>
  );
}
