import { DownloadOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "urql";
import { useMe } from "../app/session";
import { type Cell, csvText, download } from "../csv/csv";
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
  const { isDemo } = useMe();
  const { message } = App.useApp();
  const [read, setRead] = useState<number>();
  const write = async () => {
    const halls: ListedHallFragment[] = [];
    let after: string | null | undefined;
    do {
      setRead(halls.length);
      const { data, error } = await client.query(HallsBelowDocument, { ...asked, first: MOST, after }).toPromise();
      if (!data) {
        setRead(undefined);
        message.error(error ? saying.ofQuery(error) : t("problem.UNKNOWN"));
        return;
      }
      halls.push(...data.halls.edges.map(({ node }) => node));
      after = data.halls.pageInfo.hasNextPage ? data.halls.pageInfo.endCursor : undefined;
    } while (after);
    setRead(undefined);
    const head = ["name", "code", "tier", "parent", "state"].map((key) => t(`halls.${key}` as "halls.name"));
    const rows: Cell[][] = halls.map((hall) => [
      hall.name,
      hall.code,
      t(`tier.${hall.tier}`),
      hall.parent?.name ?? "",
      t(`hallState.${hall.state}`),
      hall.link.heardAt ? showMoment(hall.link.heardAt) : "",
    ]);
    download(
      `${title}.csv`,
      csvText([...(isDemo ? [[t("app.demoMark")]] : []), [title], [...head, t("halls.heardAt")], ...rows]),
    );
  };
  return (
    <Button
      className="no-print"
      icon={<DownloadOutlined aria-hidden />}
      loading={read !== undefined}
      aria-label={t("export.of", { table: title })}
      onClick={() => void write()}
    >
      {read ? t("halls.reading", { count: read }) : t("export.csv")}
    </Button>
  );
}
