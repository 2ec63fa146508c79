"use client";
import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonTone, buttonLook } from "@/components/ui/button-look";
import { Tooltip } from "@/components/ui/tooltip";

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> & {
  /** What it does; read aloud and shown on hover. */
  label: string;
  tone?: ButtonTone;
  size?: ButtonSize;
};

/** A button that shows only an icon; its label appears on hover and focus. */
export function IconButton({ label, tone = "quiet", size, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip words={label} describes={false}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={`${buttonLook(tone, size, true)} ${className ?? ""}`}
      />
    </Tooltip>
  );
}
