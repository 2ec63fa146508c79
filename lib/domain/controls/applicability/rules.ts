import { type LibraryControl, labelIn } from "@/lib/domain/controls/library/schema";
import {
  autonomies,
  dataClasses,
  euRoles,
  exposures,
  stages,
  systemKinds,
} from "@/lib/domain/inventory/systems/options/schema";
import { outcomeOptions } from "@/lib/domain/obligations/schema";

/** The facts of a system that decide which controls apply to it; null and an empty list are not known. */
export interface SystemFacts {
  stage: string;
  kind: string | null;
  exposure: string | null;
  autonomy: string | null;
  dataClasses: readonly string[];
  euRoles: readonly string[];
  personalData: boolean | null;
  generatesContent: boolean | null;
  learnsInUse: boolean | null;
  /** The outcomes of its signed EU AI Act classification; null while there is none that holds. */
  euClass: readonly string[] | null;
  /** It names an agent or a tool: then it acts, whatever kind it is said to be. */
  acts: boolean;
  /** It names a dataset from which answers are drawn. */
  retrieves: boolean;
}

/** Whether a control applies to a system, and what says so. */
export interface Fit {
  fit: "applies" | "may-apply" | "does-not-apply";
  because: string[];
}

type Options = readonly { value: string; label: string }[];
type Answer = "yes" | "no" | "unknown";

/**
 * Returns whether a control of the library applies to a system, and the facts that say so. Every fact that the control
 * names must fit, by any of its values. A fact that nobody knows never rules a control out: it may apply.
 */
export function fitOf(control: Judgeable, facts: SystemFacts): Fit {
  const { applies } = control;
  if (applies.everywhere) return { fit: "applies", because: ["Applies to every system"] };
  const checked = [
    among("Stage", applies.stages, [facts.stage], stages),
    among("Kind", applies.kinds, kindsOf(facts), systemKinds, kindWords(facts)),
    among("Exposure", applies.exposures, known(facts.exposure), exposures),
    among("Autonomy", applies.autonomies, known(facts.autonomy), autonomies),
    among("Data classes", applies.dataClasses, facts.dataClasses, dataClasses),
    among("EU AI Act role", applies.euRoles, facts.euRoles, euRoles),
    isSo("Personal data", applies.personalData, facts.personalData),
    isSo("Generates content", applies.generatesContent, facts.generatesContent),
    isSo("Learns in use", applies.learnsInUse, facts.learnsInUse),
    byClass(control, facts.euClass),
  ].filter((one) => one !== null);
  const no = checked.filter(({ answer }) => answer === "no");
  if (no.length > 0) return { fit: "does-not-apply", because: no.map(({ words }) => words) };
  const open = checked.some(({ answer }) => answer === "unknown");
  return { fit: open ? "may-apply" : "applies", because: checked.map(({ words }) => words) };
}

type Judgeable = Pick<LibraryControl, "applies"> &
  Partial<Pick<LibraryControl, "outcomes" | "onlyByOutcome">>;

// A class that calls for a control is named beside the facts; only where nothing else calls for it does another class rule it out.
function byClass({ outcomes = [], onlyByOutcome = false }: Judgeable, held: SystemFacts["euClass"]) {
  const hits = outcomes.filter((outcome) => held?.includes(outcome));
  if (hits.length === 0 && !onlyByOutcome) return null;
  if (held === null) return { answer: "unknown" as const, words: "EU AI Act class: not signed" };
  const shown = hits.length > 0 ? hits : held.filter((one) => one !== "keep_flags");
  const words = `EU AI Act class: ${shown.map((one) => labelIn(outcomeOptions, one)).join(", ") || "none"}`;
  return { answer: hits.length > 0 ? ("yes" as const) : ("no" as const), words };
}

function kindsOf({ kind, acts, retrieves }: SystemFacts): string[] {
  return [...known(kind), ...(acts ? ["agent"] : []), ...(retrieves ? ["rag-assistant"] : [])];
}

function kindWords({ acts, retrieves }: SystemFacts): string {
  const parts = [
    ...(acts ? ["uses an agent or a tool"] : []),
    ...(retrieves ? ["draws answers from data"] : []),
  ];
  return parts.length > 0 ? ` (${parts.join(", ")})` : "";
}

const known = (value: string | null) => (value === null ? [] : [value]);

function among(
  label: string,
  wanted: readonly string[] | undefined,
  held: readonly string[],
  options: Options,
  extra = "",
): { answer: Answer; words: string } | null {
  if (wanted === undefined) return null;
  if (held.length === 0) return { answer: "unknown", words: `${label}: not known` };
  const hits = held.filter((value) => wanted.includes(value));
  const shown = hits.length > 0 ? hits : held;
  const words = `${label}: ${shown.map((value) => labelIn(options, value)).join(", ")}${extra}`;
  return { answer: hits.length > 0 ? "yes" : "no", words };
}

function isSo(
  label: string,
  wanted: true | undefined,
  held: boolean | null,
): { answer: Answer; words: string } | null {
  if (wanted === undefined) return null;
  if (held === null) return { answer: "unknown", words: `${label}: not known` };
  return { answer: held ? "yes" : "no", words: `${label}: ${held ? "yes" : "no"}` };
}

/** A control that a change of a system would bring or take away, and why. */
export interface Shift {
  key: string;
  title: string;
  because: string;
}

/** Returns which controls of the library would apply after a change of these facts, and which would no longer. */
export function shiftsOf(
  controls: readonly LibraryControl[],
  before: SystemFacts,
  after: SystemFacts,
): { added: Shift[]; dropped: Shift[] } {
  const [added, dropped]: [Shift[], Shift[]] = [[], []];
  for (const control of controls) {
    if (control.applies.scope) continue;
    const [was, is] = [fitOf(control, before), fitOf(control, after)];
    const shift = { key: control.key, title: control.title, because: is.because.join(", ") };
    if (is.fit === "applies" && was.fit !== "applies") added.push(shift);
    if (is.fit === "does-not-apply" && was.fit !== "does-not-apply") dropped.push(shift);
  }
  return { added, dropped };
}
