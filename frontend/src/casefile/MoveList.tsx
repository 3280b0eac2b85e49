import { useTranslation } from "react-i18next";
import { useKnownWord } from "../messages/knownWord";
import { showDue } from "../time/shanghai";
import "../calendar/calendar.css";

export type Move = { clock: string; was?: string | null; dueAt?: string | null };

/** Clocks with the date before and after; one whose date stays only ceased to be provisional, or warns otherwise. */
export function MoveList({ moves }: { moves: readonly Move[] }) {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const clockWord = (key: string) => {
    const [name = key, stage] = key.split(":");
    return stage ? `${knownWord("clockName", name)} ${stage}` : knownWord("clockName", name);
  };
  return (
    <ul className="plain-list figures">
      {moves.map(({ clock, was, dueAt }) => (
        <li key={clock}>
          {was === dueAt
            ? t("calendar.stays", { clock: clockWord(clock), dueAt: showDue(dueAt) })
            : t("calendar.move", { clock: clockWord(clock), was: showDue(was), dueAt: showDue(dueAt) })}
        </li>
      ))}
    </ul>
  );
}
