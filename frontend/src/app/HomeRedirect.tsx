import { Navigate } from "react-router-dom";
import { NoPostState } from "../states/NoPostState";
import { useMe } from "./session";

/** A clerk works at the window; everybody else begins with the comparison of their own region. */
export function HomeRedirect() {
  const { activePost } = useMe();
  if (!activePost) return <NoPostState />;
  if (activePost.role === "CLERK") return <Navigate to="/window" replace />;
  return <Navigate to={`/regions/${activePost.hall.code}`} replace />;
}
