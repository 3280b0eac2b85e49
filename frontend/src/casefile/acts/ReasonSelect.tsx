import { Select, type SelectProps } from "antd";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { RefusalReasonsDocument } from "../../reasons/reasonQueries";

type Props = { hall: string } & Omit<SelectProps<string>, "options">;

/** The reasons that hold in a hall; the ground of the chosen one stands below the others of the form. */
export function ReasonSelect({ hall, ...control }: Props) {
  const { t } = useTranslation();
  const [{ data, fetching }] = useQuery({ query: RefusalReasonsDocument, variables: { hall, withRetired: false } });
  return (
    <Select<string>
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      loading={fetching}
      notFoundContent={t("reasons.none")}
      options={(data?.refusalReasons ?? []).map(({ code, name, ground }) => ({
        value: code,
        label: `${code} ${name}`,
        title: ground,
      }))}
      {...control}
    />
  );
}
