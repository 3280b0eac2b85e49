import { CheckOutlined } from "@ant-design/icons";
import { App, Button, Dropdown, type MenuProps } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import { useMutation } from "urql";
import { CHOICES, useTint } from "../design/tint";
import { useSaying } from "../states/saying";
import { SignOutDocument } from "./sessionQueries";

export function AccountMenu({ name, showKeys }: { name: string; showKeys: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const saying = useSaying();
  const [, signOut] = useMutation(SignOutDocument);
  const leave = async () => {
    const { error } = await signOut({});
    if (error) message.error(saying.ofQuery(error));
    // A full load forgets everything that was read as this person.
    else window.location.assign("/sign-in");
  };
  const { choice, choose } = useTint();
  const tints: MenuProps["items"] = CHOICES.map((offered) => ({
    key: offered,
    role: "menuitemradio",
    "aria-checked": offered === choice,
    label: t(`tint.${offered}`),
    icon: <CheckOutlined aria-hidden className={offered === choice ? "" : "unchosen"} />,
    onClick: () => choose(offered),
  }));
  const items: MenuProps["items"] = [
    { key: "account", label: t("account.menu"), onClick: () => navigate("/account") },
    { key: "keys", label: t("keys.title"), onClick: showKeys },
    { type: "divider" },
    { key: "tint", type: "group", label: t("tint.label"), children: tints },
    { type: "divider" },
    { key: "leave", label: t("app.signOut"), onClick: leave },
  ];
  return (
    <Dropdown trigger={["click"]} menu={{ items }}>
      <Button type="text" aria-haspopup="menu">
        {name}
      </Button>
    </Dropdown>
  );
}
