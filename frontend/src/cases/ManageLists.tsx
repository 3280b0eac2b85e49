import { App, Button, Input, Modal, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import type { KeptListFragment } from "../gql/graphql";
import { useSaying } from "../states/saying";
import { DeleteListDocument, SaveListDocument } from "./keptListQueries";

type Props = { lists: readonly KeptListFragment[]; close: () => void; again: () => void };

export function ManageLists({ lists, close, again }: Props) {
  const { t } = useTranslation();
  return (
    <Modal open title={t("kept.manage")} footer={<Button onClick={close}>{t("kept.done")}</Button>} onCancel={close}>
      <ul className="kept-lists">
        {lists.map((list) => (
          <KeptListLine key={list.id} list={list} again={again} />
        ))}
      </ul>
    </Modal>
  );
}

function KeptListLine({ list, again }: { list: KeptListFragment; again: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [name, setName] = useState(list.name);
  const [, save] = useMutation(SaveListDocument);
  const [, remove] = useMutation(DeleteListDocument);
  const change = async (values: { name?: string; isDefault?: boolean }) => {
    const { id, address, isDefault } = list;
    const { data, error } = await save({ id, name: list.name, address, isDefault, ...values });
    told(error ? saying.ofQuery(error) : data?.act.errors.map(saying.ofUser)[0]);
  };
  const leave = async () => {
    const { data, error } = await remove({ id: list.id });
    told(error ? saying.ofQuery(error) : data?.act.errors.map(saying.ofUser)[0]);
  };
  const told = (problem: string | undefined) => (problem ? message.error(problem) : again());
  return (
    <li>
      <Input
        aria-label={t("kept.nameOf", { name: list.name })}
        value={name}
        maxLength={40}
        onChange={({ target }) => setName(target.value)}
        onPressEnter={() => change({ name })}
      />
      <Button disabled={name === list.name} onClick={() => change({ name })}>
        {t("kept.rename")}
      </Button>
      <Button aria-pressed={list.isDefault} onClick={() => change({ isDefault: !list.isDefault })}>
        {t(list.isDefault ? "kept.unmakeDefault" : "kept.makeDefault")}
      </Button>
      <Popconfirm title={t("kept.deleteAsked", { name: list.name })} onConfirm={leave}>
        <Button danger>{t("kept.delete")}</Button>
      </Popconfirm>
    </li>
  );
}
