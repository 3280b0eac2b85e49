import { BellOutlined } from "@ant-design/icons";
import { Badge } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router-dom";
import { useQuery } from "urql";
import { graphql } from "../gql";

const MOST_COUNTED = 50;

const UnreadDocument = graphql(`
  query Unread($hall: ID!, $hasHall: Boolean!, $first: Int!) {
    notices(hall: $hall, unreadOnly: true, first: $first) @include(if: $hasHall) {
      edges {
        node {
          id
        }
      }
      pageInfo {
        hasNextPage
      }
    }
    accountNotices(unreadOnly: true, first: $first) {
      edges {
        node {
          id
        }
      }
    }
  }
`);

/** Unread messages of the active post's hall, if there is one, and of the account; asked again at each page.
 *
 * Beyond fifty the number says nothing more. */
export function NoticeBell({ hall }: { hall: string | undefined }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [{ data }, ask] = useQuery({
    query: UnreadDocument,
    variables: { hall: hall ?? "", hasHall: hall !== undefined, first: MOST_COUNTED },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page is the occasion to ask again
  useEffect(() => {
    ask({ requestPolicy: "network-only" });
  }, [pathname]);
  const ofHall = data?.notices?.edges.length ?? 0;
  const ofAccount = data?.accountNotices.edges.length ?? 0;
  const unread = ofHall + ofAccount;
  const label = data ? t("nav.unread", { count: unread }) : t("nav.notices");
  // The list that has something opens.
  const address = ofAccount > 0 && ofHall === 0 ? "/notices?about=account" : "/notices";
  return (
    <Link className="bell" to={address} aria-label={label} title={label}>
      <Badge
        count={data?.notices?.pageInfo.hasNextPage ? MOST_COUNTED + 1 : unread}
        overflowCount={MOST_COUNTED}
        size="small"
      >
        <BellOutlined aria-hidden />
      </Badge>
    </Link>
  );
}
