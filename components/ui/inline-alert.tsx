import type { ReactNode } from "react";
import { ToneShape } from "@/components/ui/tone-shape";
import type { Tone } from "@/lib/platform/schema/field";

const looks: Record<Tone, string> = {
  neutral: "bg-sunken border-line-strong [--mark:var(--ink-faint)]",
  info: "bg-info-soft border-info/25 [--mark:var(--info)]",
  good: "bg-good-soft border-good/25 [--mark:var(--good)]",
  warn: "bg-warn-soft border-warn/25 [--mark:var(--warn)]",
  bad: "bg-bad-soft border-bad/25 [--mark:var(--bad)]",
  critical: "bg-critical-soft border-critical/25 [--mark:var(--critical)]",
};

interface InlineAlertProps {
  tone?: Tone;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** Read aloud at once when it appears after something the person did. */
  live?: boolean;
}

/** Something that happened or holds here, beside what it is about. */
export function InlineAlert({ tone = "info", title, children, actions, live = false }: InlineAlertProps) {
  return (
    <div
      role={live ? "alert" : undefined}
      className={`flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border px-3 py-2.5 ${looks[tone]}`}
    >
      <span className="flex h-[1.375rem] items-center text-(--mark)">
        <ToneShape tone={tone} className="size-3" />
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium">{title}</p>
        {children ? <div className="mt-0.5 text-ink-soft text-sm">{children}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}
