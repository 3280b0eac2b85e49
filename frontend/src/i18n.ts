import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./messages/en.json";
import zh from "./messages/zh.json";

export type Language = "zh" | "en";
const STORED = "mingjing.language";

/** Every key of the catalogue, written out: the compiler gives up on looking up paths in a tree of this size. */
type Key<T, Prefix extends string = ""> = {
  [Name in keyof T & string]: T[Name] extends string ? `${Prefix}${Name}` : Key<T[Name], `${Prefix}${Name}.`>;
}[keyof T & string];

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: Record<Key<typeof zh>, string> };
    keySeparator: false;
  }
}

/** Chinese unless this browser chose English before. */
export function storedLanguage(): Language {
  return localStorage.getItem(STORED) === "en" ? "en" : "zh";
}

export function asLanguage(value: string): Language {
  return value.toLowerCase().startsWith("en") ? "en" : "zh";
}

/** Changes every text at once, tells screen readers by `lang`, and is kept for the next visit. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem(STORED, language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  await i18next.changeLanguage(language);
}

export async function startLanguages(): Promise<void> {
  const language = storedLanguage();
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    showSupportNotice: false,
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
}
