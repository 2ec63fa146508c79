import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { fieldLook } from "@/components/ui/field-look";

/** One value out of a short list; the platform's own list, so it works everywhere. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={`relative block ${className ?? ""}`}>
      <select {...rest} className={`h-8 appearance-none pr-8 ${fieldLook}`}>
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-2 right-2.5 size-4 text-ink-faint"
      />
    </span>
  );
}
