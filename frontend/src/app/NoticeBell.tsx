import { BellOutlined } from "@ant-design/icons";
import { Badge } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router-dom";
import { useQuery } from "urql";
import { graphql } from "../gql";

const MOST_COUNTED = 50;

const UnreadDocument = graphql(`
  query Unread($hall: ID!, $first: Int!) {
    notices(hall: $hall, unreadOnly: true, first: $first) {
      edges {
        node {
          id
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);

/** Unread messages of the active post's hall, asked again at each page; beyond fifty the number says nothing more. */
export function NoticeBell({ hall }: { hall: { code: string; isProvisioned: boolean } }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [{ data }, ask] = useQuery({
    query: UnreadDocument,
    variables: { hall: hall.code, first: MOST_COUNTED },
    pause: !hall.isProvisioned,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page is the occasion to ask again
  useEffect(() => {
    if (hall.isProvisioned) ask({ requestPolicy: "network-only" });
  }, [pathname, hall.isProvisioned]);
  if (!hall.isProvisioned) return null;
  const unread = data?.notices.edges.length ?? 0;
  const label = data ? t("nav.unread", { count: unread }) : t("nav.notices");
  return (
    <Link className="bell" to="/notices" aria-label={label} title={label}>
      <Badge
        count={data?.notices.pageInfo.hasNextPage ? MOST_COUNTED + 1 : unread}
        overflowCount={MOST_COUNTED}
        size="small"
      >
        <BellOutlined aria-hidden />
      </Badge>
    </Link>
  );
}
