import { App as AntApp, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { useTranslation } from "react-i18next";
import { RouterProvider } from "react-router-dom";
import { Provider } from "urql";
import { client } from "./graphqlClient";
import { router } from "./routes";
import { SessionProvider } from "./session";
import { theme } from "./theme";

export function App() {
  const { i18n } = useTranslation();
  const isChinese = i18n.language === "zh";
  dayjs.locale(isChinese ? "zh-cn" : "en");
  return (
    <ConfigProvider locale={isChinese ? zhCN : enUS} theme={theme} button={{ autoInsertSpace: false }}>
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
