import { Breadcrumb } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";

type Place = { code: string; name: string };

/** The way down from the top of the reader's jurisdiction; every step keeps the period that is compared. */
export function Crumbs({ ancestors, here, search }: { ancestors: Place[]; here: Place; search: string }) {
  const { t } = useTranslation();
  const items = [
    ...ancestors.map(({ code, name }) => ({
      key: code,
      title: <Link to={{ pathname: `/regions/${code}`, search }}>{name}</Link>,
    })),
    { key: here.code, title: <span aria-current="page">{here.name}</span> },
  ];
  return (
    <nav aria-label={t("region.crumbs")}>
      <Breadcrumb items={items} />
    </nav>
  );
}
