import { useTranslation } from "react-i18next";
import type { AlertLevel, RungColour } from "../gql/graphql";
import { LampSign } from "./LampSign";

/** The colour that each level has where nothing else is said. */
const COLOURS: Record<AlertLevel, RungColour> = { PROMPT: "GREEN", YELLOW: "YELLOW", RED: "RED", ADVICE: "RED" };

/** An alert wears the shape of the lamp that it lit. */
export function LevelSign({ level, colour }: { level: AlertLevel; colour?: RungColour }) {
  const { t } = useTranslation();
  return <LampSign lamp={colour ?? COLOURS[level]} word={t(`level.${level}`)} />;
}
