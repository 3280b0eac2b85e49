import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import { useMutation } from "urql";
import { useSaying } from "../states/saying";
import type { ActForm } from "./MatterActionBar";
import { MatterForm, type Values } from "./MatterForm";

type Begun = { act: Record<string, { id: string } | null | unknown> };
type Props = {
  /** What the button and the form say. */
  label: string;
  form: ActForm;
  input: Record<string, unknown>;
  initial: Values;
  /** The member of the answer that holds what was begun, and the address of its page without its key. */
  member: string;
  address: string;
  /** The page lists what was begun among others. */
  isList?: boolean;
};

/** 拟稿, 立案 and the like: a button, its form, and the page of what was begun. The server says whether this post may. */
export function BeginMatter({ label, form, input, initial, member, address, isList }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [{ fetching }, begin] = useMutation(form.document);
  const send = async (values: Values) => {
    const { data, error } = await begin({ input: { ...input, ...(form.prepare?.(values) ?? values) } });
    if (error) return { error: saying.ofQuery(error), refusals: [] };
    const begun = (data as Begun | undefined)?.act[member] as { id: string } | null | undefined;
    if (begun) {
      message.success(t("act.recorded", { act: label }));
      navigate(isList ? address : `${address}/${begun.id}`);
      setOpen(false);
    }
    return { refusals: [...(data?.act.errors ?? [])] };
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      {isOpen && (
        <MatterForm
          title={label}
          fields={form.fields}
          initial={initial}
          fetching={fetching}
          send={send}
          close={() => setOpen(false)}
        />
      )}
    </>
  );
}
