import { useTranslation } from "react-i18next";
import type { Lamp } from "../gql/graphql";
import { SHAPES } from "./shapes";
import "./lamp.css";

/** Colour, shape and word say the same, so that no reader depends on one of them. */
export function LampSign({ lamp, word }: { lamp: Lamp; word?: string }) {
  const { t } = useTranslation();
  return (
    <span className={`lamp lamp-${lamp.toLowerCase()}`}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
        <path d={SHAPES[lamp]} />
      </svg>
      {word ?? t(`lamp.${lamp}`)}
    </span>
  );
}
