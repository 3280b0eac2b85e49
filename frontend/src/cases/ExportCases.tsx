import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Dropdown, Progress, Space } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router-dom";
import { save } from "../csv/csv";
import { type Fetched, fetchFile } from "./fetchFile";

const FORMS = ["csv", "xlsx"] as const;
type Form = (typeof FORMS)[number];

/** The list that is shown, all of its rows, as a file: how far it has come is told, and it can be broken off. */
export function ExportCases({ hall }: { hall: string }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const [params] = useSearchParams();
  const [progress, setProgress] = useState<Fetched>();
  const breaking = useRef<AbortController>(undefined);
  const write = async (form: Form) => {
    const asked = new URLSearchParams(params);
    for (const place of ["after", "before", "page"]) asked.delete(place);
    asked.set("language", i18n.language.startsWith("en") ? "en" : "zh");
    breaking.current = new AbortController();
    setProgress({ rows: 0, total: 0 });
    try {
      const file = await fetchFile(
        `/api/v1/halls/${hall}/cases.${form}?${asked}`,
        breaking.current.signal,
        setProgress,
      );
      if (file) save(`cases-${hall}.${form}`, file);
      else message.error(t("export.failed"));
    } catch {
      message.info(t("export.broken"));
    } finally {
      setProgress(undefined);
    }
  };
  if (progress) {
    const percent = progress.total > 0 ? Math.floor((progress.rows / progress.total) * 100) : 0;
    return (
      <Space aria-live="polite">
        <Progress percent={percent} size={[160, 10]} aria-label={t("export.progress", progress)} />
        <span className="figures">{t("export.progress", progress)}</span>
        <Button onClick={() => breaking.current?.abort()}>{t("export.break")}</Button>
      </Space>
    );
  }
  const items = FORMS.map((form) => ({ key: form, label: t(`export.${form}`), onClick: () => write(form) }));
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <Button className="no-print" icon={<DownloadOutlined aria-hidden />}>
        {t("export.all")}
      </Button>
    </Dropdown>
  );
}
