import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import type { CaseFileFragment } from "../../gql/graphql";
import { useSaying } from "../../states/saying";
import { IssueDocumentDocument } from "./actMutations";

type Props = { file: CaseFileFragment; sequence: number; title: string };

/** The document of an event that the department's own system reported: drawn up here, from what the case says now. */
export function IssueButton({ file, sequence, title }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [{ fetching }, send] = useMutation(IssueDocumentDocument);
  const issue = async () => {
    const { data, error } = await send({ input: { hall: file.hall.code, number: file.number, sequence } });
    const problem = error ? saying.ofQuery(error) : data?.act.errors.map(saying.ofUser)[0];
    if (problem) message.error(problem);
    else message.success(t("document.issued", { title }));
  };
  return (
    <Button size="small" className="no-print" loading={fetching} onClick={issue}>
      {t("document.issue", { title })}
    </Button>
  );
}
