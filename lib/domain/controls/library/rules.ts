import type { LibraryControl } from "@/lib/domain/controls/library/schema";

interface Asked {
  q?: string | undefined;
  family?: string | undefined;
  framework?: string | undefined;
  stage?: string | undefined;
}

/** Returns whether a control answers what somebody looks for: every word in its texts, and the chosen family, framework and stage. */
export function answers(control: LibraryControl, { q, family, framework, stage }: Asked): boolean {
  const { key, title, objective, statement, mitigations, requirements, applies } = control;
  const refs = requirements.map(({ ref }) => ref);
  const text = [key, title, objective, statement, ...mitigations, ...refs].join(" ").toLowerCase();
  const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const stages: readonly string[] | undefined = applies.stages;
  return (
    words.every((word) => text.includes(word)) &&
    (!family || control.family === family) &&
    (!framework || requirements.some((one) => one.framework === framework)) &&
    (!stage || stages === undefined || stages.includes(stage))
  );
}
