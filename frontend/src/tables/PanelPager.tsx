import { Button, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

export type Turned = { after: string | null; page: number; back: () => void; on: (endCursor: string) => void };

/** Pages of a list that shares its page with others, so that they are not in the address. */
export function useTurned(): Turned {
  // The keys of the pages gone through, the last one that of the page shown.
  const [keys, setKeys] = useState<string[]>([]);
  return {
    after: keys.at(-1) ?? null,
    page: keys.length + 1,
    back: () => setKeys(keys.slice(0, -1)),
    on: (endCursor) => setKeys([...keys, endCursor]),
  };
}

type Props = { turned: Turned; pageInfo: { hasNextPage: boolean; endCursor?: string | null }; label: string };

export function PanelPager({ turned: { page, back, on }, pageInfo, label }: Props) {
  const { t } = useTranslation();
  const { hasNextPage, endCursor } = pageInfo;
  if (page === 1 && !hasNextPage) return null;
  return (
    <nav className="pager no-print" aria-label={label}>
      <Space wrap>
        <Button disabled={page === 1} onClick={back}>
          {t("list.back")}
        </Button>
        <span className="figures">{t("list.page", { page })}</span>
        <Button disabled={!hasNextPage || !endCursor} onClick={() => endCursor && on(endCursor)}>
          {t("list.next")}
        </Button>
      </Space>
    </nav>
  );
}
