import { Button, Modal, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { areKeysOn, keepKeys } from "./keysChoice";

const KEYS = ["move", "open", "page", "search", "help"] as const;

/** What the single keys of lists do, and the switch that turns them off. */
export function KeysHelp({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const [areOn, setOn] = useState(areKeysOn);
  const choose = (chosen: boolean) => {
    keepKeys(chosen);
    setOn(chosen);
  };
  return (
    <Modal open title={t("keys.title")} onCancel={close} footer={<Button onClick={close}>{t("keys.close")}</Button>}>
      <dl className="keys-help">
        {KEYS.map((key) => (
          <div key={key}>
            <dt>
              {t(`keys.press.${key}`)
                .split(" ")
                .map((one) => (
                  <kbd key={one}>{one}</kbd>
                ))}
            </dt>
            <dd>{t(`keys.does.${key}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{t("keys.desk")}</p>
      <label className="keys-switch">
        <Switch checked={areOn} onChange={choose} /> {t("keys.on")}
      </label>
    </Modal>
  );
}
