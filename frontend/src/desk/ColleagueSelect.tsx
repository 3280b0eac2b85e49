import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../gql";

const ColleaguesDocument = graphql(`
  query Colleagues($hall: ID!) {
    colleagues(hall: $hall) {
      id
      name
      departments
    }
  }
`);

type Props = {
  hall: string;
  /** Only clerks who may handle cases of this department. */
  department?: string;
  id?: string;
  value?: string;
  onChange?: (id: string) => void;
  autoFocus?: boolean;
};

export function ColleagueSelect({ hall, department, ...control }: Props) {
  const { t } = useTranslation();
  const [{ data, fetching }] = useQuery({ query: ColleaguesDocument, variables: { hall } });
  const fitting = data?.colleagues.filter(
    ({ departments }) => !department || departments.length === 0 || departments.includes(department),
  );
  return (
    <Select
      {...control}
      loading={fetching}
      showSearch={{ optionFilterProp: "label" }}
      placeholder={t("desk.chooseColleague")}
      notFoundContent={t("state.nothingFound")}
      options={fitting?.map(({ id, name, departments }) => ({
        value: id,
        label: departments.length > 0 ? `${name} (${departments.join(", ")})` : name,
      }))}
    />
  );
}
