import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Fact } from "./ruleDraft";

type Props = { facts: readonly Fact[]; insert: (name: string) => void };

/** Every fact with its type and its meaning in both languages; pressing one writes it where the caret stands. */
export function FactList({ facts, insert }: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const shown = facts.filter(({ name, zh, en }) => `${name} ${zh} ${en}`.toLowerCase().includes(wanted));
  return (
    <section className="fact-list" aria-label={t("rule.facts")}>
      <Input
        aria-label={t("rule.findFact")}
        placeholder={t("rule.findFact")}
        allowClear
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      <ul>
        {shown.map(({ name, kind, zh, en, isTold }) => (
          <li key={name}>
            <Button size="small" aria-label={t("rule.insertFact", { name })} onClick={() => insert(name)}>
              <code>{name}</code>
            </Button>{" "}
            <span className="quiet">{kind}</span>
            <div>
              {zh} <span lang="en">{en}</span>
              {!isTold && <span className="quiet">{` · ${t("rule.noSource")}`}</span>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
