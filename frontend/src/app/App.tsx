import { App as AntApp, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { useTranslation } from "react-i18next";
import { RouterProvider } from "react-router-dom";
import { Provider } from "urql";
import { antdTheme } from "../design/antdTheme";
import { TintProvider, useTint } from "../design/tint";
import { client } from "./graphqlClient";
import { router } from "./routes";
import { SessionProvider } from "./session";

export function App() {
  return (
    <TintProvider>
      <Pages />
    </TintProvider>
  );
}

function Pages() {
  const { tint } = useTint();
  const { i18n } = useTranslation();
  const isChinese = i18n.language === "zh";
  dayjs.locale(isChinese ? "zh-cn" : "en");
  return (
    <ConfigProvider locale={isChinese ? zhCN : enUS} theme={antdTheme(tint)} button={{ autoInsertSpace: false }}>
      <AntApp>
        <Provider value={client}>
          <SessionProvider>
            <RouterProvider router={router} />
          </SessionProvider>
        </Provider>
      </AntApp>
    </ConfigProvider>
  );
}
