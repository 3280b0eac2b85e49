import { useTranslation } from "react-i18next";
import type { FiledClockFragment } from "../gql/graphql";
import { LampSign } from "../lamp/LampSign";
import { showDue, showMoment } from "../time/shanghai";
import { CalendarStrip } from "./CalendarStrip";
import { LimitWords } from "./LimitWords";
import { StepList } from "./StepList";
import { countOf } from "./traceSteps";

/** One clock of the case: what it says now, its days, and the count in sentences. */
export function ClockPanel({ clock, isExplained }: { clock: FiledClockFragment; isExplained: boolean }) {
  const { t } = useTranslation();
  const steps = countOf(clock.steps);
  return (
    <article className={clock.stage ? "clock clock-stage" : "clock"}>
      <h3>
        <span>
          {t(`clockName.${clock.name}`)} {clock.stage}
        </span>
        <LampSign lamp={clock.lamp} />
        {clock.isOverdue && <strong>{t("clock.overdue")}</strong>}
      </h3>
      {clock.whose === "APPLICANT" && <p className="quiet">{t("clock.ofApplicant")}</p>}
      {clock.lapse && <p role="note">{t("clock.lapse", { what: t(`lapse.${clock.lapse}`) })}</p>}
      <LimitWords limit={clock.limit} />
      <div className="figures">
        {t("clock.started", { at: showMoment(clock.startedAt) })}
        {" · "}
        {clock.dueAt ? t("clock.due", { at: showDue(clock.dueAt) }) : t("clock.dueUnknown")}
        {clock.endedAt && ` · ${t("clock.ended", { at: showMoment(clock.endedAt) })}`}
        {clock.isProvisional && ` ${t("clock.provisionalShort")}`}
      </div>
      <CalendarStrip steps={steps} />
      <StepList title={t("clock.steps")} steps={steps} isOpen={isExplained} />
    </article>
  );
}
