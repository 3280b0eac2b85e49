import type { TraceStep } from "./traceSteps";
import { useStepWords } from "./useStepWords";

type Props = { title: string; steps: TraceStep[]; isOpen: boolean };

/** How a moment was counted, in sentences; nothing where there is nothing to say. */
export function StepList({ title, steps, isOpen }: Props) {
  const words = useStepWords();
  if (steps.length === 0) return null;
  return (
    <details open={isOpen}>
      <summary>{title}</summary>
      <ol className="steps figures">
        {steps.map((step) => (
          <li key={step.code + JSON.stringify(step.params)}>{words(step)}</li>
        ))}
      </ol>
    </details>
  );
}
