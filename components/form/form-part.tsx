import { type ReactNode, useId } from "react";
import type { FormSection } from "@/components/form/form-layout";

/** A part of a form: what it asks about on the left, the fields on the right; in a dialog only the fields. */
export function FormPart({
  section,
  flat,
  children,
}: {
  section: FormSection;
  flat: boolean;
  children: ReactNode;
}) {
  const heading = useId();
  const grid = <div className="-mb-4 grid min-w-0 content-start gap-x-4 sm:grid-cols-2">{children}</div>;
  if (!section.title)
    return flat ? grid : <div className="rounded-xl border border-line bg-panel p-4 lg:p-6">{grid}</div>;
  const words = (
    <div>
      <h2 id={heading} className="font-semibold text-base">
        {section.title}
      </h2>
      {section.description ? <p className="mt-0.5 text-ink-soft text-sm">{section.description}</p> : null}
    </div>
  );
  const look = flat
    ? "grid gap-3"
    : "grid gap-4 rounded-xl border border-line bg-panel p-4 lg:grid-cols-[15rem_minmax(0,38rem)] lg:gap-8 lg:p-6";
  return (
    <section aria-labelledby={heading} className={look}>
      {words}
      {grid}
    </section>
  );
}
