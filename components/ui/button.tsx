"use client";
import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonTone, buttonLook } from "@/components/ui/button-look";
import { Spinner } from "@/components/ui/spinner";
import { Tooltip } from "@/components/ui/tooltip";

export type ButtonProps = Omit<ComponentProps<"button">, "disabled"> & {
  tone?: ButtonTone;
  size?: ButtonSize;
  /** A write is under way: the button keeps its width, shows it, and takes no second press. */
  pending?: boolean;
  /** Why it cannot be pressed now. The button stays reachable and says so. */
  reason?: string | undefined;
  disabled?: boolean | undefined;
};

/** A button; its label is a verb. */
export function Button({
  tone,
  size,
  pending = false,
  reason,
  disabled,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const blocked = pending || Boolean(reason);
  const button = (
    <button
      type="button"
      {...rest}
      disabled={disabled}
      aria-disabled={blocked || undefined}
      aria-busy={pending || undefined}
      onClick={blocked ? (event) => event.preventDefault() : onClick}
      className={`${buttonLook(tone, size)} ${className ?? ""}`}
    >
      {pending ? <Spinner /> : null}
      {children}
    </button>
  );
  return reason ? <Tooltip words={reason}>{button}</Tooltip> : button;
}
