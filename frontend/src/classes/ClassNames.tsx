import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useMatch } from "react-router-dom";
import { useQuery } from "urql";
import type { CaseClass } from "../gql/graphql";
import { ClassNamesDocument } from "./classQueries";

type Names = ReadonlyMap<CaseClass, string>;
const NONE: Names = new Map();
const ClassNamesContext = createContext<Names>(NONE);

/** What the place of this address calls the classes of cases: its hall or region, or the nearest above that says so. */
export function ClassNames({ children }: { children: ReactNode }) {
  const hall = useMatch("/halls/:code/*");
  const region = useMatch("/regions/:code/*");
  const code = (hall ?? region)?.params.code;
  const [{ data }] = useQuery({ query: ClassNamesDocument, variables: { code: code ?? "" }, pause: !code });
  const found = code ? data?.classNames : undefined;
  const names = useMemo(() => new Map(found?.map(({ caseClass, name }) => [caseClass, name])), [found]);
  return <ClassNamesContext.Provider value={names}>{children}</ClassNamesContext.Provider>;
}

export function useClassNames(): Names {
  return useContext(ClassNamesContext);
}
