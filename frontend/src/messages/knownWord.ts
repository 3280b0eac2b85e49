import { useTranslation } from "react-i18next";

/** Words for a code that is data: worded if the catalogue knows it, else the code itself, never nothing. */
export function useKnownWord(): (group: string, code: string, values?: Record<string, unknown>) => string {
  const { t, i18n } = useTranslation();
  return (group, code, values = {}) => {
    const key = `${group}.${code}`;
    // Keys are typed for literals; that this one exists (with its plural, if it has one) has just been asked.
    return i18n.exists(key, values) ? String(t(key as "app.name", values as { name: string })) : code;
  };
}
