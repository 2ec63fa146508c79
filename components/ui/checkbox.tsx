import { type ComponentProps, type CSSProperties, type ReactNode, useId } from "react";

const mark =
  "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='white' stroke-width='2.2' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='m4 8.4 2.7 2.7L12 5.6'/%3E%3C/svg%3E\")";
const dash =
  "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='white' stroke-width='2.2' stroke-linecap='round'%3E%3Cpath d='M4.5 8h7'/%3E%3C/svg%3E\")";

type CheckboxProps = Omit<ComponentProps<"input">, "type"> & {
  label?: ReactNode;
  help?: string | undefined;
  /** Some of what it stands for is chosen, not all. */
  mixed?: boolean;
};

/** A box to tick, with its words; without `label` give an `aria-label`. */
export function Checkbox({ label, help, mixed = false, className, id, ...rest }: CheckboxProps) {
  const own = useId();
  const boxId = id ?? own;
  const box = (
    <input
      type="checkbox"
      {...rest}
      id={boxId}
      ref={(input) => {
        if (input) input.indeterminate = mixed;
      }}
      style={{ "--mark": mark, "--dash": dash } as CSSProperties}
      className={`size-4 shrink-0 appearance-none rounded-sm border border-control bg-center bg-panel checked:border-accent-fill checked:bg-(image:--mark) checked:bg-accent-fill indeterminate:border-accent-fill indeterminate:bg-(image:--dash) indeterminate:bg-accent-fill disabled:opacity-50 ${className ?? ""}`}
    />
  );
  if (label === undefined) return box;
  return (
    <label htmlFor={boxId} className="flex items-start gap-2">
      <span className="flex h-[1.375rem] items-center">{box}</span>
      <span>
        {label}
        {help ? <span className="block text-ink-faint text-sm">{help}</span> : null}
      </span>
    </label>
  );
}
