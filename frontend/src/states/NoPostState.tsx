import { useTranslation } from "react-i18next";
import { ForbiddenState } from "./ForbiddenState";

export function NoPostState() {
  const { t } = useTranslation();
  return <ForbiddenState text={t("state.noPost")} />;
}
