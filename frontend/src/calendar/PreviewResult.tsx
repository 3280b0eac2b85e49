import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../app/LinkButton";
import { MoveList } from "../casefile/MoveList";
import type { CalendarPreviewQuery } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";
import { useSaying } from "../states/saying";
import { ListTable } from "../tables/ListTable";

type Preview = CalendarPreviewQuery["calendarPreview"];
type Moving = Preview["cases"]["edges"][number]["node"];
type Reached = Preview["reached"][number];
type Props = { preview: Preview; hall: string; look: (hall: string, after?: string | null) => void };

/** What publishing would change: days, halls, and in one hall each case from which date to which. */
export function PreviewResult({ preview, hall, look }: Props) {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const saying = useSaying();
  const problems = [
    ...preview.errors.map(saying.ofUser),
    ...preview.problems.map(({ line, code, given }) =>
      [line > 0 && t("calendar.line", { line }), knownWord("calendarProblem", code), given].filter(Boolean).join(" "),
    ),
  ];
  if (problems.length > 0) {
    return problems.map((problem) => <Alert key={problem} type="error" showIcon title={problem} />);
  }
  const { changes, reached, cases } = preview;
  return (
    <>
      <h3>{t("calendar.changes", { count: changes.length, version: preview.version })}</h3>
      <ul className="plain-list figures">
        {changes.map(({ on, before, after, title }) => (
          <li key={on}>
            {t("calendar.change", {
              on,
              before: t(`calendar.kind.${before}`),
              after: t(`calendar.kind.${after}`),
              title: title ? knownWord("festival", title) : "",
            })}
          </li>
        ))}
      </ul>
      <h3>{t("calendar.reached", { count: reached.length })}</h3>
      {reached.length === 0 ? (
        <p className="quiet">{t("calendar.nobodyReached")}</p>
      ) : (
        <ListTable<Reached>
          aria-label={t("calendar.reached", { count: reached.length })}
          rowKey={({ hall: one }) => one.code}
          dataSource={[...reached]}
          columns={[
            { key: "hall", title: t("calendar.place"), render: (_, { hall: one }) => one.name },
            { key: "cases", title: t("calendar.cases"), render: (_, row) => row.cases },
            {
              key: "look",
              title: t("calendar.moving"),
              render: (_, { hall: one }) => (
                <Button size="small" disabled={one.code === hall} onClick={() => look(one.code)}>
                  {t("calendar.look", { name: one.name })}
                </Button>
              ),
            },
          ]}
        />
      )}
      <h3>{t("calendar.moving")}</h3>
      <ListTable<Moving>
        aria-label={t("calendar.moving")}
        rowKey="number"
        dataSource={cases.edges.map(({ node }) => node)}
        scroll={{ x: "max-content" }}
        locale={{ emptyText: t("calendar.nothingMoves") }}
        columns={[
          {
            key: "number",
            title: t("case.number"),
            render: (_, { number }) => <LinkButton to={`/halls/${hall}/cases/${number}`}>{number}</LinkButton>,
          },
          { key: "item", title: t("calendar.item"), render: (_, { itemName }) => itemName },
          {
            key: "moves",
            title: t("calendar.dates"),
            render: (_, { moves }) => <MoveList moves={moves} />,
          },
        ]}
      />
      {cases.pageInfo.hasNextPage && (
        <Button onClick={() => look(hall, cases.pageInfo.endCursor ?? null)}>{t("list.next")}</Button>
      )}
    </>
  );
}
