import { CheckOutlined, FilterOutlined } from "@ant-design/icons";
import { Button, Dropdown, type MenuProps } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../app/useAddress";
import type { KeptListFragment } from "../gql/graphql";
import { ManageLists } from "./ManageLists";
import { SaveList } from "./SaveList";

/** The reader's own lists: go to one, keep what is shown as one, change them. `list` of the address says which is shown. */
export function KeptLists({ lists, again }: { lists: readonly KeptListFragment[]; again: () => void }) {
  const { t } = useTranslation();
  const [params, readdress] = useAddress();
  const [opened, open] = useState<"save" | "manage">();
  const shown = lists.find(({ id }) => id === params.get("list"));
  const go = ({ id, address }: KeptListFragment) => readdress(() => withList(address, id));
  const items: MenuProps["items"] = [
    ...lists.map((list) => ({
      key: list.id,
      icon: <CheckOutlined aria-hidden className={list === shown ? "" : "unchosen"} />,
      label: list.isDefault ? t("kept.withDefault", { name: list.name }) : list.name,
      onClick: () => go(list),
    })),
    ...(lists.length > 0 ? [{ type: "divider" as const }] : []),
    { key: "save", label: t("kept.save"), onClick: () => open("save") },
    { key: "manage", label: t("kept.manage"), disabled: lists.length === 0, onClick: () => open("manage") },
  ];
  const close = () => open(undefined);
  return (
    <>
      <Dropdown trigger={["click"]} menu={{ items }}>
        <Button icon={<FilterOutlined aria-hidden />} aria-haspopup="menu">
          {shown?.name ?? t("kept.open")}
        </Button>
      </Dropdown>
      {opened === "save" && (
        <SaveList
          close={close}
          saved={(id) => {
            again();
            readdress((now) => withList(now.toString(), id), { replace: true });
          }}
        />
      )}
      {opened === "manage" && <ManageLists lists={lists} close={close} again={again} />}
    </>
  );
}

export function withList(address: string, id: string): URLSearchParams {
  const next = new URLSearchParams(address);
  next.set("list", id);
  return next;
}
