import { App, Button, Upload } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { csrfToken } from "../app/graphqlClient";
import { useSaying } from "../states/saying";
import { showMoment } from "../time/shanghai";

type File_ = { id: string; name: string; size: number; personName: string; at: string; path: string };
type Props = {
  hall: string;
  kind: "order" | "accountability" | "circular";
  id: string;
  files: readonly File_[];
  /** Whether an answer may be given now, by who looks at it. */
  mayAttach: boolean;
  again: () => void;
};

/** 佐证材料 beside an answer: taken by content, kept with its digest; the server says what is no such file. */
export function Evidence({ hall, kind, id, files, mayAttach, again }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [isSending, setSending] = useState(false);
  const send = async (file: File) => {
    setSending(true);
    try {
      const answer = await fetch(`/api/v1/halls/${hall}/evidence/${kind}/${id}?name=${encodeURIComponent(file.name)}`, {
        method: "POST",
        body: file,
        credentials: "same-origin",
        headers: { "Content-Type": "application/octet-stream", "X-CSRFToken": csrfToken(document.cookie) },
      });
      if (answer.ok) again();
      else message.error(saying.ofUser(await refusalOf(answer)));
    } catch {
      message.error(t("problem.NETWORK"));
    }
    setSending(false);
  };
  if (files.length === 0 && !mayAttach) return null;
  return (
    <section className="panel">
      <h2>{t("evidence.title")}</h2>
      <ul className="documents">
        {files.map((file) => (
          <li key={file.id}>
            <a href={file.path}>{file.name}</a>{" "}
            <span className="quiet figures">
              {t("evidence.about", {
                size: Math.ceil(file.size / 1024),
                name: file.personName,
                at: showMoment(file.at),
              })}
            </span>
          </li>
        ))}
      </ul>
      {mayAttach && (
        <Upload
          className="no-print"
          accept=".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.ofd"
          showUploadList={false}
          beforeUpload={(file) => {
            void send(file);
            return false;
          }}
        >
          <Button loading={isSending}>{t("evidence.attach")}</Button>
        </Upload>
      )}
    </section>
  );
}

async function refusalOf(answer: Response): Promise<{ code: string; message: string }> {
  type Said = { errors?: { message: string; extensions: { code: string } }[] };
  const said = (await answer.json().catch(() => ({}))) as Said;
  const first = said.errors?.[0];
  return { code: first?.extensions.code ?? "SERVER_DOWN", message: first?.message ?? "" };
}
