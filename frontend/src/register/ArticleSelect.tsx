import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { CitableArticlesDocument } from "./registerQueries";

type Props = { hall: string; id?: string; value?: string; onChange?: (article?: string) => void };

/** An article in force that a setting of this hall may cite; the chosen one is read below. A control of a form. */
export function ArticleSelect({ hall, id, value, onChange }: Props) {
  const { t } = useTranslation();
  const [{ data, fetching }] = useQuery({ query: CitableArticlesDocument, variables: { hall } });
  const rules = data?.localRules.edges.map(({ node }) => node).filter((rule) => rule.isCitable) ?? [];
  const chosen = rules.flatMap((rule) => rule.articles).find((article) => article.id === value);
  return (
    <>
      <Select
        id={id}
        aria-label={t("signals.article")}
        allowClear
        showSearch
        optionFilterProp="label"
        popupMatchSelectWidth={false}
        loading={fetching}
        value={value}
        onChange={onChange}
        options={rules.map(({ title, articles }) => ({
          label: title,
          options: articles.map((one) => ({ value: one.id, label: `${one.number ?? ""} ${one.text}` })),
        }))}
      />
      {chosen && <blockquote className="quiet">{chosen.text}</blockquote>}
    </>
  );
}
