import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { type Language, speak } from "../i18n";
import { useSaying } from "../states/saying";
import { SetLanguageDocument } from "./sessionQueries";

/** Names the other language in that language, as its readers look for it. */
export function LanguageSwitch({ isSignedIn }: { isSignedIn: boolean }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [, store] = useMutation(SetLanguageDocument);
  const other: Language = i18n.language === "zh" ? "en" : "zh";
  const change = async () => {
    await speak(other);
    if (!isSignedIn) return;
    const { error } = await store({ language: other });
    if (error) message.error(saying.ofQuery(error));
  };
  return (
    <Button type="text" lang={other === "zh" ? "zh-CN" : "en"} onClick={change}>
      {t("app.otherLanguage")}
    </Button>
  );
}
