import { useTranslation } from "react-i18next";
import { CalendarStrip } from "../casefile/CalendarStrip";
import { useStepWords } from "../casefile/useStepWords";
import { showDue } from "../time/shanghai";
import type { DeadlineAnswer } from "./reckon";
import "../casefile/casefile.css";

// The warning and the lamp belong to a case that somebody watches.
const UNSHOWN: readonly string[] = ["lamp", "yellow_due_day", "yellow_start", "yellow_hour"];

export function DeadlineResult({ answer }: { answer: DeadlineAnswer }) {
  const { t } = useTranslation();
  const words = useStepWords();
  const steps = answer.steps.filter(({ code }) => !UNSHOWN.includes(code));
  return (
    <section className="panel">
      <h2>{answer.due_at ? t("deadline.due", { at: showDue(answer.due_at) }) : t("clock.dueUnknown")}</h2>
      {answer.provisional && <p role="note">{t("deadline.provisional")}</p>}
      <CalendarStrip steps={steps} />
      <h3>{t("clock.steps")}</h3>
      <ol className="steps figures">
        {steps.map((step) => (
          <li key={step.code + JSON.stringify(step.params)}>{words(step)}</li>
        ))}
      </ol>
    </section>
  );
}
