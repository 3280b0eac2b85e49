import { useTranslation } from "react-i18next";
import { LAMPS } from "../design/tokens";
import type { Lamp } from "../gql/graphql";
import "./lamp.css";

/** Colour, shape and word say the same, so that no reader depends on one of them. */
export function LampSign({ lamp, word }: { lamp: Lamp; word?: string }) {
  const { t } = useTranslation();
  const { colour, fill, shape, word: own } = LAMPS[lamp];
  return (
    <span className="lamp" style={{ color: `var(--${colour})` }}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
        <path d={shape} fill={`var(--${fill})`} />
      </svg>
      {word ?? t(own)}
    </span>
  );
}
