import type { ComponentProps } from "react";
import { fieldLook } from "@/components/ui/field-look";

/** A single line of text, a number or a date. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={`h-8 ${fieldLook} ${className ?? ""}`} />;
}
