import { useTranslation } from "react-i18next";
import type { AlertLevel } from "../gql/graphql";
import { LampSign } from "./LampSign";

/** An alert wears the shape of the lamp that it lit. */
export function LevelSign({ level }: { level: AlertLevel }) {
  const { t } = useTranslation();
  return <LampSign lamp={level} word={t(`level.${level}`)} />;
}
