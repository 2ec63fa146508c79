interface Segment {
  value: string;
  label: string;
}

interface SegmentedProps {
  name: string;
  value: string;
  segments: readonly Segment[];
  onChange: (value: string) => void;
  /** Either the id of the words that name it, or the words. */
  labelledBy?: string;
  label?: string;
  describedBy?: string | undefined;
  firstId?: string;
}

/** Two or three values side by side, one of them chosen: radio buttons with the look of a switch. */
export function Segmented({
  name,
  value,
  segments,
  onChange,
  labelledBy,
  label,
  describedBy,
  firstId,
}: SegmentedProps) {
  return (
    <div
      role="radiogroup"
      aria-labelledby={labelledBy}
      aria-label={label}
      aria-describedby={describedBy}
      className="inline-flex rounded-md border border-control bg-sunken p-0.5"
    >
      {segments.map((segment, index) => (
        <label
          key={segment.value}
          className="relative rounded-sm px-3 py-0.5 text-ink-soft text-sm transition-colors hover:text-ink has-checked:bg-panel has-checked:font-medium has-checked:text-ink has-checked:shadow-[0_0_0_1px_var(--line-strong)] has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-1"
        >
          <input
            type="radio"
            id={index === 0 ? firstId : undefined}
            name={name}
            value={segment.value}
            checked={value === segment.value}
            onChange={() => onChange(segment.value)}
            className="absolute inset-0 appearance-none opacity-0"
          />
          {segment.label}
        </label>
      ))}
    </div>
  );
}
