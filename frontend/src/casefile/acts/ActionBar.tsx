import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CaseFileFragment } from "../../gql/graphql";
import { ActDrawer } from "./ActDrawer";
import { ACTS, type ActKind, isActKind } from "./acts";

/** What the server says this person may record now; the order is the server's, the first is the usual next step. */
export function ActionBar({ file }: { file: CaseFileFragment }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ActKind>();
  const offered = file.permittedActions.filter(isActKind);
  if (offered.length === 0) return null;
  return (
    <section className="actions no-print" aria-label={t("act.title")}>
      {offered.map((kind, place) => (
        <Button key={kind} type={place === 0 ? "primary" : "default"} onClick={() => setChosen(kind)}>
          {t(`act.${kind}`)}
        </Button>
      ))}
      {chosen && (
        <ActDrawer key={chosen} kind={chosen} act={ACTS[chosen]} file={file} close={() => setChosen(undefined)} />
      )}
    </section>
  );
}
