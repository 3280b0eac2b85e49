import { useTranslation } from "react-i18next";

const KEYS = ["move", "open", "search", "register", "queue"] as const;

/** Every key of the desk, always in sight: nobody has to remember them. */
export function KeyList() {
  const { t } = useTranslation();
  return (
    <dl className="desk-keys no-print" aria-label={t("desk.keys.title")}>
      {KEYS.map((key) => (
        <div key={key}>
          <dt>
            {t(`desk.keys.${key}`)
              .split(" ")
              .map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
          </dt>
          <dd>{t(`desk.does.${key}`)}</dd>
        </div>
      ))}
    </dl>
  );
}
