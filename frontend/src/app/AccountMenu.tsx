import { App, Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useSaying } from "../states/saying";
import { SignOutDocument } from "./sessionQueries";

export function AccountMenu({ name }: { name: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [, signOut] = useMutation(SignOutDocument);
  const leave = async () => {
    const { error } = await signOut({});
    if (error) message.error(saying.ofQuery(error));
    // A full load forgets everything that was read as this person.
    else window.location.assign("/sign-in");
  };
  return (
    <Dropdown trigger={["click"]} menu={{ items: [{ key: "leave", label: t("app.signOut"), onClick: leave }] }}>
      <Button type="text" aria-haspopup="menu">
        {name}
      </Button>
    </Dropdown>
  );
}
