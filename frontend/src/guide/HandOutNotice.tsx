import { Button, Input, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useSaying } from "../states/saying";
import { IssueItemNoticeDocument } from "./guideQueries";

/** The notice is numbered when it is handed to a named person; the PDF opens from its link. */
export function HandOutNotice({ hall, item }: { hall: string; item: string }) {
  const { t } = useTranslation();
  const saying = useSaying();
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string>();
  const [{ data, fetching }, issue] = useMutation(IssueItemNoticeDocument);
  const handOut = async () => {
    const answer = await issue({ input: { hall, item, personName: name } });
    const refused = answer.data?.issueItemNotice.errors[0];
    setProblem(answer.error ? saying.ofQuery(answer.error) : refused ? saying.ofUser(refused) : undefined);
  };
  const issued = data?.issueItemNotice.document;
  return (
    <div>
      <Space wrap>
        <Input
          aria-label={t("guide.person")}
          placeholder={t("guide.person")}
          value={name}
          maxLength={128}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={handOut}
        />
        <Button type="primary" loading={fetching} onClick={handOut}>
          {t("guide.handOut")}
        </Button>
      </Space>
      <p aria-live="polite">
        {problem}
        {!problem && issued && (
          <a href={issued.path} target="_blank" rel="noreferrer">
            {t("guide.issued", { number: issued.number })}
          </a>
        )}
      </p>
    </div>
  );
}
