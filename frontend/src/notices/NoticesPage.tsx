import { useSearchParams } from "react-router-dom";
import { useMe } from "../app/session";
import { AccountNotices } from "./AccountNotices";
import { HallNotices } from "./HallNotices";

/** In-app messages: of the post's hall, and of the account itself, which needs no post. */
export function NoticesPage() {
  const { activePost } = useMe();
  const [params] = useSearchParams();
  const hall = activePost?.hall.isProvisioned ? activePost.hall.code : undefined;
  if (hall === undefined || params.get("about") === "account") return <AccountNotices hasHall={hall !== undefined} />;
  return <HallNotices hall={hall} />;
}
