import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../gql";
import { useSettled } from "../time/useSettled";

const HallsDocument = graphql(`
  query Halls($search: String) {
    halls(search: $search, first: 30) {
      edges {
        node {
          code
          name
          tier
        }
      }
    }
  }
`);

type Props = {
  value: string;
  name: string | undefined;
  choose: (code: string) => void;
  id?: string | undefined;
  label?: string;
};

/** Finds a region of the reader's jurisdiction by name or code. */
export function HallSelect({ value, name, choose, id, label }: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const settled = useSettled(search);
  const [{ data, fetching }] = useQuery({ query: HallsDocument, variables: { search: settled || null } });
  const found = data?.halls.edges.map(({ node }) => ({
    value: node.code,
    label: `${node.name} · ${t(`tier.${node.tier}`)}`,
  }));
  const chosen = { value, label: name ?? value };
  const isListed = found?.some((option) => option.value === value);
  return (
    <Select
      className="hall-select"
      {...(id ? { id } : {})}
      aria-label={label ?? t("region.name")}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      loading={fetching}
      value={value || null}
      popupMatchSelectWidth={false}
      options={isListed || search || !value ? found : [chosen, ...(found ?? [])]}
      notFoundContent={t("state.nothingFound")}
      onChange={choose}
    />
  );
}
