import { Navigate } from "react-router-dom";
import { NoPostState } from "../states/NoPostState";
import { presetPeriod } from "../time/periods";
import { useMe, useToday } from "./session";

/**
 * A clerk works at the window; everybody else begins with their own region, the last whole month against the one before:
 * the running month has too little in it to compare.
 */
export function HomeRedirect() {
  const { activePost } = useMe();
  const today = useToday();
  if (!activePost) return <NoPostState />;
  if (activePost.role === "CLERK") return <Navigate to="/window" replace />;
  const { from, to } = presetPeriod("lastMonth", today);
  return <Navigate to={`/regions/${activePost.hall.code}?${new URLSearchParams({ from, to })}`} replace />;
}
