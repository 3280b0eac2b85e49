import { ItemSelect } from "../cases/ItemSelect";

type Props = { hall: string; id?: string; value?: string; onChange?: (code: string | undefined) => void };

/** The item of a form; `Form.Item` hands it value, change and id. */
export function ContactItem({ hall, id, value, onChange }: Props) {
  return <ItemSelect hall={hall} value={value} {...(id ? { id } : {})} choose={(code) => onChange?.(code)} />;
}
