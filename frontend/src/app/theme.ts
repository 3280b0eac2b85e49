import type { ThemeConfig } from "antd";

// Text tokens are darker than antd's own: these pass axe's contrast check on white and on the grey page.
export const theme: ThemeConfig = {
  cssVar: { key: "mingjing" },
  token: {
    colorPrimary: "#0b5394",
    colorLink: "#0958d9",
    colorLinkHover: "#003eb3",
    colorTextDescription: "rgba(0,0,0,.65)",
    colorTextTertiary: "rgba(0,0,0,.65)",
    colorTextPlaceholder: "rgba(0,0,0,.6)",
    borderRadius: 4,
    fontFamily:
      '-apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", Roboto, sans-serif',
  },
};
