import { type ThemeConfig, theme } from "antd";
import { COLOURS, FONT, SIZES, type Tint } from "./tokens";

/** antd computes shades from these, so it takes values and no variables. Text is darker than its own: AA on every ground. */
export function antdTheme(tint: Tint): ThemeConfig {
  const colours = COLOURS[tint];
  return {
    cssVar: { key: `mingjing-${tint}` },
    algorithm: tint === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: colours.accent,
      colorLink: colours.link,
      colorLinkHover: colours["link-hover"],
      colorText: colours.text,
      colorTextHeading: colours.text,
      colorTextDescription: colours.quiet,
      colorTextTertiary: colours.quiet,
      colorTextPlaceholder: colours.quiet,
      colorBgLayout: colours.ground,
      colorBgContainer: colours.surface,
      colorBgElevated: colours.raised,
      colorErrorText: colours.bad,
      borderRadius: SIZES.radius,
      fontFamily: FONT,
    },
    components: {
      Button: { primaryColor: colours["on-accent"] },
      // Seen on the ground of the page as well as on a panel.
      Tag: { defaultBg: colours["accent-soft"], defaultColor: colours.text },
    },
  };
}
