import { Link } from "react-router-dom";

/** An article that a setting cites; it opens the register of the hall at the text of its rule. */
export function CitedLink({ hall, cited }: { hall: string; cited: string }) {
  const title = /《(.+)》/.exec(cited)?.[1];
  if (!title) return cited;
  return <Link to={`/halls/${hall}/register?search=${encodeURIComponent(title)}`}>{cited}</Link>;
}
