import { Empty } from "antd";
import type { ReactNode } from "react";

/** Nothing to show, why that may be, and where to go on. */
export function EmptyState({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <Empty className="state" image={Empty.PRESENTED_IMAGE_SIMPLE} description={text}>
      {children}
    </Empty>
  );
}
