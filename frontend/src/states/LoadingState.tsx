import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";

export function LoadingState() {
  const { t } = useTranslation();
  return (
    <div className="state" role="status" aria-label={t("state.loading")}>
      <Skeleton active paragraph={{ rows: 6 }} />
    </div>
  );
}
