import { App } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "urql";
import { useToday } from "../app/session";
import { TableFile } from "../csv/TableFile";
import type { HallsBelowQueryVariables, ListedHallFragment } from "../gql/graphql";
import { useSaying } from "../states/saying";
import { showMoment } from "../time/shanghai";
import { HallsBelowDocument } from "./hallQueries";

const MOST = 200;

/** All halls that the filters leave, page after page, as a file; says how many are there while it asks. */
export function HallsFile({ asked, title }: { asked: Omit<HallsBelowQueryVariables, "first">; title: string }) {
  const { t } = useTranslation();
  const client = useClient();
  const saying = useSaying();
  const today = useToday();
  const { message } = App.useApp();
  const [read, setRead] = useState<number>();
  const all = async () => {
    const halls: ListedHallFragment[] = [];
    let after: string | null | undefined;
    do {
      setRead(halls.length);
      const { data, error } = await client.query(HallsBelowDocument, { ...asked, first: MOST, after }).toPromise();
      if (!data) {
        setRead(undefined);
        message.error(error ? saying.ofQuery(error) : t("problem.UNKNOWN"));
        return undefined;
      }
      halls.push(...data.halls.edges.map(({ node }) => node));
      after = data.halls.pageInfo.hasNextPage ? data.halls.pageInfo.endCursor : undefined;
    } while (after);
    setRead(undefined);
    return halls.map((hall) => [
      hall.name,
      hall.code,
      t(`tier.${hall.tier}`),
      hall.parent?.name ?? null,
      t(`hallState.${hall.state}`),
      hall.link.heardAt ? showMoment(hall.link.heardAt) : null,
    ]);
  };
  return (
    <TableFile
      title={title}
      period={{ from: today, to: today }}
      head={[
        t("halls.name"),
        t("halls.code"),
        t("halls.tier"),
        t("halls.parent"),
        t("halls.state"),
        t("halls.heardAt"),
      ]}
      rows={all}
      reading={read === undefined ? undefined : t("halls.reading", { count: read })}
    />
  );
}
