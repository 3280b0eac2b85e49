import { useTranslation } from "react-i18next";
import type { ShownDeliveryFragment } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";
import { showMoment } from "../time/shanghai";

/** What happened to a message, in its order; these rows are sealed. */
export function DeliverySteps({ steps }: { steps: ShownDeliveryFragment["steps"] }) {
  const { t } = useTranslation();
  const word = useKnownWord();
  if (steps.length === 0) return null;
  return (
    <details>
      <summary>{t("delivery.stepCount", { count: steps.length })}</summary>
      <ol className="quiet">
        {steps.map((step) => (
          <li key={step.kind + step.at}>
            {word("deliveryStep", step.kind)} <span className="figures">{showMoment(step.at)}</span> {step.personName}{" "}
            {step.said}
          </li>
        ))}
      </ol>
    </details>
  );
}
