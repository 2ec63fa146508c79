interface ProgressBarProps {
  label: string;
  value: number;
  of: number;
  /** Draws only the bar with a percentage, for a cell of a table. */
  compact?: boolean;
}

/** How much of how many: a bar that always says both numbers. */
export function ProgressBar({ label, value, of, compact = false }: ProgressBarProps) {
  const share = of > 0 ? Math.min(1, value / of) : 0;
  const percent = Math.floor(share * 100);
  const bar = (
    <span
      role="progressbar"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuetext={
        compact ? `${percent} %` : `${value.toLocaleString("en")} of ${of.toLocaleString("en")}`
      }
      className="block h-1.5 min-w-8 flex-1 overflow-hidden rounded-full bg-line-strong/60"
    >
      <span
        className="block h-full rounded-full bg-accent-fill transition-[width]"
        style={{ width: `${share * 100}%` }}
      />
    </span>
  );
  if (compact) {
    return (
      <span className="flex items-center gap-2">
        {bar}
        <span className="min-w-9 whitespace-nowrap text-right text-ink-soft text-xs tabular-nums">
          {percent} %
        </span>
      </span>
    );
  }
  return (
    <div className="grid gap-1.5">
      <div className="flex justify-between gap-3 text-sm">
        <span className="font-medium">{label}</span>
        <span className="text-ink-soft tabular-nums">
          {value.toLocaleString("en")} of {of.toLocaleString("en")} · {percent} %
        </span>
      </div>
      {bar}
    </div>
  );
}
