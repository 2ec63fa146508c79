import type { ProposalState } from "@/lib/domain/intake/schema";

/** The answers about the elements of an AI system; null is not known. */
export interface Elements {
  machineBased: boolean | null;
  infers: boolean | null;
  outputs: boolean | null;
  independent: boolean | null;
}

/** Whether something is an AI system, with the reason for each element that decided it. */
export interface Verdict {
  verdict: "ai" | "not-ai" | "unclear";
  why: string[];
}

const elements: readonly { key: keyof Elements; no: string; unknown: string }[] = [
  { key: "machineBased", no: "It does not run on a machine.", unknown: "whether it runs on a machine" },
  {
    key: "infers",
    no: "It follows rules that people wrote in full and infers nothing.",
    unknown: "whether it infers how to get from input to output",
  },
  {
    key: "outputs",
    no: "It puts out nothing that influences anything.",
    unknown: "whether its output influences anything",
  },
  {
    key: "independent",
    no: "People do every step of its work.",
    unknown: "whether it acts with some independence",
  },
];

/**
 * Returns whether the answers describe an AI system by the elements of Article 3(1) of Regulation (EU) 2024/1689: it is
 * machine-based, works with some autonomy, infers from its input how to produce outputs, and these influence
 * environments. Adaptiveness may be there and need not. One "no" decides; without one, every "unknown" leaves it open.
 */
export function verdictOf(answers: Elements): Verdict {
  const missing = elements.filter(({ key }) => answers[key] === false);
  if (missing.length > 0) return { verdict: "not-ai", why: missing.map(({ no }) => no) };
  const open = elements.filter(({ key }) => answers[key] === null);
  if (open.length > 0)
    return { verdict: "unclear", why: open.map(({ unknown }) => `Not known: ${unknown}.`) };
  return { verdict: "ai", why: ["Every element of the definition is there."] };
}

export const acts = ["edit", "withdraw", "triage", "return", "approve", "decline", "reopen"] as const;
export type Act = (typeof acts)[number];

const from: Record<Act, readonly ProposalState[]> = {
  edit: ["submitted", "returned"],
  withdraw: ["submitted", "returned", "triaged"],
  triage: ["submitted", "triaged"],
  return: ["submitted", "triaged"],
  approve: ["triaged"],
  decline: ["submitted", "triaged"],
  reopen: ["not-ai", "declined", "withdrawn"],
};

const notNow: Record<Act, string> = {
  edit: "It is past the stage in which it is written. Ask for it to be sent back.",
  withdraw: "It is closed already.",
  triage: "It does not wait for triage.",
  return: "It does not wait for triage or approval.",
  approve: "It has no owner yet. Triage comes first.",
  decline: "It does not wait for triage or approval.",
  reopen: "It is not closed.",
};

/** Returns why an act is not possible in a state, or null. */
export function obstacleTo(act: Act, state: ProposalState): string | null {
  return from[act].includes(state) ? null : notNow[act];
}

/** Returns the short reference of a proposal, such as I-0012. */
export function proposalRef(number: number): string {
  return `I-${String(number).padStart(4, "0")}`;
}
