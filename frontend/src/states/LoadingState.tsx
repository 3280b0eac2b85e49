import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import "./states.css";

/** `height` keeps the place of what comes, in pixels, so that nothing below it moves when it is there. */
export function LoadingState({ height }: { height?: number }) {
  const { t } = useTranslation();
  return (
    <div className="state loading" style={{ minHeight: height }} role="status" aria-label={t("state.loading")}>
      <Skeleton active paragraph={{ rows: 6 }} />
    </div>
  );
}
