import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "../gql";
import type { FoundItemFragment } from "../gql/graphql";
import { useSettled } from "../time/useSettled";

const ItemsDocument = graphql(`
  query Items($hall: ID!, $search: String) {
    items(hall: $hall, search: $search, first: 50) {
      edges {
        node {
          ...FoundItem
        }
      }
    }
  }
  fragment FoundItem on Item {
    code
    name
    department {
      code
      name
    }
    promised {
      value
      unit
      anchor
      basis
      basisConfirmed
      extension
    }
    statutory {
      value
      unit
      anchor
      basis
      basisConfirmed
      extension
    }
  }
`);

type Props = {
  hall: string;
  id?: string;
  value?: string | undefined;
  autoFocus?: boolean;
  /** A filter can be cleared; in a form the clear button would be one more stop of the Tab key. */
  isClearable?: boolean;
  choose: (code: string | undefined, item: FoundItemFragment | undefined) => void;
};

/** Finds an item of the hall by a piece of its name or its code; works by keyboard alone. */
export function ItemSelect({ hall, id, value, autoFocus = false, isClearable = false, choose }: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const settled = useSettled(search);
  const [{ data, fetching }] = useQuery({ query: ItemsDocument, variables: { hall, search: settled || null } });
  const items = data?.items.edges.map(({ node }) => node) ?? [];
  const options = items.map(({ code, name, department }) => ({
    value: code,
    label: department ? `${name} · ${department.name}` : name,
  }));
  return (
    <Select
      {...(id ? { id } : {})}
      className="item-select"
      autoFocus={autoFocus}
      allowClear={isClearable}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      loading={fetching}
      value={value ?? null}
      placeholder={t("item.find")}
      popupMatchSelectWidth={false}
      options={options}
      notFoundContent={t("state.nothingFound")}
      onChange={(code: string | null | undefined) =>
        choose(
          code ?? undefined,
          items.find((item) => item.code === code),
        )
      }
    />
  );
}
