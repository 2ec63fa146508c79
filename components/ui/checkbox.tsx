import { type ComponentProps, type ReactNode, useId } from "react";

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
      className={className ? `tick ${className}` : "tick"}
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
