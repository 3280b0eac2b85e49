import { CloseCircleOutlined, FileSearchOutlined, LockOutlined, WarningOutlined } from "@ant-design/icons";
import { Space } from "antd";
import type { ReactNode } from "react";
import { usePageTitle } from "../app/pageTitle";
import "./states.css";

const SIGNS = {
  absent: FileSearchOutlined,
  forbidden: LockOutlined,
  problem: WarningOutlined,
  broken: CloseCircleOutlined,
} as const;

type Props = {
  sign: keyof typeof SIGNS;
  title: string;
  detail?: string;
  /** What to do now: buttons, the usual one first. */
  children: ReactNode;
  /** Within a panel of a page that has a heading of its own. */
  isPart?: boolean;
};

/** The one look of what cannot be shown: what it is, why as far as it is known, and where to go on. */
export function StatePage({ sign, title, detail, children, isPart = false }: Props) {
  const Sign = SIGNS[sign];
  usePageTitle(isPart ? undefined : title);
  return (
    <section className="state" role={isPart ? "alert" : undefined} data-state={sign}>
      <Sign className="state-sign" aria-hidden />
      {isPart ? <p className="state-title">{title}</p> : <h1 className="state-title">{title}</h1>}
      {detail && <p className="quiet state-detail">{detail}</p>}
      <Space wrap className="no-print">
        {children}
      </Space>
    </section>
  );
}
