import { Button, type ButtonProps } from "antd";
import { type To, useHref, useLinkClickHandler } from "react-router-dom";

/** A link that looks like a button: one focus stop, and opening it in a new tab works. */
export function LinkButton({ to, children, ...look }: { to: To } & Pick<ButtonProps, "children" | "type" | "size">) {
  const href = useHref(to);
  const click = useLinkClickHandler<HTMLAnchorElement>(to);
  return (
    <Button href={href} onClick={(event) => click(event as React.MouseEvent<HTMLAnchorElement>)} {...look}>
      {children}
    </Button>
  );
}
