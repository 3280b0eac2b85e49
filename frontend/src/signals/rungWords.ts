import { useTranslation } from "react-i18next";
import type { RungFragment } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";

/** What a rung says, in words: what it is anchored at, when it is reached, for which limits, whom it tells. */
export function useRungWords() {
  const { t, i18n } = useTranslation();
  const knownWord = useKnownWord();
  const anchor = ({ anchor, of }: Pick<RungFragment, "anchor" | "of">): string => {
    const word = i18n.exists(`signalAnchor.${anchor}`)
      ? knownWord("signalAnchor", anchor)
      : knownWord("clockName", anchor);
    return of ? `${word} · ${knownWord("rung", of)}` : word;
  };
  const when = ({ anchor, offset, unit, edge }: RungFragment): string => {
    if (anchor === "BREACH") return t("signals.whenFound");
    if (offset === 0) return t(`signals.last.${edge}`);
    const way = t(offset < 0 ? `signals.before.${unit}` : `signals.after.${unit}`, { count: Math.abs(offset) });
    return unit === "WORKING_HOUR" ? way : `${way} ${t(`rungEdge.${edge}`)}`;
  };
  const span = ({ shortest, longest }: RungFragment): string => {
    if (longest !== null && longest !== undefined) return t("signals.upTo", { most: longest });
    return shortest > 0 ? t("signals.from", { least: shortest }) : t("signals.everyLimit");
  };
  const told = ({ tell }: RungFragment): string =>
    tell.map(({ role, channel }) => `${t(`told.${role}`)}（${knownWord("signalChannel", channel)}）`).join("、");
  const name = ({ code, name }: RungFragment): string => name ?? knownWord("rung", code);
  return { anchor, when, span, told, name };
}
