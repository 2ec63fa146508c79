"use client";
import { type ComponentProps, useLayoutEffect, useRef } from "react";
import { fieldLook } from "@/components/ui/field-look";

/** Several lines of text; grows with what it holds, up to 60 % of the window. */
export function Textarea({ className, value, ref, ...rest }: ComponentProps<"textarea">) {
  const own = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the value.
  useLayoutEffect(() => {
    const area = own.current;
    if (!area || CSS.supports("field-sizing", "content")) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }, [value]);
  return (
    <textarea
      rows={3}
      {...rest}
      value={value}
      ref={(area) => {
        own.current = area;
        if (typeof ref === "function") ref(area);
        else if (ref) ref.current = area;
      }}
      className={`block field-sizing-content max-h-[60vh] min-h-20 resize-y py-1.5 leading-relaxed ${fieldLook} ${className ?? ""}`}
    />
  );
}
