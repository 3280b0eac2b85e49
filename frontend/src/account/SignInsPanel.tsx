import { App, Button, Popconfirm, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import type { ShownSignInFragment } from "../gql/graphql";
import { useClientWords } from "../signins/clientWords";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { type UserProblem, useSaying } from "../states/saying";
import { ListTable } from "../tables/ListTable";
import { showMoment } from "../time/shanghai";
import { EndOtherSignInsDocument, EndSignInDocument, SignInsDocument } from "./accountQueries";

type Answer = {
  error?: Parameters<ReturnType<typeof useSaying>["ofQuery"]>[0];
  data?: { act: { errors: UserProblem[] } };
};

/** Where the person is signed in, this browser marked; one or all others are ended. */
export function SignInsPanel() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [{ data, error }, ask] = useQuery({ query: SignInsDocument, requestPolicy: "cache-and-network" });
  const [ending, end] = useMutation(EndSignInDocument);
  const [endingOthers, endOthers] = useMutation(EndOtherSignInsDocument);
  const again = () => ask({ requestPolicy: "network-only" });
  const tell = (answer: Answer) => {
    const problem = answer.error ? saying.ofQuery(answer.error) : answer.data?.act.errors.map(saying.ofUser)[0];
    if (problem) message.error(problem);
    else message.success(t("account.ended"));
    again();
  };
  if (error) return <ProblemState isPart error={error} retry={again} />;
  if (!data) return <LoadingState />;
  const hasOthers = data.signIns.some(({ isThis }) => !isThis);
  return (
    <section className="panel">
      <div className="page-head">
        <h2>{t("account.signIns")}</h2>
        {hasOthers && (
          <Popconfirm title={t("account.endOthersAsked")} onConfirm={async () => tell(await endOthers({}))}>
            <Button danger loading={endingOthers.fetching}>
              {t("account.endOthers")}
            </Button>
          </Popconfirm>
        )}
      </div>
      <p className="quiet">{t("account.about")}</p>
      <ListTable<ShownSignInFragment>
        aria-label={t("account.signIns")}
        size="small"
        rowKey="id"
        dataSource={[...data.signIns]}
        pagination={false}
        scroll={{ x: "max-content" }}
        columns={[
          { key: "what", title: t("account.what"), render: (_, row) => <What row={row} /> },
          { key: "address", title: t("account.address"), render: (_, { address }) => address || t("account.unknown") },
          { key: "createdAt", title: t("account.createdAt"), render: (_, { createdAt }) => showMoment(createdAt) },
          {
            key: "seenAt",
            title: t("account.seenAt"),
            render: (_, { seenAt }) => (seenAt ? showMoment(seenAt) : t("account.never")),
          },
          {
            key: "endsAt",
            title: t("account.endsAt"),
            render: (_, { endsAt }) => (endsAt ? showMoment(endsAt) : t("account.noEnd")),
          },
          {
            key: "acts",
            title: t("account.acts"),
            render: (_, { id, isThis }) =>
              !isThis && (
                <Button size="small" disabled={ending.fetching} onClick={async () => tell(await end({ id }))}>
                  {t("account.end")}
                </Button>
              ),
          },
        ]}
      />
    </section>
  );
}

function What({ row }: { row: ShownSignInFragment }) {
  const { t } = useTranslation();
  const clientWords = useClientWords();
  if (row.isToken)
    return (
      <>
        <Tag>{t("account.token")}</Tag> {row.label} {row.hallName && <span className="quiet">{row.hallName}</span>}
      </>
    );
  return (
    <>
      {clientWords(row)} {row.isThis && <Tag>{t("account.this")}</Tag>}
    </>
  );
}
