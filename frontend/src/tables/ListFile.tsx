import { App } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type TypedDocumentNode, useClient } from "urql";
import { useToday } from "../app/session";
import { TableFile } from "../csv/TableFile";
import { useSaying } from "../states/saying";
import type { ListColumn } from "./columns";

const MOST = 200;

type Page<Row> = {
  edges: readonly { node: Row }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null | undefined };
};
type Props<Data, Asked extends object, Row> = {
  title: string;
  query: TypedDocumentNode<Data, Asked>;
  asked: Omit<Asked, "first" | "after">;
  of: (data: Data) => Page<Row>;
  columns: readonly Pick<ListColumn<Row>, "title" | "text">[];
};

/** All rows that the filters leave, page after page, as a file of the list's columns; says how many it has read. */
export function ListFile<Data, Asked extends object, Row>({
  title,
  query,
  asked,
  of,
  columns,
}: Props<Data, Asked, Row>) {
  const { t } = useTranslation();
  const client = useClient();
  const saying = useSaying();
  const today = useToday();
  const { message } = App.useApp();
  const [read, setRead] = useState<number>();
  const told = columns.filter(({ text }) => text);
  const all = async () => {
    const rows: Row[] = [];
    let after: string | null | undefined;
    do {
      setRead(rows.length);
      const variables = { ...asked, first: MOST, after } as unknown as Asked;
      const { data, error } = await client.query(query, variables, { requestPolicy: "network-only" }).toPromise();
      if (!data) {
        setRead(undefined);
        message.error(error ? saying.ofQuery(error) : t("problem.UNKNOWN"));
        return undefined;
      }
      const { edges, pageInfo } = of(data);
      rows.push(...edges.map(({ node }) => node));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined;
    } while (after);
    setRead(undefined);
    return rows.map((row) => told.map(({ text }) => text?.(row) ?? null));
  };
  return (
    <TableFile
      title={title}
      period={{ from: today, to: today }}
      head={told.map((column) => column.title)}
      rows={all}
      reading={read === undefined ? undefined : t("list.reading", { count: read })}
    />
  );
}
