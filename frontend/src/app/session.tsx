import { createContext, type ReactNode, useContext, useEffect } from "react";
import { useQuery } from "urql";
import type { MeQuery } from "../gql/graphql";
import { asLanguage, speak } from "../i18n";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { inShanghai } from "../time/shanghai";
import { MeDocument } from "./sessionQueries";

export type Me = NonNullable<MeQuery["me"]>;
export type Session = { me: Me | null; refresh: () => void };

export const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ children }: { children: ReactNode }) {
  const [{ data, error }, run] = useQuery({ query: MeDocument });
  const spoken = data?.me?.language;
  useEffect(() => {
    if (spoken) void speak(asLanguage(spoken));
  }, [spoken]);
  const refresh = () => run({ requestPolicy: "network-only" });
  if (error || !data)
    return <main className="page">{error ? <ProblemState error={error} retry={refresh} /> : <LoadingState />}</main>;
  return <SessionContext.Provider value={{ me: data.me ?? null, refresh }}>{children}</SessionContext.Provider>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("useSession outside SessionProvider");
  return session;
}

/** For pages below the shell, which lets only signed-in people through. */
export function useMe(): Me {
  const { me } = useSession();
  if (me === null) throw new Error("useMe on a page that needs no sign-in");
  return me;
}

/** The server's date at +08:00: a demo may run with a shifted clock, so the browser's own is never asked. */
export function useToday(): string {
  return inShanghai(useMe().now).format("YYYY-MM-DD");
}
