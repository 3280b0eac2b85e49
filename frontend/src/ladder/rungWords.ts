import { useTranslation } from "react-i18next";
import type { RungFragment } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";

/** What a rung says, in words: what it is anchored at, when it is reached, for which limits, whom it tells. */
export function useRungWords() {
  const { t, i18n } = useTranslation();
  const knownWord = useKnownWord();
  const anchor = ({ anchor, of }: Pick<RungFragment, "anchor" | "of">): string => {
    const word = i18n.exists(`ladderAnchor.${anchor}`)
      ? knownWord("ladderAnchor", anchor)
      : knownWord("clockName", anchor);
    return of ? `${word} · ${knownWord("rung", of)}` : word;
  };
  const when = ({ anchor, offset, unit, edge }: RungFragment): string => {
    if (anchor === "BREACH") return t("ladder.whenFound");
    if (offset === 0) return t(`ladder.last.${edge}`);
    const way = t(offset < 0 ? `ladder.before.${unit}` : `ladder.after.${unit}`, { count: Math.abs(offset) });
    return unit === "WORKING_HOUR" ? way : `${way} ${t(`rungEdge.${edge}`)}`;
  };
  const span = ({ shortest, longest }: RungFragment): string => {
    if (longest !== null && longest !== undefined) return t("ladder.upTo", { most: longest });
    return shortest > 0 ? t("ladder.from", { least: shortest }) : t("ladder.everyLimit");
  };
  const told = ({ tell }: RungFragment): string =>
    tell.map(({ role, channel }) => `${t(`told.${role}`)}（${knownWord("ladderChannel", channel)}）`).join("、");
  const name = ({ code, name }: RungFragment): string => name ?? knownWord("rung", code);
  return { anchor, when, span, told, name };
}
