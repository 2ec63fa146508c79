import type { ReactNode } from "react";
import { Mark } from "@/components/layout/mark";

/** A page with only a few words on it: nothing found, an error. */
export function Blank({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="grid min-h-[70dvh] place-content-center justify-items-start gap-3 px-6 py-16">
      <Mark size={28} />
      <h1 className="font-semibold text-xl">{title}</h1>
      <p className="max-w-[52ch] text-ink-soft">{children}</p>
      {action ? <div className="mt-1">{action}</div> : null}
    </div>
  );
}
