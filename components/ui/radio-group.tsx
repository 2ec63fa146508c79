import type { ReactNode } from "react";

interface RadioChoice {
  value: string;
  label: ReactNode;
  help?: string | undefined;
}

interface RadioGroupProps {
  name: string;
  value: string | null;
  choices: readonly RadioChoice[];
  onChange: (value: string) => void;
  onBlur?: () => void;
  labelledBy: string;
  describedBy?: string | undefined;
  invalid?: boolean;
  firstId?: string;
}

/** One of a few values, all in sight. */
export function RadioGroup({
  name,
  value,
  choices,
  onChange,
  onBlur,
  labelledBy,
  describedBy,
  invalid = false,
  firstId,
}: RadioGroupProps) {
  return (
    <div
      role="radiogroup"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      className="grid gap-1.5"
    >
      {choices.map((choice, index) => (
        <label key={choice.value} className="flex items-start gap-2">
          <span className="flex h-[1.375rem] items-center">
            <input
              type="radio"
              id={index === 0 ? firstId : undefined}
              name={name}
              value={choice.value}
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
              onBlur={onBlur}
              className="dot"
            />
          </span>
          <span>
            {choice.label}
            {choice.help ? <span className="block text-ink-faint text-sm">{choice.help}</span> : null}
          </span>
        </label>
      ))}
    </div>
  );
}
